import type { Expression } from "../../promql/ast.ts";
import { valueTypeOf } from "../../promql/valueType.ts";

/** The number that an alert's condition compares with. */
export interface Threshold {
	/** As it stands between the series and the number: `a > 5`, and so `5 < a`. */
	readonly operator: string;
	readonly value: number;
	/** What is compared, which has a value whether the condition holds or not. */
	readonly compared: string;
}

/** The threshold of an expression that compares series with a number and keeps those for which that holds. */
export function findThreshold(text: string, root: Expression): Threshold | undefined {
	const expression = unwrap(root);
	if (expression.kind !== "binary" || expression.bool !== undefined) return undefined;
	const turned = turnedOperators.get(expression.operator.name);
	if (turned === undefined) return undefined;
	const { left, right, operator } = expression;
	const [onLeft, onRight] = [constantOf(left), constantOf(right)];
	const compared = onRight === undefined ? right : left;
	const value = onRight ?? onLeft;
	if (value === undefined || valueTypeOf(compared) !== "vector") return undefined;
	return {
		operator: onRight === undefined ? turned : operator.name,
		value,
		compared: text.slice(compared.span.start, compared.span.end),
	};
}

const turnedOperators: ReadonlyMap<string, string> = new Map([
	["==", "=="],
	["!=", "!="],
	[">", "<"],
	["<", ">"],
	[">=", "<="],
	["<=", ">="],
]);

function unwrap(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}

/** A number as it is written, or a simple sum of numbers such as `5 * 60`; one that is no number is no line to draw. */
function constantOf(given: Expression): number | undefined {
	const value = evaluate(given, 0);
	return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function evaluate(given: Expression, depth: number): number | undefined {
	if (depth > 20) return undefined;
	const expression = unwrap(given);
	if (expression.kind === "number") return expression.value;
	if (expression.kind === "unary") {
		const value = evaluate(expression.expression, depth + 1);
		return value === undefined || expression.operator === "+" ? value : -value;
	}
	if (expression.kind !== "binary") return undefined;
	const left = evaluate(expression.left, depth + 1);
	const right = evaluate(expression.right, depth + 1);
	const compute = arithmetic.get(expression.operator.name);
	return left === undefined || right === undefined ? undefined : compute?.(left, right);
}

const arithmetic: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
	["+", (a: number, b: number) => a + b],
	["-", (a: number, b: number) => a - b],
	["*", (a: number, b: number) => a * b],
	["/", (a: number, b: number) => a / b],
	["^", (a: number, b: number) => a ** b],
]);
