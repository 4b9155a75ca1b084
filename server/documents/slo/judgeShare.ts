import type { Expression, VectorSelector } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { walk } from "../../promql/visit.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { isScalarNode, spanOf, type ViewedEntry } from "../yaml/yamlView.ts";
import { sloProblem } from "./sloProblem.ts";

/** A query of an indicator, as it can be parsed. */
interface Query {
	readonly expression: Expression;
	readonly span: Span;
}

/** Of the window of Sloth's queries; any duration will do, as it is not looked at. */
const placeholder = /\{\{\s*\.window\s*\}\}/g;

/** What cannot be the share of `counted` events among all, whatever the series hold. */
export function judgeShare(counted: ViewedEntry | undefined, total: ViewedEntry | undefined): readonly Problem[] {
	const part = readQuery(counted);
	const whole = readQuery(total);
	if (part === undefined || whole === undefined) return [];
	return [...judgeQuantile(part), ...judgeQuantile(whole), ...judgeSum(part, whole), ...judgeSubset(part, whole)];
}

/** What cannot be a ratio of 0 to 1. */
export function judgeRatio(ratio: ViewedEntry | undefined): readonly Problem[] {
	const query = readQuery(ratio);
	return query === undefined ? [] : judgeQuantile(query);
}

function readQuery(entry: ViewedEntry | undefined): Query | undefined {
	const value = entry?.value;
	if (!isScalarNode(value)) return undefined;
	const { expression, problems, wellFormed } = parsePromql(value.node.value.replaceAll(placeholder, "5m"));
	return wellFormed && problems.length === 0 ? { expression, span: spanOf(value) } : undefined;
}

function judgeQuantile({ expression, span }: Query): readonly Problem[] {
	let inner = withoutParens(expression);
	while (inner.kind === "aggregation") inner = withoutParens(inner.expression);
	if (inner.kind !== "call" || inner.function.name !== "histogram_quantile") return [];
	const message =
		'A quantile is a duration, and an objective needs a share of events: how many took at most so long. Divide the rate of the histogram\'s bucket with that bound (`_bucket{le="0.3"}`) by the rate of its `_count`.';
	return [sloProblem("slo/quantile-as-share", span, message, "warning")];
}

/** Without a sum both sides are divided series by series, and a series of errors is among those of all requests. */
function judgeSum(part: Query, whole: Query): readonly Problem[] {
	const one = rateOf(part.expression);
	const all = rateOf(whole.expression);
	if (one === undefined || all === undefined || nameOfSelector(one) !== nameOfSelector(all)) return [];
	if (one.matchers.length <= all.matchers.length) return [];
	const message =
		"Nothing is summed up, so each of these series is divided by itself among all requests: the error ratio is always 1. Write `sum(…)` around both queries.";
	return [sloProblem("slo/unsummed-share", part.span, message, "warning")];
}

function judgeSubset(part: Query, whole: Query): readonly Problem[] {
	const [one, all] = [onlySelector(part.expression), onlySelector(whole.expression)];
	if (one === undefined || all === undefined || baseName(one) !== baseName(all)) return [];
	for (const { label, operator, value } of all.matchers) {
		if (value.kind !== "string" || label.name === "__name__" || label.name === "le") continue;
		if (operator === "=~" && /^\.[*+]$/.test(value.value)) continue;
		if ((operator === "=" || operator === "!=") && value.value === "") continue;
		const own = one.matchers.filter((matcher) => matcher.label.name === label.name);
		const written = `${label.name}${operator}"${value.value}"`;
		if (own.length === 0) {
			const message = `All events are those with \`${written}\`, and this counts others as well, so the share can be above 1. Select by \`${label.name}\` here too.`;
			return [sloProblem("slo/not-a-part-of-all", part.span, message, "warning")];
		}
		const other = own.find((matcher) => matcher.operator === "=" && matcher.value.kind === "string");
		if (operator !== "=" || other?.value.kind !== "string" || other.value.value === value.value) continue;
		const message = `All events are those with \`${written}\`, and this counts those with \`${label.name}="${other.value.value}"\`, none of which is among them. Select the same ones.`;
		return [sloProblem("slo/not-a-part-of-all", part.span, message, "warning")];
	}
	return [];
}

/** The selector of `rate(…)` or `increase(…)` with nothing around it. */
function rateOf(whole: Expression): VectorSelector | undefined {
	const expression = withoutParens(whole);
	if (expression.kind !== "call" || !/^(rate|increase)$/.test(expression.function.name)) return undefined;
	const [argument] = expression.arguments;
	return argument?.kind === "matrix" && argument.selector.kind === "selector" ? argument.selector : undefined;
}

/** The one selector of a sum of rates, of a rate, or of a selector alone; nothing of what computes more. */
function onlySelector(whole: Expression): VectorSelector | undefined {
	const selectors = [...walk(whole)].filter((part) => part.kind === "selector");
	const [only] = selectors;
	const isPlain = [...walk(whole)].every(
		(part) =>
			["paren", "selector", "matrix"].includes(part.kind) ||
			(part.kind === "call" && /^(rate|increase)$/.test(part.function.name)) ||
			(part.kind === "aggregation" && part.operator.name === "sum"),
	);
	return selectors.length === 1 && isPlain && only?.kind === "selector" ? only : undefined;
}

/** A histogram's bucket is a part of its count. */
function baseName(selector: VectorSelector): string | undefined {
	return nameOfSelector(selector)?.replace(/_(bucket|count)$/, "");
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}
