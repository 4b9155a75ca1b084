import type { Aggregation, Call, Expression } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import { walk } from "../../promql/visit.ts";

/** The level of what is summed up over all labels. */
const wholeLevel = "global";

/** The level of what no aggregation has touched: as many series as targets. */
const targetLevel = "instance";

/**
 * A name for what `expression` records, `level:metric:operations` as Prometheus's own documentation recommends: the labels
 * that are left, the metric, and what was done to it, the last first. A proposal; the user may know better.
 */
export function proposeRecordName(expression: Expression): string {
	const inner = withoutParens(expression);
	const operations = operationsOf(inner);
	return `${levelOf(inner)}:${metricOf(inner)}:${operations === "" ? "value" : operations}`;
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren" || inner.kind === "unary") inner = inner.expression;
	return inner;
}

function levelOf(expression: Expression): string {
	const aggregation = [...walk(expression)].find((node): node is Aggregation => node.kind === "aggregation");
	if (aggregation === undefined) return targetLevel;
	const { grouping } = aggregation;
	if (grouping?.without === true) return levelWithout(grouping.labels.map(({ name }) => name));
	const labels = (grouping?.labels ?? []).map(({ name }) => name).filter((name) => name !== "le");
	return labels.length === 0 ? wholeLevel : labels.map(toWord).join("_");
}

/** The finest of the usual levels that is left. */
function levelWithout(removed: readonly string[]): string {
	return [targetLevel, "job"].find((level) => !removed.includes(level)) ?? `without_${removed.map(toWord).join("_")}`;
}

/** Of a ratio both metrics, `errors_per_requests`. */
function metricOf(expression: Expression): string {
	const node = dataOf(expression);
	if (node.kind === "binary" && node.operator.name === "/") {
		const [above, below] = [firstMetric(node.left), firstMetric(node.right)];
		if (above !== undefined && below !== undefined && above !== below) return `${above}_per_${below}`;
	}
	return firstMetric(node) ?? "series";
}

/** A counter loses its `_total` once its rate is taken, and a recording rule's level and operations are not repeated. */
function firstMetric(expression: Expression): string | undefined {
	for (const node of walk(expression)) {
		if (node.kind !== "selector" || node.name === undefined) continue;
		const [, recorded] = node.name.name.split(":");
		return toWord((recorded ?? node.name.name).replace(/_(?:total|bucket)$/, "")) || undefined;
	}
	return undefined;
}

/** What a function or an aggregation gets its series from. */
function dataOf(expression: Expression): Expression {
	let node = withoutParens(expression);
	for (;;) {
		const next: Expression | undefined =
			node.kind === "aggregation" ? node.expression : node.kind === "call" ? dataArgument(node) : undefined;
		if (next === undefined) return node;
		node = withoutParens(next);
	}
}

function dataArgument(call: Call): Expression | undefined {
	return call.arguments.find(({ kind }) => kind !== "number" && kind !== "string");
}

function operationsOf(expression: Expression): string {
	const operations: string[] = [];
	let node: Expression | undefined = expression;
	while (node !== undefined) {
		node = withoutParens(node);
		if (node.kind === "aggregation") {
			operations.push(node.operator.name);
			node = node.expression;
		} else if (node.kind === "call") {
			operations.push(`${node.function.name}${rangeOf(node)}`);
			node = dataArgument(node);
		} else {
			if (node.kind === "binary" && node.operator.name === "/") operations.push("ratio");
			node = node.kind === "binary" && node.operator.name === "/" ? node.left : undefined;
		}
	}
	// That rates were added up goes without saying.
	const telling = operations.filter((operation) => operation !== "sum");
	return (telling.length === 0 ? operations.slice(0, 1) : telling).map(toWord).join("_");
}

function rangeOf(call: Call): string {
	const data = dataArgument(call);
	const range = data?.kind === "matrix" || data?.kind === "subquery" ? data.range?.seconds : undefined;
	return range === undefined ? "" : printDuration(range);
}

function toWord(text: string): string {
	return text.replace(/[^a-zA-Z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
}
