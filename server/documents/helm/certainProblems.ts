import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { ActionIndex } from "./actionIndex.ts";

/**
 * The problems of the masked file that are there however it is rendered.
 *
 * A value or a key that holds an action is never wrong. What seems to be missing, or to stand twice, is not told where an
 * action stands in the same mapping, because it may bring or remove it. Of the faults of YAML those stay that a line has
 * by itself, and where no action is near.
 */
export function keepCertain(problems: readonly Problem[], masked: string, actions: ActionIndex): readonly Problem[] {
	return problems.filter((problem) => isCertain(problem, masked, actions));
}

/** Files that are rendered are seldom read as they lie, and what a name stands for may be brought by an action. */
const unknown: ReadonlySet<string> = new Set([
	"rule/second-document",
	"rule/foreign-field",
	"alertmanager/undefined-receiver",
	"alertmanager/undefined-time-interval",
]);
/** Told at a key, whatever else its mapping holds. */
const aboutKey = /\/(?:unknown-(?:field|key)|utf8-name|invalid-[\w-]*name|duplicate-key|repeated-[\w-]+)$/;
const aboutLine: ReadonlySet<string> = new Set([
	"yaml/unclosed-quote",
	"yaml/invalid-escape",
	"yaml/reserved-character",
	"yaml/tab-indentation",
	"yaml/control-character",
]);

function isCertain({ code, span, related = [] }: Problem, masked: string, actions: ActionIndex): boolean {
	if (unknown.has(code) || actions.touches(span)) return false;
	const lines = linesOf(masked, span);
	if (code.startsWith("yaml/") && code !== "yaml/duplicate-key") {
		if (actions.within(lines).length > 0) return false;
		return aboutLine.has(code) || actions.within(neighboursOf(masked, lines)).length === 0;
	}
	for (const { span: other } of related) {
		const between = { start: Math.min(span.start, other.start), end: Math.max(span.end, other.end) };
		if (actions.within(between).length > 0) return false;
	}
	if (aboutKey.test(code)) return true;
	if (!isAtKey(masked, span)) return true;
	return actions.within(mappingAround(masked, span)).length === 0;
}

/** Claims that the problem is told at a key rather than at a value. */
function isAtKey(masked: string, { start, end }: Span): boolean {
	const before = masked.slice(masked.lastIndexOf("\n", start - 1) + 1, start);
	if (!/^[ ]*(?:- +)*["']?$/.test(before)) return false;
	return end <= start + 1 || /^["']?[ \t]*(?::|\r?\n|$)/.test(masked.slice(end, end + 10));
}

function linesOf(text: string, { start, end }: Span): Span {
	const lineEnd = text.indexOf("\n", end);
	return { start: text.lastIndexOf("\n", start - 1) + 1, end: lineEnd === -1 ? text.length : lineEnd };
}

/** The lines with the two that hold something before and behind them. */
function neighboursOf(text: string, { start, end }: Span): Span {
	const before = text.slice(Math.max(0, start - far), start);
	const behind = text.slice(end, end + far);
	const first = /(?:\n[ \t]*\S[^\n]*){0,2}\s*$/.exec(`\n${before}`)?.[0].length ?? 0;
	const last = /^\s*(?:\S[^\n]*\n?\s*){0,2}/.exec(behind)?.[0].length ?? 0;
	return { start: start - Math.min(first, before.length), end: end + last };
}

/** Characters on either side that are looked at. */
const far = 2000;

/** The mapping, or the item of a list, that the key at `span` is in, by indentation, and the blank lines behind it. */
function mappingAround(masked: string, span: Span): Span {
	const lineStart = masked.lastIndexOf("\n", span.start - 1) + 1;
	const column = span.start - lineStart;
	let start = lineStart;
	while (start > 0) {
		const above = masked.lastIndexOf("\n", start - 2) + 1;
		const line = masked.slice(above, start);
		const content = /^[ ]*(?:- +)*(?=\S)/.exec(line);
		// What is blank may be an action, and belongs to what is around it.
		if (content !== null && line.trim() !== "") {
			if (content[0].length < column && line.search(/\S/) < column) break;
			if (masked.slice(lineStart, span.start).includes("-")) break;
			if (content[0].length === column && content[0].includes("-")) {
				start = above;
				break;
			}
		}
		start = above;
	}
	let end = masked.indexOf("\n", span.end);
	while (end !== -1) {
		const lineEnd = masked.indexOf("\n", end + 1);
		const line = masked.slice(end + 1, lineEnd === -1 ? masked.length : lineEnd);
		const indent = line.search(/\S/);
		if (indent !== -1 && indent < column) break;
		end = lineEnd;
	}
	return { start, end: end === -1 ? masked.length : end };
}
