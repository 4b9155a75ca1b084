import { findAggregation } from "../aggregations.ts";
import type { Aggregation, BinaryExpression, Call, Expression, ValueType } from "../ast.ts";
import { findFunction } from "../functions.ts";
import { promqlOperators } from "../operators.ts";
import { RegularExpressions } from "../regularExpressions.ts";
import { valueTypeOf } from "../valueType.ts";
import { walkUp } from "../visit.ts";
import { labelsOfAggregation } from "./aggregationLabels.ts";
import { labelsOfBinary, type Operand } from "./binaryLabels.ts";
import { labelsOfCall } from "./callLabels.ts";
import { rangeOfCall, sumOf } from "./callRange.ts";
import type { LabelsShape } from "./labels.ts";
import { withoutMetricName } from "./labels.ts";
import type { QueryResultShape } from "./shape.ts";
import {
	anyNumber,
	atLeast,
	between,
	combineRanges,
	exactly,
	filterRange,
	hullOf,
	isEmpty,
	joinRanges,
	negate,
	onlyValue,
	type ValueRange,
} from "./valueRange.ts";

/**
 * One kind of series that a result can hold. `or` gives two kinds, of which what is true of both is often nothing: in
 * `sum by (job) (errors) or vector(0)` one has a job and the other never has. So whoever wants to know what can go wrong
 * looks at each by itself.
 *
 * Every claim is one that Prometheus keeps.
 */
export interface Alternative {
	/** The part of the expression that brings the series in: a selector, a call, an aggregation. */
	readonly origin: Expression;
	readonly type: ValueType;
	readonly labels: LabelsShape;
	/** `always`: parts of the text contradict each other, so that there are no such series. */
	readonly empty: QueryResultShape["empty"];
	readonly range: ValueRange;
	/**
	 * The text asks for more than that its metrics exist: a comparison, `absent`, `and` or `unless` decides whether
	 * there is a series.
	 */
	readonly conditional: boolean;
	/**
	 * It stands in for others, as `vector(0)` does in `sum(errors) or vector(0)`: where they are, it is not. So what a
	 * comparison makes of it is not always there, even where the comparison is always true.
	 */
	readonly standsIn?: true;
}

export type Alternatives = ReadonlyMap<Expression, readonly Alternative[]>;

/** Of more kinds than so many only what is true of all is told. */
const mostAlternatives = 24;

/** Of an expression of more parts than so many nothing is told. */
const mostParts = 10_000;

/**
 * The alternatives of every part of `root`; of none where there are very many parts.
 * @param shapeOf what a part can return, as `resultOf` tells it, from the text and what is known of metrics
 * @param expressions compiled regular expressions, where they are kept from one expression to the next
 */
export function alternativesOf(
	root: Expression,
	shapeOf: (part: Expression) => QueryResultShape,
	expressions?: RegularExpressions,
): Alternatives {
	const found = new Map<Expression, readonly Alternative[]>();
	const parts = walkUp(root);
	if (parts.length > mostParts) return found;
	const of = (part: Expression | undefined): readonly Alternative[] => (part && found.get(part)) ?? [];
	const compile = compiler(expressions);
	for (const part of parts) {
		const all = alternativesOfPart(part, of, shapeOf, compile);
		found.set(part, all.length <= mostAlternatives ? all : [whole(part, shapeOf(part))]);
	}
	return found;
}

/** Most expressions need no regular expression compiled, and a cache of them is dear to set up. */
function compiler(
	kept: RegularExpressions | undefined,
): (pattern: string) => ReturnType<RegularExpressions["compile"]> {
	let expressions = kept;
	return (pattern) => {
		expressions ??= new RegularExpressions();
		return expressions.compile(pattern);
	};
}

type Of = (part: Expression | undefined) => readonly Alternative[];

function whole(part: Expression, { valueType, labels, empty }: QueryResultShape): Alternative {
	return { origin: part, type: valueType, labels, empty, range: anyNumber, conditional: true };
}

function alternativesOfPart(
	part: Expression,
	of: Of,
	shapeOf: (part: Expression) => QueryResultShape,
	compile: ReturnType<typeof compiler>,
): readonly Alternative[] {
	switch (part.kind) {
		case "number":
			return [{ ...whole(part, shapeOf(part)), range: exactly(part.value), conditional: false }];
		case "string":
		case "missing":
		case "selector":
			return [{ ...whole(part, shapeOf(part)), conditional: false }];
		case "matrix":
		case "subquery":
			return of(part.kind === "matrix" ? part.selector : part.expression).map((inner) => ({
				...inner,
				type: "matrix",
				// Over a range of time something is there that is not there at each moment, and the other way round.
				empty: inner.empty === "always" ? "always" : "possible",
			}));
		case "paren":
			return of(part.expression);
		case "unary":
			return part.operator === "+" ? of(part.expression) : of(part.expression).map((inner) => negated(part, inner));
		case "call":
			return alternativesOfCall(part, of, compile);
		case "aggregation":
			return alternativesOfAggregation(part, of(part.expression));
		case "binary":
			return alternativesOfBinary(part, of(part.left), of(part.right));
	}
}

