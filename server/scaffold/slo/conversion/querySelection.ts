import type { Expression } from "../../../promql/ast.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { walk } from "../../../promql/visit.ts";
import type { Span } from "../../../text/span.ts";
import { fillWindow, windowPlaceholder } from "../sli.ts";
import type { SeriesSelection } from "../sloDefinition.ts";
import { Unconvertible } from "./specSlo.ts";

/** A query of a specification. */
export interface SpecQuery {
	/** With `{{.window}}` where the range is. */
	readonly text: string;
	/** The counter whose rate it sums up, where it does no more. */
	readonly counter?: SeriesSelection;
	/** How the counter is read; left out where a specification says no more than its name. */
	readonly reading?: string;
	/** Of `all - part`: the two counters. */
	readonly difference?: { readonly all: SeriesSelection; readonly part: SeriesSelection };
	/** The labels that its result keeps. */
	readonly grouping: readonly string[];
	readonly at: Span;
}

/** A range that nobody writes, which stands for the window while the query is read. */
const standIn = "433s";

/**
 * Reads a query that gives one series, or one for each value of labels that it names. `counts` says that a bare counter
 * is meant, whose rate is to be taken. A fixed range stands for the window where the rate of one counter is all there is.
 */
export function readSpecQuery(written: string, at: Span, counts = false): SpecQuery {
	const text = written.trim();
	const { expression, problems, wellFormed } = parsePromql(fillWindow(text, standIn));
	const [fault] = problems;
	if (!wellFormed || fault !== undefined || text.replaceAll(windowPlaceholder, "").includes("{{")) {
		throw new Unconvertible(`The query is no PromQL that can be read${fault ? `: ${fault.message}` : ""}.`, at);
	}
	const summed = readSummedRate(expression, counts);
	if (summed !== undefined) {
		const { metric, selector, grouping, reading } = summed;
		return { text, counter: { metric, selector }, grouping, at, ...(reading === undefined ? {} : { reading }) };
	}
	const difference = readDifference(expression);
	if (difference !== undefined) return { text, at, ...difference };
	if (text.search(windowPlaceholder) < 0) {
		const isRanged = [...walk(expression)].some(({ kind }) => kind === "matrix");
		throw new Unconvertible(
			`The query has ${isRanged ? "a range of its own" : "no range"}, so it cannot be asked over the windows of the alerts. Write \`{{.window}}\` where the range is, or the \`sum(rate(…))\` of one counter.`,
			at,
		);
	}
	const grouping = labelsOf(expression);
	if (grouping === undefined) {
		throw new Unconvertible(
			"The query gives a series for each set of labels, whose errors and totals nobody adds up: alerts would look at each alone. Sum it up with `sum(…)`, or `sum by (…)` for an objective of each.",
			at,
		);
	}
	if (grouping.length > 0) {
		throw new Unconvertible(
			`The query keeps the labels ${grouping.join(", ")} and is more than the \`sum by (…) (rate(…))\` of one counter, so which objective is whose cannot be told.`,
			at,
		);
	}
	return { text, grouping: [], at };
}

interface SummedRate extends SeriesSelection {
	readonly grouping: readonly string[];
	/** `rate` or `increase`. */
	readonly reading?: string;
}

/** All events less the good ones. */
function readDifference(whole: Expression): Pick<SpecQuery, "difference" | "grouping"> | undefined {
	const expression = withoutParens(whole);
	if (expression.kind !== "binary" || expression.operator.name !== "-" || expression.matching !== undefined)
		return undefined;
	const all = readSummedRate(expression.left, false);
	const part = readSummedRate(expression.right, false);
	if (all === undefined || part === undefined || all.reading !== part.reading) return undefined;
	return isSame(all.grouping, part.grouping) ? { difference: { all, part }, grouping: all.grouping } : undefined;
}

function readSummedRate(whole: Expression, counts: boolean): SummedRate | undefined {
	const expression = withoutParens(whole);
	if (expression.kind !== "aggregation" || expression.operator.name !== "sum") {
		return counts ? readCounter(expression, []) : undefined;
	}
	if (expression.grouping?.without === true) return undefined;
	const grouping = expression.grouping?.labels.map(({ name }) => name) ?? [];
	const inner = withoutParens(expression.expression);
	if (counts && inner.kind === "selector") return readCounter(inner, grouping);
	if (inner.kind !== "call" || !["rate", "increase"].includes(inner.function.name)) return undefined;
	const [argument] = inner.arguments;
	if (argument?.kind !== "matrix" || hasModifiers(argument.modifiers)) return undefined;
	const counter = readCounter(argument.selector, grouping);
	return counter && { ...counter, reading: inner.function.name };
}

function readCounter(selector: Expression, grouping: readonly string[]): SummedRate | undefined {
	if (selector.kind !== "selector" || hasModifiers(selector.modifiers)) return undefined;
	const matchers = selector.matchers.flatMap(({ label, operator, value }) =>
		value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
	);
	const named = matchers.find(({ label, op }) => label === "__name__" && op === "=");
	const metric = selector.name?.name ?? named?.value;
	const others = matchers.filter((matcher) => matcher !== named);
	if (metric === undefined || others.some(({ label }) => label === "__name__")) return undefined;
	return { metric, selector: others, grouping };
}

function hasModifiers(modifiers: object): boolean {
	return Object.values(modifiers).some((modifier) => modifier !== undefined);
}

/** The labels that a result keeps, as far as its aggregations say; `undefined` where they do not. */
function labelsOf(whole: Expression): readonly string[] | undefined {
	const expression = withoutParens(whole);
	switch (expression.kind) {
		case "number":
			return [];
		case "aggregation": {
			if (["topk", "bottomk", "limitk", "limit_ratio", "count_values"].includes(expression.operator.name))
				return undefined;
			if (expression.grouping?.without === true) return undefined;
			return expression.grouping?.labels.map(({ name }) => name) ?? [];
		}
		case "unary":
			return labelsOf(expression.expression);
		case "binary": {
			if (expression.matching?.group !== undefined) return undefined;
			const left = labelsOf(expression.left);
			const right = labelsOf(expression.right);
			if (left === undefined || right === undefined) return undefined;
			if (left.length === 0 && right.length === 0) return [];
			if (expression.matching !== undefined) return undefined;
			if (withoutParens(expression.left).kind === "number") return right;
			return withoutParens(expression.right).kind === "number" || isSame(left, right) ? left : undefined;
		}
		case "call": {
			const name = expression.function.name;
			if (["vector", "scalar", "time"].includes(name)) return [];
			const vectors = expression.arguments.filter(({ kind }) => kind !== "number" && kind !== "string");
			const [only, ...others] = vectors;
			if (only === undefined || others.length > 0 || name.startsWith("label_") || name.startsWith("absent")) {
				return undefined;
			}
			return labelsOf(only);
		}
		case "subquery":
			return labelsOf(expression.expression);
		default:
			return undefined;
	}
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((label) => other.includes(label));
}

function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}
