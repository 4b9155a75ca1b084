import type { WrittenScalar } from "../../documents/embedded/region.ts";
import { writeBlockLines, writeLineScalar } from "../../documents/embedded/writeScalar.ts";
import { formatParsed } from "../../promql/format/format.ts";
import type { ParsedPromql } from "../../promql/parse.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { RefactoringProvider } from "./codeAction.ts";

/** Columns from a key to the lines of its block. */
const blockIndent = 2;

/** Lays an expression out as a block of lines, or puts the block on the line of its key. */
export const scalarStyle: RefactoringProvider = {
	kind: "refactor.rewrite",
	offer({ region: { scalar, hostSpan }, parsed, hostText }) {
		if (scalar === undefined || scalar.flow) return [];
		const block = scalar.style === "literal" || scalar.style === "folded";
		const edits = block ? toLine(scalar, hostSpan.end, parsed, hostText) : toBlock(scalar, parsed, hostText);
		const title = block ? "Write the expression on one line" : "Write the expression as a block (|)";
		return edits === undefined ? [] : [{ title, kind: "refactor.rewrite", edits }];
	},
};

/** A line up to a value that stands behind its key. */
const keyPrefix = /^( *(?:- +)*)(?:"[^"\\]*"|'[^']*'|[^\s#"'?:{[][^:#]*):[ \t]+(?:[!&]\S+[ \t]+)*$/;

function toBlock({ span }: WrittenScalar, parsed: ParsedPromql, text: string): readonly TextEdit[] | undefined {
	const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
	const prefix = keyPrefix.exec(text.slice(lineStart, span.start));
	const lineFeed = text.indexOf("\n", span.end);
	const lineBreak = text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
	const lineEnd = lineFeed === -1 ? text.length : lineFeed + 1 - lineBreak.length;
	const rest = text.slice(span.end, lineEnd);
	const formatted = formatParsed(parsed, { flush: true });
	if (prefix === null || formatted === undefined || !/^[ \t]*(?:#.*)?$/.test(rest)) return undefined;
	const lines = writeBlockLines(formatted.split("\n"), (prefix[1]?.length ?? 0) + blockIndent, lineBreak);
	if (lines === undefined) return undefined;
	if (rest.trim() === "") return [{ span: { start: span.start, end: lineEnd }, newText: `|${lineBreak}${lines}` }];
	return [
		{ span, newText: "|" },
		{ span: { start: lineEnd, end: lineEnd }, newText: lineBreak + lines },
	];
}

/** A comment behind the block's header stays behind the value; one in the expression would take the rest of the line. */
function toLine(
	{ span }: WrittenScalar,
	contentEnd: number,
	parsed: ParsedPromql,
	text: string,
): readonly TextEdit[] | undefined {
	const header = /^[|>][-+0-9]*[ \t]*(#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(span.start, contentEnd));
	const line = formatParsed(parsed, { width: Number.POSITIVE_INFINITY });
	const written = line === undefined ? undefined : writeLineScalar(line);
	if (header === null || written === undefined) return undefined;
	const remark = header[1] === undefined ? "" : ` ${header[1].trimEnd()}`;
	return [{ span: { start: span.start, end: contentEnd }, newText: written + remark }];
}
