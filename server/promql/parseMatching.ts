import type { Span } from "../text/span.ts";
import type { FillModifier, GroupModifier, Identifier, VectorMatching } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { isUtf8Name } from "./names.ts";
import { parseNumberLiteral, parseString } from "./parseLiteral.ts";
import { groupingLabelKinds } from "./tokens.ts";

export interface BinaryModifiers {
	readonly bool?: Span;
	readonly matching?: VectorMatching;
	readonly fill?: FillModifier;
}

/** Parses what may stand between a binary operator and its right side, in the only order that is allowed. */
export function parseBinaryModifiers(cursor: TokenCursor): BinaryModifiers {
	const bool = cursor.accept("bool");
	const matching = parseMatching(cursor);
	const fill = parseFill(cursor);
	const token = cursor.token;
	if (matching === undefined && (token.kind === "group_left" || token.kind === "group_right")) {
		const word = cursor.textOf(token);
		cursor.fail("", `"${word}" needs on (…) or ignoring (…) before it, which say how the two sides are matched.`);
		parseGroup(cursor);
	} else if (token.kind === "bool" || token.kind === "on" || token.kind === "ignoring") {
		const word = cursor.textOf(token);
		cursor.fail(
			"",
			`"${word}" is in the wrong place. After an operator come, each once: bool, then on (…) or ignoring (…), then group_left or group_right, then fill.`,
		);
		cursor.take();
	}
	return { ...(bool && { bool: spanOf(bool) }), ...(matching && { matching }), ...(fill && { fill }) };
}

function parseMatching(cursor: TokenCursor): VectorMatching | undefined {
	const token = cursor.token;
	if (token.kind !== "on" && token.kind !== "ignoring") return undefined;
	cursor.take();
	const { labels, span } = parseLabelList(cursor, cursor.textOf(token));
	const group = parseGroup(cursor);
	return {
		span: { start: token.start, end: group?.span.end ?? span.end },
		on: token.kind === "on",
		labels,
		labelsSpan: span,
		...(group && { group }),
	};
}

function parseGroup(cursor: TokenCursor): GroupModifier | undefined {
	const token = cursor.token;
	if (token.kind !== "group_left" && token.kind !== "group_right") return undefined;
	cursor.take();
	const side = token.kind === "group_left" ? "left" : "right";
	// A parenthesis here always opens the labels, never the right side.
	if (!cursor.is("(")) return { span: spanOf(token), side, include: [] };
	const { labels, span } = parseLabelList(cursor, cursor.textOf(token));
	return { span: { start: token.start, end: span.end }, side, include: labels, labelsSpan: span };
}

/** Parses `(a, b, "c.d")`; a comma may stand after the last one. */
export function parseLabelList(cursor: TokenCursor, after: string): { labels: readonly Identifier[]; span: Span } {
	if (!cursor.is("(")) {
		cursor.fail(`"(" with label names after ${after}`);
		return { labels: [], span: cursor.gap };
	}
	const open = cursor.takeOpening();
	const labels: Identifier[] = [];
	while (!cursor.is(")", "endOfInput")) {
		const label = parseLabel(cursor);
		if (label !== undefined) labels.push(label);
		else cursor.fail('a label name or ")"');
		if (!cursor.is(",", ")")) {
			cursor.fail('"," or ")"');
			cursor.skipToSeparator();
		}
		if (cursor.accept(",") === undefined) break;
	}
	cursor.takeClosing(")", 'a label name or ")"');
	return { labels, span: { start: open.start, end: cursor.previous.end } };
}

function parseLabel(cursor: TokenCursor): Identifier | undefined {
	const token = cursor.token;
	if (groupingLabelKinds.has(token.kind)) {
		cursor.take();
		return { name: cursor.textOf(token), span: spanOf(token) };
	}
	if (token.kind !== "string") return undefined;
	const { value, span, invalidUtf8 } = parseString(cursor);
	if (invalidUtf8 || !isUtf8Name(value)) {
		const message =
			value === ""
				? "A label name cannot be empty. Write the label's name or remove it."
				: "This label name is not valid UTF-8, so no series can have it.";
		cursor.report("promql/invalid-label-name", span, message);
	}
	return { name: value, span };
}

function parseFill(cursor: TokenCursor): FillModifier | undefined {
	const start = cursor.token.start;
	let left: number | undefined;
	let right: number | undefined;
	let taken = false;
	for (;;) {
		const kind = cursor.kind;
		if (kind === "fill" && !taken) {
			left = right = parseFillValue(cursor);
			return { span: { start, end: cursor.previous.end }, left, right };
		}
		if (kind === "fill_left" && left === undefined) left = parseFillValue(cursor);
		else if (kind === "fill_right" && right === undefined) right = parseFillValue(cursor);
		else break;
		taken = true;
	}
	if (!taken) return undefined;
	const span = { start, end: cursor.previous.end };
	return { span, ...(left !== undefined && { left }), ...(right !== undefined && { right }) };
}

function parseFillValue(cursor: TokenCursor): number {
	const keyword = cursor.textOf(cursor.take());
	// The lexer only sees the keyword where a parenthesis follows.
	cursor.takeOpening();
	const sign = cursor.is("-", "+") ? cursor.take().kind : "+";
	let value = Number.NaN;
	if (cursor.is("number", "duration")) {
		value = parseNumberLiteral(cursor).value * (sign === "-" ? -1 : 1);
	} else {
		cursor.fail(`a number, as in ${keyword}(0)`);
		cursor.skipToSeparator();
	}
	if (!cursor.is(")", "endOfInput")) {
		cursor.fail(`")" after the one number of ${keyword}`);
		cursor.skipToSeparator();
	}
	cursor.takeClosing(")", `a number and ")" after ${keyword}`);
	return value;
}
