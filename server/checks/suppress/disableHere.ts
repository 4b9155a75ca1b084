import { type DocumentModel, regionAt } from "../../documents/model.ts";
import type { Problem } from "../../text/problem.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { blockHeaderAbove, floorOf, indentOf } from "./scope.ts";
import { isSuppressible } from "./suppress.ts";

/**
 * The edit that writes a comment above the key or the rule that the problem is in, which turns its check off there.
 * `undefined` where no comment can stand, as in JSON, and for what cannot be turned off.
 */
export function disableHere(source: SourceDocument, model: DocumentModel, problem: Problem): TextEdit | undefined {
	const { text, languageId } = source;
	if (!isSuppressible(problem) || languageId === "json" || /^\s*[{[]/.test(text)) return undefined;
	const { start: offset } = problem.span;
	const scalar = regionAt(model, offset)?.scalar;
	const lineStart = text.lastIndexOf("\n", (scalar?.span.start ?? offset) - 1) + 1;
	const start = blockHeaderAbove(text, lineStart, floorOf(model, offset)) ?? lineStart;
	const lineFeed = text.indexOf("\n", start);
	const line = text.slice(start, lineFeed === -1 ? text.length : lineFeed);
	const lineBreak = line.endsWith("\r") ? "\r\n" : "\n";
	const comment = `# observability:disable ${problem.code} -- TODO: say why`;
	return { span: { start, end: start }, newText: `${line.slice(0, indentOf(line))}${comment}${lineBreak}` };
}
