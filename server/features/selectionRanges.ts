import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import { type DocumentModel, regionAt } from "../documents/model.ts";
import type { DurationExpression, Expression } from "../promql/ast.ts";
import { lex } from "../promql/lexer.ts";
import { parsePromql } from "../promql/parse.ts";
import { childrenOf, durationsOf } from "../promql/visit.ts";
import { findIndentedBlocks } from "../text/indentedBlocks.ts";
import { LineIndex } from "../text/lineIndex.ts";
import { contains, type Span, touches } from "../text/span.ts";

/**
 * What "expand selection" selects at each of `offsets`, from the smallest to the whole file: first by the syntax of
 * PromQL, then the scalar, then the lines around it by their indentation, which is YAML's own structure. Each span lies
 * in the next one.
 */
export function findSelectionRanges(
	model: DocumentModel,
	text: string,
	offsets: readonly number[],
): readonly (readonly Span[])[] {
	const lines = new LineIndex(text);
	const blocks = findIndentedBlocks(text, lines).map(({ startLine, endLine }): Span => {
		const start = lines.lineStart(startLine);
		return { start: start + indentOf(text, start), end: lines.lineEnd(endLine) };
	});
	return offsets.map((offset) => {
		const region = regionAt(model, offset);
		const inside = region === undefined ? [] : spansOfRegion(region, text, offset);
		const around = blocks.filter((block) => touches(block, offset));
		return nest(offset, [...inside, ...spansOfLine(text, lines, offset), ...around, { start: 0, end: text.length }]);
	});
}

/** Sorts the spans that touch `offset` from small to large, and leaves out what crosses a smaller one. */
function nest(offset: number, spans: readonly Span[]): readonly Span[] {
	const nested: Span[] = [];
	const sorted = spans
		.filter((span) => span.end > span.start && touches(span, offset))
		.sort((a, b) => a.end - a.start - (b.end - b.start));
	for (const span of sorted) {
		const last = nested.at(-1);
		if (last === undefined || (contains(span, last) && span.end - span.start > last.end - last.start))
			nested.push(span);
	}
	return nested.length <= mostSteps ? nested : [...nested.slice(0, mostSteps / 2), ...nested.slice(-mostSteps / 2)];
}

/** Nobody goes further, and a sum of thousands of terms would give an answer that is nested as deep as it is long. */
const mostSteps = 100;

function spansOfRegion(region: EmbeddedRegion, text: string, offset: number): readonly Span[] {
	const { hostSpan, map } = region;
	const inside = region.language === "promql" ? spansOfPromql(region.text, map.toEmbedded(offset)) : [];
	// A variable is a word, also where it is a part of one.
	const spans = [...inside, ...(region.masks ?? []).map(({ span }) => span)].map((span) => map.toHostSpan(span));
	const first = text[hostSpan.start - 1];
	const quoted = (first === '"' || first === "'") && text[hostSpan.end] === first;
	return [...spans, hostSpan, ...(quoted ? [{ start: hostSpan.start - 1, end: hostSpan.end + 1 }] : [])];
}

/** Every part of the expression that the cursor is in or touches. */
function spansOfPromql(text: string, cursor: number): readonly Span[] {
	const parsed = parsePromql(text);
	const spans: Span[] = [...parsed.comments, ...spansOfTokens(text), ...spansOfBrackets(text)];
	for (
		let pending: readonly Expression[] = [parsed.expression];
		pending.length > 0;
		pending = pending.filter(({ span }) => touches(span, cursor)).flatMap(childrenOf)
	) {
		for (const node of pending) spans.push(node.span, ...partsOf(node), ...durationsOf(node).flatMap(spansOfDuration));
	}
	const end = text.trimEnd().length;
	spans.push({ start: text.length - text.trimStart().length, end });
	return spans.filter((span) => touches(span, cursor));
}

/** Words, and of a text in quotes also what stands between them. */
function spansOfTokens(text: string): readonly Span[] {
	const words = lex(text).tokens.filter(({ kind }) => /^\w/.test(kind) && kind !== "endOfInput" && kind !== "bad");
	return words.flatMap(({ kind, start, end }) => {
		if (kind !== "string") return [{ start, end }];
		const closed = end > start + 1 && text[end - 1] === text[start];
		return [
			{ start, end },
			{ start: start + 1, end: closed ? end - 1 : end },
		];
	});
}

