import { findAggregation } from "../aggregations.ts";
import type { BinaryExpression, Expression } from "../ast.ts";
import { promqlOperators } from "../operators.ts";
import { walk } from "../visit.ts";
import { nameOfSelector } from "./matchers.ts";

/** Functions that leave a value in the unit in which they get it. */
const keepsUnit: ReadonlySet<string> = new Set(
	"abs ceil floor round clamp clamp_min clamp_max sort sort_desc label_replace label_join avg_over_time max_over_time min_over_time last_over_time quantile_over_time".split(
		" ",
	),
);

/**
 * The multiplication by 100 that turns a ratio into percent, where the values of `root` are what it gives;
 * `undefined` where the text does not say so.
 */
export function percentIn(root: Expression): BinaryExpression | undefined {
	switch (root.kind) {
		case "paren":
		case "subquery":
			return percentIn(root.expression);
		case "aggregation":
			if (/^(?:sum|avg|min|max|quantile)$/.test(root.operator.name)) return percentIn(root.expression);
			return findAggregation(root.operator.name)?.picksSeries === true ? percentIn(root.expression) : undefined;
		case "call": {
			const given = root.arguments.find(({ kind }) => kind !== "number" && kind !== "string");
			return keepsUnit.has(root.function.name) && given !== undefined ? percentIn(given) : undefined;
		}
		case "binary":
			return percentOfBinary(root);
		default:
			return undefined;
	}
}

function percentOfBinary(binary: BinaryExpression): BinaryExpression | undefined {
	const { operator, left, right, bool, valueType } = binary;
	switch (operator.name) {
		case "*": {
			const factor = isHundred(left) ? right : isHundred(right) ? left : undefined;
			return factor !== undefined && !dividesByHundred(factor) && percentIn(factor) === undefined ? binary : undefined;
		}
		case "/":
			// Of a constant it is another scale; of a vector it is as in 100 * a / b.
			return numberOf(right) === undefined && percentIn(right) === undefined ? percentIn(left) : undefined;
		case "+":
		case "-":
			return numberOf(left) !== undefined ? percentIn(right) : percentIn(left);
		case "or": {
			const found = percentIn(left);
			return percentIn(right) === undefined && numberOf(right) === undefined ? undefined : found;
		}
		case "and":
		case "unless":
			return percentIn(left);
		default: {
			const filter = promqlOperators.get(operator.name)?.kind === "comparison" && bool === undefined;
			if (!filter || valueType !== "vector") return undefined;
			return percentIn(numberOf(left) === undefined ? left : right);
		}
	}
}

/**
 * The quotient of two vectors that a comparison with a share such as 0.9 takes for a ratio, as in `a / b > 0.9`;
 * `undefined` where something else is done with it.
 */
export function comparedRatioIn(root: Expression): BinaryExpression | undefined {
	if (root.kind === "paren") return comparedRatioIn(root.expression);
	if (root.kind !== "binary" || root.bool !== undefined) return undefined;
	if (root.operator.name === "and" || root.operator.name === "unless") return comparedRatioIn(root.left);
	const share = numberOf(root.right);
	const limits = /^[<>]=?$/.test(root.operator.name) && share !== undefined && share > 0 && share < 1;
	return limits ? quotientIn(root.left) : undefined;
}

function quotientIn(part: Expression): BinaryExpression | undefined {
	switch (part.kind) {
		case "paren":
			return quotientIn(part.expression);
		case "aggregation":
			return /^(?:avg|min|max)$/.test(part.operator.name) ? quotientIn(part.expression) : undefined;
		case "binary": {
			const { operator, left, right } = part;
			if (operator.name === "-" && numberOf(left) === 1) return quotientIn(right);
			if (operator.name !== "/" || hasNumber(left) || hasNumber(right)) return undefined;
			// What was observed by how often: a mean.
			if (reads(left, "_sum") && reads(right, "_count")) return undefined;
			return part;
		}
		default:
			return undefined;
	}
}

function reads(part: Expression, ending: string): boolean {
	return [...walk(part)].some((inner) => inner.kind === "selector" && nameOfSelector(inner)?.endsWith(ending) === true);
}

/** Claims that a factor, which may be 100, stands in it. */
function hasNumber(part: Expression): boolean {
	if (part.kind === "paren" || part.kind === "aggregation") return hasNumber(part.expression);
	if (part.kind === "number") return true;
	if (part.kind !== "binary") return false;
	return (
		promqlOperators.get(part.operator.name)?.kind === "arithmetic" && (hasNumber(part.left) || hasNumber(part.right))
	);
}

function isHundred(part: Expression): boolean {
	return numberOf(part) === 100;
}

function dividesByHundred(part: Expression): boolean {
	const inner = part.kind === "paren" ? part.expression : part;
	if (inner.kind !== "binary") return false;
	if (inner.operator.name === "*") return [inner.left, inner.right].some((side) => (numberOf(side) ?? 1) < 1);
	return inner.operator.name === "/" && numberOf(inner.right) !== undefined;
}

function numberOf(part: Expression): number | undefined {
	if (part.kind === "number") return part.value;
	return part.kind === "paren" ? numberOf(part.expression) : undefined;
}
