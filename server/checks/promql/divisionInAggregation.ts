import { findAggregation } from "../../promql/aggregations.ts";
import type { BinaryExpression, Expression } from "../../promql/ast.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { canBeZero, onlyValue } from "../../promql/result/valueRange.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/division-in-aggregation",
	title: "Division inside an aggregation",
	severity: "warning",
	why: "A division by zero gives NaN or infinity. For one series that is one odd line; inside `sum`, `avg`, `stddev` or `stdvar` a single such series turns the whole group into NaN or infinity, and an alert on it is silent, or fires, for everybody.",
	fix: "Aggregate both sides before dividing: `sum(a) / sum(b)`. Where the quotient of each series is meant, let only divisors through that are not zero: `a / (b > 0)`.",
	equivalents: ["pint promql/nan"],
	differences:
		"What cannot let NaN or infinity through is no fault here: a comparison with `bool`, a limit from above such as `a / b < 10`, `and b > 0` behind the division. On the other side, a quotient that reaches the sum through `max`, `min` or `quantile` is reported too.",
	examples: [
		{
			title: "One idle instance spoils the mean",
			bad: `groups:
  - name: api
    rules:
      - record: job:error_ratio:avg
        expr: avg by (job) (rate(errors_total[5m]) / rate(requests_total[5m]))
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:error_ratio:avg
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
`,
		},
		{
			title: "With a guard",
			bad: `groups:
  - name: api
    rules:
      - record: job:size:avg
        expr: avg by (job) (bytes % (requests >= 0))
                                    ^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:size:avg
        expr: avg by (job) (bytes % (requests > 0))
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			const seen = new Set<Expression>();
			for (const part of walk(expression.expression)) {
				if (part.kind !== "aggregation" || !spreads.has(part.operator.name)) continue;
				for (const { right, operator } of divisionsIn(part.expression, expression, seen)) {
					const divisor = shortenCode(expression.textOf(right));
					report({
						at: expression.at(right),
						message: `Where ${divisor} is 0, ${operator.name} gives NaN or infinity, and ${part.operator.name} makes the whole group so. Aggregate both sides before dividing, or let only other values through, as in (${divisor}) > 0.`,
						related: [
							{
								at: expression.at(part.operator.span),
								message: `One NaN or infinite value makes the result of ${part.operator.name} the same.`,
							},
						],
					});
				}
			}
		},
	},
});

/** Of these one value that is no number spoils all others. */
const spreads: ReadonlySet<string> = new Set(["sum", "avg", "stddev", "stdvar"]);

/** Give a number whatever the values are. */
const forgetsValues: ReadonlySet<string> = new Set(
	"absent absent_over_time changes count_over_time present_over_time resets scalar timestamp".split(" "),
);

/** The divisions whose result comes out of `root` as it is and whose divisor may be zero. */
function divisionsIn(root: Expression, expression: CheckedExpression, seen: Set<Expression>): BinaryExpression[] {
	const found: BinaryExpression[] = [];
	const pending: { readonly part: Expression; readonly guards: readonly string[] }[] = [{ part: root, guards: [] }];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { part, guards } = next;
		if (seen.has(part)) continue;
		seen.add(part);
		const follow = (inner: Expression, more: readonly string[] = guards) => pending.push({ part: inner, guards: more });
		switch (part.kind) {
			case "paren":
			case "unary":
			case "subquery":
				follow(part.expression);
				break;
			case "aggregation":
				// Those that spread it are looked at by themselves.
				if (!spreads.has(part.operator.name) && findAggregation(part.operator.name) !== undefined) {
					if (!/^(?:count|group|count_values)$/.test(part.operator.name)) follow(part.expression);
				} else seen.delete(part);
				break;
			case "call":
				if (!forgetsValues.has(part.function.name)) for (const argument of part.arguments) follow(argument);
				break;
			case "binary": {
				const { operator, left, right } = part;
				if (operator.name === "and") {
					follow(left, [...guards, ...provenNotZero(right, expression)]);
				} else if (operator.name === "unless") {
					follow(left, [...guards, ...provenZero(right, expression)]);
				} else if (operator.name === "or") {
					follow(right);
					follow(left);
				} else if (promqlOperators.get(operator.name)?.kind === "comparison") {
					if (part.bool === undefined && !limitsFromAbove(part, expression)) follow(left);
				} else {
					const divides = operator.name === "/" || operator.name === "%";
					if (divides && mayBeZero(right, expression) && !guards.includes(plain(right, expression))) found.push(part);
					follow(right);
					follow(left);
				}
				break;
			}
			default:
				break;
		}
	}
	return found.sort((a, b) => a.span.start - b.span.start);
}

function mayBeZero(divisor: Expression, expression: CheckedExpression): boolean {
	const inner = withoutParens(divisor);
	if (inner.kind === "binary" && (inner.operator.name === "and" || inner.operator.name === "unless")) {
		const prove = inner.operator.name === "and" ? provenNotZero : provenZero;
		if (prove(inner.right, expression).includes(plain(inner.left, expression))) return false;
	}
	const alternatives = expression.alternativesOf(divisor);
	return alternatives.some(({ empty, range }) => empty !== "always" && canBeZero(range));
}

/** Claims that neither NaN nor infinity fulfils the comparison. */
function limitsFromAbove({ operator, right }: BinaryExpression, expression: CheckedExpression): boolean {
	const [alternative, ...others] = expression.alternativesOf(right);
	const limit = others.length === 0 && alternative !== undefined ? onlyValue(alternative.range) : undefined;
	return limit !== undefined && ["<", "<=", "=="].includes(operator.name);
}

/** What is not zero where the expression has a series: of `b > 0`, `b`. */
function provenNotZero(guard: Expression, expression: CheckedExpression): string[] {
	const inner = withoutParens(guard);
	if (inner.kind !== "binary" || inner.bool !== undefined) return [];
	if (inner.operator.name === "and") {
		return [...provenNotZero(inner.left, expression), ...provenNotZero(inner.right, expression)];
	}
	const alternatives = expression.alternativesOf(inner);
	const notZero = alternatives.length > 0 && alternatives.every(({ range }) => !canBeZero(range));
	return notZero && promqlOperators.get(inner.operator.name)?.kind === "comparison"
		? [plain(inner.left, expression)]
		: [];
}

/** Of `b == 0`, `b`. */
function provenZero(guard: Expression, expression: CheckedExpression): string[] {
	const inner = withoutParens(guard);
	if (inner.kind !== "binary" || inner.bool !== undefined || !/^(?:==|<=)$/.test(inner.operator.name)) return [];
	const [limit] = expression.alternativesOf(inner.right);
	return limit !== undefined && onlyValue(limit.range) === 0 ? [plain(inner.left, expression)] : [];
}

/** The text by which two parts are compared. */
function plain(part: Expression, expression: CheckedExpression): string {
	return expression.textOf(withoutParens(part)).replace(/\s+/g, "");
}

function withoutParens(part: Expression): Expression {
	let inner = part;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}