function negated(unary: Expression, inner: Alternative): Alternative {
	const reason = { span: { ...unary.span, end: unary.span.start + 1 }, text: "dropped by the sign -" };
	return { ...inner, labels: withoutMetricName(inner.labels, reason), range: negate(inner.range) };
}

function alternativesOfCall(call: Call, of: Of, compile: ReturnType<typeof compiler>): readonly Alternative[] {
	const { name } = call.function;
	const type = valueTypeOf(call);
	const definition = findFunction(name);
	const index = definition?.arguments.findIndex((given) => given.type === "vector" || given.type === "matrix") ?? -1;
	const given = call.arguments[index] === undefined ? undefined : of(call.arguments[index]);
	const absent = name === "absent" || name === "absent_over_time";
	const argumentRange = (place: number) => only(of(call.arguments[place]))?.range;
	if (given === undefined || absent || type !== "vector") {
		const present = given?.some(({ empty }) => empty === "never") === true;
		const gone = given?.every(({ empty }) => empty === "always") === true;
		// A scalar is there even where the vector is empty, as NaN.
		const range = name === "scalar" && !present ? anyNumber : rangeOfCall(call, argumentRange);
		return [
			{
				origin: call,
				type,
				labels: labelsOfCall(call, (place) => only(of(call.arguments[place]))?.labels, compile),
				empty: !absent || gone ? "never" : present ? "always" : "possible",
				range: name === "scalar" && present ? (argumentRange(0) ?? anyNumber) : range,
				conditional: absent && !gone,
			},
		];
	}
	return given.map((inner) => ({
		...inner,
		origin: keepsOrigin(name) ? inner.origin : call,
		type,
		labels: labelsOfCall(call, (place) => (place === index ? inner.labels : undefined), compile),
		empty: inner.empty === "never" && inner.type === "vector" && !leavesOut(name) ? "never" : notNever(inner.empty),
		range: rangeOfCall(call, (place) => (place === index ? inner.range : argumentRange(place))),
	}));
}

function keepsOrigin(name: string): boolean {
	return name.startsWith("label_") || name.startsWith("sort");
}

/** Functions that leave out series of which others would not: `clamp` gives nothing where its bounds are crossed. */
function leavesOut(name: string): boolean {
	return name.startsWith("histogram_") || name === "info" || name === "clamp";
}

function notNever(empty: QueryResultShape["empty"]): QueryResultShape["empty"] {
	return empty === "never" ? "possible" : empty;
}

function only(alternatives: readonly Alternative[]): Alternative | undefined {
	return alternatives.length === 1 ? alternatives[0] : undefined;
}

function alternativesOfAggregation(aggregation: Aggregation, inner: readonly Alternative[]): readonly Alternative[] {
	const { name } = aggregation.operator;
	if (findAggregation(name)?.picksSeries === true) {
		return inner.map((each) => ({ ...each, origin: aggregation, empty: notNever(each.empty) }));
	}
	const live = inner.filter(({ empty }) => empty !== "always");
	// Series of one kind may come to stand in a group with those of another.
	const [first, ...others] = live;
	const together = first && others.reduce((range, each) => joinRanges(range, each.range), first.range);
	const single = others.length === 0 && first !== undefined && hasNoLabels(first.labels);
	const range = together === undefined ? anyNumber : rangeOfAggregation(name, together, single);
	// Numbers do not add up with histograms, of which nothing that has a known number is one.
	const numbers = name === "count" || name === "group" || (together !== undefined && onlyValue(together) !== undefined);
	return inner.map((each) => ({
		...each,
		origin: aggregation,
		labels: labelsOfAggregation(aggregation, each.labels),
		empty: numbers ? each.empty : notNever(each.empty),
		range,
	}));
}

/** @param single there is at most one series */
function rangeOfAggregation(name: string, given: ValueRange, single: boolean): ValueRange {
	switch (name) {
		case "sum":
			return single ? given : sumOf(given);
		case "min":
		case "max":
			return given;
		case "avg":
			return single ? given : hullOf(given);
		case "count":
			return single ? exactly(1) : atLeast(1);
		case "count_values":
			return atLeast(1);
		case "group":
			return exactly(1);
		case "stddev":
		case "stdvar":
			return atLeast(0);
		default:
			return anyNumber;
	}
}

/** Claims that no series has any label, so that there is at most one. */
export function hasNoLabels({ named, others }: LabelsShape): boolean {
	return others.presence === "never" && [...named.values()].every(({ presence }) => presence === "never");
}

