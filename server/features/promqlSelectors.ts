import { findAggregation } from "../promql/aggregations.ts";
import { unquote as unquoteLiteral } from "../promql/literals.ts";
import { printMatcherLabel, quote } from "../promql/names.ts";
import { type Frame, frameOpenedBy, isKeyword, nextIndex } from "./promqlFrames.ts";
import type { Token } from "./promqlTokens.ts";

/** A selector as it is written, or half-written: what live knowledge is asked about. */
export interface WrittenSelector {
	readonly metric?: string;
	/** Whole matchers only; each literal is the raw text with its quotes. */
	readonly matchers: readonly WrittenMatcher[];
}

export interface WrittenMatcher {
	/** Unquoted. */
	readonly label: string;
	readonly operator: string;
	readonly literal: string;
	/** Index of the token of the literal. */
	readonly token: number;
	/** Its value has a variable in it, so that no server can be asked with it. */
	readonly masked?: true;
}

/** The selectors between two tokens, both exclusive, whatever stands around them. */
export function findSelectors(tokens: readonly Token[], frames: readonly Frame[], after: number, before: number) {
	const selectors: WrittenSelector[] = [];
	for (let index = after + 1; index < before; index += 1) {
		const token = tokens[index];
		if (token === undefined) break;
		if (token.text === "{" && token.kind === "punctuation") {
			const frame = frameOpenedBy(frames, index);
			if (frame === undefined) continue;
			selectors.push(readSelector(tokens, frame));
			index = Math.min(frame.close, before);
			continue;
		}
		if (token.kind !== "word" || tokens[index - 1]?.text === "@") continue;
		const next = nextIndex(tokens, index);
		if (tokens[next]?.text === "(") {
			const frame = frameOpenedBy(frames, next);
			const clause = frame?.kind;
			if (clause === "grouping" || clause === "matching" || clause === "include" || clause === "fill")
				index = Math.min(frame?.close ?? next, before);
			continue;
		}
		if (tokens[next]?.text === "{" || token.foreign === true || isNoMetric(token.text)) continue;
		selectors.push({ metric: token.text, matchers: [] });
	}
	return selectors;
}

function isNoMetric(word: string): boolean {
	return isKeyword(word) || findAggregation(word) !== undefined || /^(inf|nan|start|end)$/i.test(word);
}

/** The selector whose braces are `frame`. Half-written matchers are left out. */
export function readSelector(tokens: readonly Token[], frame: Frame): WrittenSelector {
	let metric = frame.head?.foreign === true ? undefined : frame.head?.text;
	const matchers: WrittenMatcher[] = [];
	let item: number[] = [];
	const finish = (): void => {
		const [first, second, third] = item.map((index) => tokens[index]);
		const last = item[2];
		if (first?.foreign === true) item = [];
		else if (first !== undefined && item.length === 1 && first.kind === "string" && first.closed) {
			metric ??= unquote(first.text);
		} else if (
			first !== undefined &&
			second?.kind === "operator" &&
			third?.kind === "string" &&
			third.closed &&
			last !== undefined
		) {
			const label = first.kind === "string" ? unquote(first.text) : first.text;
			matchers.push({
				label,
				operator: second.text,
				literal: third.text,
				token: last,
				...(third.foreign && { masked: true }),
			});
		}
		item = [];
	};
	for (let index = frame.open + 1; index < frame.close && index < tokens.length; index += 1) {
		const token = tokens[index];
		if (token === undefined || token.kind === "comment") continue;
		if (token.text === "," && token.kind === "punctuation") finish();
		else item.push(index);
	}
	finish();
	return { ...(metric === undefined ? {} : { metric }), matchers };
}

/** The text that a PromQL string literal stands for, also one that is still open; escapes that are wrong stay as they are. */
export function unquote(literal: string): string {
	const closed = literal.length > 1 && literal.endsWith(literal.charAt(0));
	return unquoteLiteral(literal, closed).value;
}

/**
 * The selector as Prometheus's `match[]` wants it; `undefined` where it would be refused, because every matcher also
 * matches the empty string, or where it selects by nothing.
 * @param without a matcher's literal token that is left out, as it is the one being written.
 */
export function printSelector(selector: WrittenSelector, without?: number): string | undefined {
	const matchers = selector.matchers.filter(({ token, masked }) => token !== without && masked !== true);
	if (selector.metric === undefined && !matchers.some(needsText)) return undefined;
	const parts = matchers.map(({ label, operator, literal }) => `${printMatcherLabel(label)}${operator}${literal}`);
	if (selector.metric !== undefined) parts.unshift(`__name__=${quote(selector.metric)}`);
	return `{${parts.join(",")}}`;
}

/** Claims that the matcher cannot match a label that is not there. */
function needsText({ operator, literal }: WrittenMatcher): boolean {
	const value = unquote(literal);
	if (operator === "=") return value !== "";
	if (operator === "!=") return value === "";
	try {
		return new RegExp(`^(?:${value})$`, "s").test("") === (operator === "!~");
	} catch {
		return false;
	}
}

/** Escapes `text` for a literal in `"` or `'`. Raw literals in backticks know no escape. */
export function escapeFor(text: string, delimiter: '"' | "'"): string {
	const escaped = text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
	return escaped.replaceAll(delimiter, `\\${delimiter}`);
}