/** What stands between brackets, with and without them, and each item of it between commas; also where one is missing. */
function spansOfBrackets(text: string): readonly Span[] {
	const spans: Span[] = [];
	const open: { readonly start: number; item: number }[] = [];
	const close = (bracket: { readonly start: number; item: number }, end: number): void => {
		spans.push(
			{ start: bracket.start, end },
			trim(text, bracket.start + 1, end - 1),
			trim(text, bracket.item, end - 1),
		);
	};
	for (const { kind, start, end } of lex(text).tokens) {
		const innermost = open.at(-1);
		if (kind === "(" || kind === "{" || kind === "[") open.push({ start, item: end });
		else if (kind === "," && innermost !== undefined) {
			spans.push(trim(text, innermost.item, start));
			innermost.item = end;
		} else if ((kind === ")" || kind === "}" || kind === "]") && innermost !== undefined) {
			open.pop();
			close(innermost, end);
		}
	}
	for (const bracket of open) {
		const end = text.trimEnd().length;
		spans.push({ start: bracket.start, end }, trim(text, bracket.start + 1, end), trim(text, bracket.item, end));
	}
	return spans;
}

function trim(text: string, start: number, end: number): Span {
	const inside = text.slice(start, end);
	const blank = inside.length - inside.trimStart().length;
	return { start: start + blank, end: Math.max(start + inside.trimEnd().length, start + blank) };
}

/** Parts of an expression that are no expressions themselves. */
function partsOf(node: Expression): readonly Span[] {
	switch (node.kind) {
		case "selector": {
			const { modifiers, name, braces, matchers } = node;
			// The metric with its matchers, before any modifier.
			const end = Math.max(name?.span.end ?? 0, braces?.end ?? 0);
			const start = Math.min(name?.span.start ?? end, braces?.start ?? end);
			return [{ start, end }, ...matchers.map(({ span }) => span), ...spansOfModifiers(modifiers)];
		}
		case "matrix":
			return [{ start: node.selector.span.start, end: node.brackets.end }, ...spansOfModifiers(node.modifiers)];
		case "subquery":
			return [{ start: node.expression.span.start, end: node.brackets.end }, ...spansOfModifiers(node.modifiers)];
		case "aggregation":
			return node.grouping === undefined ? [] : [node.grouping.span];
		case "binary": {
			const { bool, matching } = node;
			const labels = matching && { start: matching.span.start, end: matching.labelsSpan.end };
			return [bool, labels, matching?.group?.span, matching?.span].filter((span) => span !== undefined);
		}
		case "call":
		case "number":
		case "string":
		case "unary":
		case "paren":
		case "missing":
			return [];
		default:
			return node satisfies never;
	}
}

function spansOfModifiers({ offsetSpan, at }: { readonly offsetSpan?: Span; readonly at?: { readonly span: Span } }) {
	return [offsetSpan, at?.span].filter((span) => span !== undefined);
}

/** Sums of durations nest as deep as they are long, so no recursion here. */
function spansOfDuration(root: DurationExpression): readonly Span[] {
	const spans: Span[] = [];
	const pending = [root];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		spans.push(next.span);
		pending.push(...partsOfDuration(next));
	}
	return spans;
}

function partsOfDuration(duration: DurationExpression): readonly DurationExpression[] {
	switch (duration.kind) {
		case "unary":
			return [duration.operand];
		case "binary":
			return [duration.left, duration.right];
		case "paren":
			return [duration.inner];
		case "call":
			return duration.arguments;
		case "literal":
		case "missing":
			return [];
		default:
			return duration satisfies never;
	}
}

/** Of the line: its value, its key with it, and all of it with a dash. */
function spansOfLine(text: string, lines: LineIndex, offset: number): readonly Span[] {
	const line = lines.lineAt(offset);
	const start = lines.lineStart(line);
	const end = lines.lineEnd(line);
	const content = text.slice(start, end).trimEnd();
	const match = /^(\s*)((?:- +)*)(?:([^\s:#"'][^:#"']*:)(?=\s|$))?(\s*)(.*)$/.exec(content);
	if (match === null) return [];
	const [, indent = "", dashes = "", key = "", space = "", value = ""] = match;
	const item = start + indent.length;
	const first = item + dashes.length;
	const valueStart = first + key.length + space.length;
	const valueEnd = valueStart + value.length;
	return [
		{ start: valueStart, end: valueEnd },
		{ start: first, end: Math.max(valueEnd, first + key.length) },
		{ start: item, end: Math.max(valueEnd, first + key.length) },
	];
}

function indentOf(text: string, start: number): number {
	let end = start;
	while (text[end] === " " || text[end] === "\t") end++;
	return end - start;
}