function alternativesOfBinary(
	binary: BinaryExpression,
	left: readonly Alternative[],
	right: readonly Alternative[],
): readonly Alternative[] {
	switch (binary.operator.name) {
		case "or":
			return [
				...left,
				...right.map((each) => {
					if (isShadowed(binary, left, each)) return { ...each, empty: "always" as const };
					return left.some((other) => canMatch(binary, other, each)) ? { ...each, standsIn: true as const } : each;
				}),
			];
		case "and":
			return left.map((each) => {
				const partners = right.filter((other) => canMatch(binary, each, other));
				const sure = partners.some((other) => other.empty === "never" && matchesAlways(binary, each, other));
				const [first] = partners;
				const labels =
					partners.length === 1 && first !== undefined
						? labelsOfBinary(binary, operandOf(each), operandOf(first)).labels
						: each.labels;
				return {
					...each,
					labels,
					empty: partners.length === 0 ? "always" : sure ? each.empty : notNever(each.empty),
					conditional: each.conditional || !sure,
				};
			});
		case "unless":
			return left.map((each) => {
				const partners = right.filter((other) => canMatch(binary, each, other));
				const sure = partners.some((other) => other.empty === "never" && matchesAlways(binary, each, other));
				if (partners.length === 0) return each;
				return { ...each, empty: sure ? "always" : notNever(each.empty), conditional: true };
			});
		default:
			return left.flatMap((each) => right.map((other) => pair(binary, each, other)));
	}
}

/** Claims that no series of `right` can get through `left or right`. */
export function isShadowed(binary: BinaryExpression, left: readonly Alternative[], right: Alternative): boolean {
	return left.some((each) => each.empty === "never" && matchesAlways(binary, each, right));
}

/** Claims that some series of `right` may be a partner of some series of `left`. */
export function canMatch(binary: BinaryExpression, left: Alternative, right: Alternative): boolean {
	if (left.empty === "always" || right.empty === "always") return false;
	const { operator } = binary;
	const asked = operator.name === "or" || operator.name === "unless" ? { ...operator, name: "and" } : operator;
	return !labelsOfBinary({ ...binary, operator: asked }, operandOf(left), operandOf(right)).unmatchable;
}

/** Claims that any series of one side is a partner of any of the other. */
function matchesAlways({ matching }: BinaryExpression, left: Alternative, right: Alternative): boolean {
	if (matching?.on === true && matching.labels.length === 0) return true;
	return hasNoLabels(left.labels) && hasNoLabels(right.labels);
}

function operandOf({ type, labels }: Alternative): Operand {
	return { type, labels };
}

function pair(binary: BinaryExpression, left: Alternative, right: Alternative): Alternative {
	const { operator, bool, fill } = binary;
	const { labels, unmatchable } = labelsOfBinary(binary, operandOf(left), operandOf(right));
	const comparison = promqlOperators.get(operator.name)?.kind === "comparison";
	const empties = [left.empty, right.empty];
	const vectors = left.type !== "scalar" && right.type !== "scalar";
	const meets = !vectors || matchesAlways(binary, left, right);
	const base: Alternative = {
		origin: left.type === "scalar" ? right.origin : left.origin,
		type: binary.valueType,
		labels,
		empty: fill !== undefined ? "possible" : unmatchable || empties.includes("always") ? "always" : "possible",
		range: anyNumber,
		conditional: fill === undefined ? left.conditional || right.conditional : left.conditional && right.conditional,
		...((left.standsIn ?? right.standsIn) && { standsIn: true }),
	};
	const kept = empties.every((empty) => empty === "never") && meets ? { ...base, empty: "never" as const } : base;
	// A partner that fill makes up has another value.
	if (fill !== undefined) return comparison && bool === undefined ? { ...base, conditional: true } : base;
	if (!comparison) return { ...kept, range: combineRanges(left.range, operator.name, right.range) };
	const outcome = compareRanges(left.range, operator.name, right.range);
	if (bool !== undefined || !vectorIn(binary)) {
		return { ...kept, range: outcome === undefined ? between(0, 1) : exactly(outcome ? 1 : 0) };
	}
	// A number on the left is not what is returned: the vector's own value is.
	const range =
		left.type === "scalar"
			? filterRange(right.range, mirrored(operator.name), left.range)
			: filterRange(left.range, operator.name, right.range);
	if (outcome === true && base.standsIn) return { ...base, range, conditional: true };
	if (outcome === true) return { ...kept, range };
	if (outcome === false) return { ...base, empty: "always", range };
	return { ...base, range, conditional: true };
}

function vectorIn({ valueType }: BinaryExpression): boolean {
	return valueType === "vector";
}

/** What a comparison always gives; `undefined` where that depends on the series. A NaN is never true, but for `!=`. */
export function compareRanges(left: ValueRange, operator: string, right: ValueRange): boolean | undefined {
	if (operator === "!=") {
		const [a, b] = [onlyValue(left), onlyValue(right)];
		if (a !== undefined && b !== undefined) return a !== b;
		return undefined;
	}
	if (isEmpty(filterRange(left, operator, right))) return false;
	// Both must be known exactly, as anything else may be NaN as well.
	const [a, b] = [onlyValue(left), onlyValue(right)];
	return a !== undefined && b !== undefined ? true : undefined;
}

function mirrored(operator: string): string {
	return { ">": "<", "<": ">", ">=": "<=", "<=": ">=" }[operator] ?? operator;
}
