import { findAggregation } from "../../../promql/aggregations.ts";
import type { ValueType } from "../../../promql/ast.ts";
import { findFunction } from "../../../promql/functions.ts";
import { aggregationBeforeClause, type Frame, frameAt, previousToken } from "../../promqlFrames.ts";
import type { Token } from "../../promqlTokens.ts";

/** Which argument of the call the token `at` belongs to, counted from 0. */
export function argumentIndex(tokens: readonly Token[], frames: readonly Frame[], call: Frame, at: number): number {
	let index = 0;
	for (let each = call.open + 1; each < at; each += 1) {
		if (tokens[each]?.text === "," && tokens[each]?.kind === "punctuation" && frameAt(frames, each) === call)
			index += 1;
	}
	return index;
}

/**
 * The type that the argument must have in which the token `at` stands; `undefined` outside of an argument and where it
 * may be several. An aggregation's only argument so far counts as what it must be first.
 */
export function wantedType(
	tokens: readonly Token[],
	frames: readonly Frame[],
	frame: Frame,
	at: number,
): ValueType | undefined {
	const index = argumentIndex(tokens, frames, frame, at);
	if (frame.kind === "call") {
		const parameters = findFunction(frame.head?.text ?? "")?.arguments;
		return (parameters?.[index] ?? parameters?.at(-1))?.type;
	}
	if (frame.kind !== "aggregation") return undefined;
	const word = frame.head ?? aggregationBeforeClause(tokens, frame.open) ?? previousToken(tokens, frame.open);
	const parameter = findAggregation(word?.text ?? "")?.parameter;
	return parameter === undefined || index > 0 ? "vector" : parameter.type;
}
