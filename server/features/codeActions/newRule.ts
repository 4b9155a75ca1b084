import { writeBlockLines, writeLineScalar } from "../../documents/embedded/writeScalar.ts";
import type { Rule, RuleGroup } from "../../documents/model.ts";
import { formatPromql } from "../../promql/format/format.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { RuleOfPlace } from "./expressionPlace.ts";

/** The longest expression that is written beside its key. */
const lineWidth = 100;

/** How the rules of a group are laid out, read off one of them. */
interface RuleLayout {
	/** Where the rule begins, with the comments directly above it: the start of a line. */
	readonly start: number;
	readonly dashColumn: number;
	readonly keyColumn: number;
	/** Columns from a key to the lines of its block. */
	readonly blockIndent: number;
	/** The rule's expression is a block, so a new one is too. */
	readonly block: boolean;
	/** Rules stand apart. */
	readonly blankLine: boolean;
	readonly lineBreak: string;
}

/** The edit that writes a recording rule before `next`, laid out as that one is; `undefined` where it cannot be told how. */
export function writeRuleBefore(
	{ group, rule: next }: RuleOfPlace,
	text: string,
	name: string,
	expression: string,
): TextEdit | undefined {
	const layout = readLayout(next, group, text);
	const record = writeLineScalar(name);
	const value = layout && writeExpression(expression, layout);
	if (layout === undefined || record === undefined || value === undefined) return undefined;
	const { start, dashColumn, keyColumn, lineBreak, blankLine } = layout;
	const dash = `${" ".repeat(dashColumn)}-${" ".repeat(keyColumn - dashColumn - 1)}`;
	const lines = [`${dash}record: ${record}`, `${" ".repeat(keyColumn)}expr: ${value}`, ...(blankLine ? [""] : [])];
	return { span: { start, end: start }, newText: lines.map((line) => line + lineBreak).join("") };
}

function writeExpression(expression: string, layout: RuleLayout): string | undefined {
	const line = formatPromql(expression, { width: Number.POSITIVE_INFINITY });
	if (line === undefined) return undefined;
	if (!layout.block && !line.includes("\n") && line.length <= lineWidth) {
		const written = writeLineScalar(line);
		if (written === line) return written;
	}
	const formatted = formatPromql(expression, { flush: true });
	const indent = layout.keyColumn + layout.blockIndent;
	const block = formatted && writeBlockLines(formatted.split("\n"), indent, layout.lineBreak);
	return block && `|${layout.lineBreak}${block}`;
}

function readLayout({ span, expression }: Rule, group: RuleGroup, text: string): RuleLayout | undefined {
	const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
	const first = /^( *)-( +)[^\s#]/.exec(text.slice(lineStart, span.end));
	if (first === null || expression === undefined || lineStart + (first[1]?.length ?? 0) !== span.start)
		return undefined;
	const dashColumn = first[1]?.length ?? 0;
	const keyColumn = text[first[0].length + lineStart - 1] === "{" ? dashColumn + 2 : first[0].length - 1;
	const lineBreak = text[text.indexOf("\n", span.start) - 1] === "\r" ? "\r\n" : "\n";
	const style = expression.scalar?.style;
	const block = style === "literal" || style === "folded";
	const contentStart = expression.hostSpan.start;
	const contentColumn = contentStart - (text.lastIndexOf("\n", contentStart - 1) + 1);
	const start = startWithComments(text, lineStart, dashColumn);
	return {
		start,
		dashColumn,
		keyColumn,
		blockIndent: block && contentColumn > keyColumn ? contentColumn - keyColumn : 2,
		block,
		blankLine: standApart(group, dashColumn, text),
		lineBreak,
	};
}

/** The first rule of a group follows its key; whether rules stand apart is seen from the second one. */
function standApart({ rules }: RuleGroup, column: number, text: string): boolean {
	const second = rules[1];
	if (second === undefined) return false;
	const start = startWithComments(text, text.lastIndexOf("\n", second.span.start - 1) + 1, column);
	return /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start));
}

/** A comment directly above a rule, as far in as its dash, is about that rule. */
function startWithComments(text: string, ruleStart: number, column: number): number {
	let start = ruleStart;
	while (start > 0) {
		const above = text.lastIndexOf("\n", start - 2) + 1;
		const line = text.slice(above, start);
		if (line.trimStart()[0] !== "#" || line.search(/\S/) !== column) return start;
		start = above;
	}
	return start;
}
