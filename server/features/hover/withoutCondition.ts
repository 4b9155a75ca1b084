import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { readComparison } from "./threshold.ts";

export interface Unconditional {
	/** A query with a value also while the condition does not hold. */
	readonly query: string;
	/** Picks the series that is nearest to the threshold out of the others. */
	readonly nearest: "topk" | "bottomk";
}

/**
 * What an alert's expression looks at, without what decides whether it fires: the side of a comparison that has the
 * value, and the left side of `and` and `unless`. `undefined` where there is no condition.
 */
export function withoutCondition(text: string): Unconditional | undefined {
	const { expression } = parsePromql(text);
	let part: Expression = expression;
	let nearest: Unconditional["nearest"] = "topk";
	for (;;) {
		const next = looseOne(part);
		if (next === undefined) break;
		part = next.part;
		if (next.below === true) nearest = "bottomk";
	}
	while (part.kind === "paren") part = part.expression;
	const query = text.slice(part.span.start, part.span.end);
	const whole = text.slice(expression.span.start, expression.span.end);
	return query === whole || part.kind === "number" || part.kind === "missing" ? undefined : { query, nearest };
}

function looseOne(part: Expression): { readonly part: Expression; readonly below?: boolean } | undefined {
	if (part.kind === "paren") {
		const inner = looseOne(part.expression);
		return inner;
	}
	if (part.kind !== "binary") return undefined;
	const compared = readComparison(part);
	if (compared !== undefined) return { part: compared.side, below: compared.threshold.operator.startsWith("<") };
	const name = part.operator.name;
	if (name === "and" || name === "unless") return { part: part.left };
	// Two vectors are compared: the left one's samples are what is kept.
	if (["==", "!=", ">", "<", ">=", "<="].includes(name) && part.bool === undefined) {
		return { part: part.left, below: name.startsWith("<") };
	}
	return undefined;
}
