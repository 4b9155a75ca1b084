import type { BinaryExpression, Expression } from "../../promql/ast.ts";

/** The number that an expression's value is compared with, and on which side of it the comparison holds. */
export interface Threshold {
	readonly value: number;
	readonly operator: ComparisonOperator;
}

export type ComparisonOperator = "==" | "!=" | ">" | "<" | ">=" | "<=";

/** As they are with both sides exchanged. */
const turned: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
	"==": "==",
	"!=": "!=",
	">": "<",
	"<": ">",
	">=": "<=",
	"<=": ">=",
};

export interface ComparedSide {
	readonly side: Expression;
	readonly threshold: Threshold;
}

/** What a comparison with a number compares; `undefined` where it is none, or gives 0 and 1 with `bool`. */
export function readComparison({ operator, left, right, bool }: BinaryExpression): ComparedSide | undefined {
	if (!isComparison(operator.name) || bool !== undefined) return undefined;
	const [below, above] = [constantOf(left), constantOf(right)];
	if (above !== undefined && below === undefined) {
		return { side: left, threshold: { value: above, operator: operator.name } };
	}
	if (below === undefined || above !== undefined) return undefined;
	return { side: right, threshold: { value: below, operator: turned[operator.name] } };
}

/**
 * The threshold that the last of `path`, which goes from the whole expression to a part of it, is compared with: parentheses
 * in between change nothing, anything else does.
 */
export function thresholdOf(path: readonly Expression[]): Threshold | undefined {
	let index = path.length - 1;
	while (path[index - 1]?.kind === "paren") index -= 1;
	const parent = path[index - 1];
	const compared = parent?.kind === "binary" ? readComparison(parent) : undefined;
	return compared !== undefined && compared.side === path[index] ? compared.threshold : undefined;
}

/** The number that an expression without a selector stands for, such as `5`, `-1`, `2 * 1024 ^ 3` or `(0.1)`. */
export function constantOf(expression: Expression): number | undefined {
	switch (expression.kind) {
		case "number":
			return expression.value;
		case "paren":
			return constantOf(expression.expression);
		case "unary": {
			const value = constantOf(expression.expression);
			return value === undefined ? undefined : expression.operator === "-" ? -value : value;
		}
		case "binary": {
			const calculate = calculations.get(expression.operator.name);
			if (calculate === undefined) return undefined;
			const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
			return left === undefined || right === undefined ? undefined : calculate(left, right);
		}
		default:
			return undefined;
	}
}

const calculations: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
	["+", (left: number, right: number) => left + right],
	["-", (left: number, right: number) => left - right],
	["*", (left: number, right: number) => left * right],
	["/", (left: number, right: number) => left / right],
	["%", (left: number, right: number) => left % right],
	["^", (left: number, right: number) => left ** right],
]);

function isComparison(name: string): name is ComparisonOperator {
	return Object.hasOwn(turned, name);
}
