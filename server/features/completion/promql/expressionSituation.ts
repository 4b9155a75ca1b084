import { findAggregation } from "../../../promql/aggregations.ts";
import type { ValueType } from "../../../promql/ast.ts";
import { type Frame, frameClosedBy, isKeyword, previousIndex } from "../../promqlFrames.ts";
import type { Token } from "../../promqlTokens.ts";
import { type Place, stringContent, wordAt } from "./place.ts";
import { metricScope } from "./scope.ts";
import { NOTHING, type Situation, type Word } from "./situation.ts";
import { argumentIndex, wantedType } from "./wantedType.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);
const SET_OPERATORS: ReadonlySet<string> = new Set(["and", "or", "unless"]);
const MATCHING = ["on", "ignoring"];
/** What a missing partner counts as; set operators take none of them. */
const FILLS = ["fill", "fill_left", "fill_right"];

/** What is being written where an expression, an operator or a modifier may stand. */
export function expressionSituation(place: Place, frame: Frame): Situation {
	const { tokens, frames, current, before } = place;
	const token = current === undefined ? undefined : tokens[current];
	if (token?.kind === "string") return stringArgument(place, frame, token);
	const previous = before <= frame.open ? undefined : tokens[before];
	const word = wordAt(place);
	if (previous === undefined || previous.text === ",") return operand(place, frame, []);
	if (previous.text === "@") return { kind: "anchor", ...word };
	if (previous.kind === "operator") {
		const sign = (previous.text === "-" || previous.text === "+") && isOffset(tokens[previousIndex(tokens, before)]);
		if (sign) return { kind: "duration", ...word, place: "offset", open: false };
		const begins = previousIndex(tokens, before) <= frame.open;
		if (begins) return operand(place, frame, []);
		return operand(place, frame, [...(COMPARISONS.has(previous.text) ? ["bool"] : []), ...MATCHING, ...FILLS]);
	}
	if (isOffset(previous)) return { kind: "duration", ...word, place: "offset", open: false };
	if (token?.kind === "number") return NOTHING;
	if (previous.kind === "word" && isKeyword(previous.text)) {
		const name = previous.text.toLowerCase();
		if (SET_OPERATORS.has(name)) return operand(place, frame, MATCHING);
		if (name === "atan2" || name === "bool") return operand(place, frame, [...MATCHING, ...FILLS]);
		return name.startsWith("group_") ? operand(place, frame, []) : NOTHING;
	}
	if (previous.kind === "word" && findAggregation(previous.text) !== undefined)
		return { kind: "clause", ...word, keywords: ["by", "without"] };
	if (previous.text === ")") return afterParenthesis(place, frame);
	if (previous.kind === "unknown") return NOTHING;
	const selector = previous.kind === "word" || previous.text === "}" || previous.text === "]";
	return afterOperand(word, selector, false, frames, before);
}

function isOffset(token: Token | undefined): boolean {
	return token?.kind === "word" && token.text.toLowerCase() === "offset";
}

function operand(place: Place, frame: Frame, keywords: readonly string[]): Situation {
	const { tokens, current, after } = place;
	if (current !== undefined && tokens[current]?.kind === "number") return NOTHING;
	const wanted = operandType(place, frame);
	if (wanted === "string") return stringToWrite(place, frame);
	const following = current === undefined ? undefined : tokens[after];
	const bracket = following?.text;
	return {
		kind: "operand",
		...wordAt(place),
		...(following !== undefined && (bracket === "(" || bracket === "{")
			? { next: { bracket, end: following.end } }
			: {}),
		keywords,
		...(frame.kind === "call" && frame.head !== undefined ? { call: frame.head.text } : {}),
		...(wanted === undefined ? {} : { wanted }),
	};
}

/** An argument's own type where it begins; after an operator an operand of it. */
function operandType({ tokens, frames, current, after, before }: Place, frame: Frame): ValueType | undefined {
	const wanted = wantedType(tokens, frames, frame, current ?? after);
	const previous = tokens[before];
	const begins = before <= frame.open || previous?.text === ",";
	if (begins) return wanted;
	if (previous !== undefined && SET_OPERATORS.has(previous.text.toLowerCase())) return "vector";
	// Numbers go with vectors, so that only where the result must be a number something is known of its operands.
	return wanted === "scalar" ? wanted : undefined;
}

function afterParenthesis(place: Place, frame: Frame): Situation {
	const { tokens, frames, before } = place;
	const closed = frameClosedBy(frames, before);
	const word = wordAt(place);
	switch (closed?.kind) {
		case "matching": {
			const operator = tokens[previousIndex(tokens, previousIndex(tokens, closed.open))]?.text.toLowerCase() ?? "";
			return operand(place, frame, SET_OPERATORS.has(operator) ? [] : ["group_left", "group_right", ...FILLS]);
		}
		case "include":
			return operand(place, frame, FILLS);
		case "fill": {
			const filled = closed.head?.text.toLowerCase();
			const other = { fill_left: "fill_right", fill_right: "fill_left" }[filled ?? ""];
			return operand(place, frame, other === undefined ? [] : [other]);
		}
		case "grouping": {
			const owner = tokens[previousIndex(tokens, previousIndex(tokens, closed.open))];
			// `sum by (job)` still wants its argument; `sum(x) by (job)` is complete.
			if (owner?.kind === "word") return NOTHING;
			return afterOperand(word, false, false, frames, before);
		}
		case "aggregation": {
			const written = closed.head !== undefined;
			return afterOperand(word, false, written, frames, before);
		}
		default:
			return afterOperand(word, false, false, frames, before);
	}
}

function afterOperand(
	word: Word,
	selector: boolean,
	aggregation: boolean,
	frames: readonly Frame[],
	before: number,
): Situation {
	const range = frameClosedBy(frames, before)?.kind === "range";
	return { kind: "afterOperand", ...word, selector: selector || range, range, aggregation };
}

/** Functions and aggregations whose string arguments name labels: which arguments, counted from 0. */
const LABEL_ARGUMENTS: Readonly<Record<string, (index: number) => boolean>> = {
	label_replace: (index) => index === 1 || index === 3,
	label_join: (index) => index === 1 || index >= 3,
	sort_by_label: (index) => index >= 1,
	sort_by_label_desc: (index) => index >= 1,
};

function stringArgument(place: Place, frame: Frame, token: Token): Situation {
	const word = stringContent(token, place.cursor);
	return labelArgument(place, frame, word, token.text.charAt(0), !token.closed);
}

/** A string is wanted and not begun: where it names a label, the label comes with its quotes. */
function stringToWrite(place: Place, frame: Frame): Situation {
	return labelArgument(place, frame, wordAt(place), "", false);
}

function labelArgument(place: Place, frame: Frame, word: Word, quote: string, open: boolean): Situation {
	const { tokens, frames, current, after } = place;
	const takes = LABEL_ARGUMENTS[frame.head?.text.toLowerCase() ?? ""];
	if (frame.kind !== "call" || takes === undefined) return NOTHING;
	if (!takes(argumentIndex(tokens, frames, frame, current ?? after))) return NOTHING;
	return {
		kind: "labelName",
		place: "string",
		...word,
		quote,
		open,
		hasOperator: false,
		metricToo: false,
		present: [],
		// A word without its quotes is not yet a label, but no metric either.
		scope: metricScope(tokens, frames, frame.open, quote === "" ? (current ?? frame.close) : frame.close),
	};
}
