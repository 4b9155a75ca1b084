import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import { type DocumentModel, regionAt } from "../documents/model.ts";
import { lex } from "../promql/lexer.ts";
import type { TextEdit } from "../text/textEdit.ts";

/** What a level is indented by, as the formatter does it. */
const levelIndent = 2;

/**
 * The edit that puts the line at `offset`, on which `character` was just typed, as far in as the brackets around it
 * say. Only in a block scalar, where lines are the user's own; nothing but the line's indentation is touched.
 */
export function formatOnType(
	model: DocumentModel,
	text: string,
	offset: number,
	character: string,
): TextEdit | undefined {
	const region = regionAt(model, offset) ?? regionAt(model, endOfTextBefore(text, offset));
	if (region?.language !== "promql" || region.encodeLines === undefined) return undefined;
	const start = text.lastIndexOf("\n", offset - 1) + 1;
	const margin = region.hostSpan.start - (text.lastIndexOf("\n", region.hostSpan.start - 1) + 1);
	const first = start + (/^ */.exec(text.slice(start, offset))?.[0].length ?? 0);
	if (start <= region.hostSpan.start || first - start < margin) return undefined;
	// A bracket that was typed behind other words moves nothing.
	if (first !== offset - (character === "\n" ? 0 : character.length)) return undefined;
	const closing = [")", "}", "]"].includes(text.charAt(first));
	const depth = openBracketsBefore(region, start);
	if (depth === undefined) return undefined;
	const wanted = margin + levelIndent * Math.max(0, closing ? depth - 1 : depth);
	if (wanted === first - start) return undefined;
	return { span: { start, end: first }, newText: " ".repeat(wanted) };
}

/** A fresh line below a block is not yet part of it: YAML leaves blank lines out. */
function endOfTextBefore(text: string, offset: number): number {
	let end = offset;
	while (end > 0 && /\s/.test(text.charAt(end - 1))) end--;
	return end;
}

/** How many brackets are open where a line starts; `undefined` where its indentation must not change. */
function openBracketsBefore(region: EmbeddedRegion, lineStart: number): number | undefined {
	const { tokens, comments } = lex(region.text);
	// Where lines are folded, how far in a line stands says whether a comment ends before it.
	if (comments.length > 0 && region.encodeLines?.(["a", "b"])?.text.startsWith("a\nb") !== true) return undefined;
	const offset = region.map.toEmbedded(lineStart);
	let depth = 0;
	for (const { kind, start, end } of tokens) {
		if (start >= offset) break;
		if (kind === "string" && end > offset) return undefined;
		if (kind === "(" || kind === "{" || kind === "[") depth++;
		else if (kind === ")" || kind === "}" || kind === "]") depth = Math.max(0, depth - 1);
	}
	return depth;
}
