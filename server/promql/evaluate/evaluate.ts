import { RE2JS } from "re2js";
import type {
	BinaryExpression,
	Call,
	DurationExpression,
	Expression,
	MatrixSelector,
	SelectorModifiers,
	Subquery,
	VectorSelector,
} from "../ast.ts";
import { valueTypeOf } from "../valueType.ts";
import { aggregate } from "./aggregate.ts";
import { combineScalars, combineVectors, combineWithScalar } from "./binary.ts";
import type { EvaluationDialect } from "./dialect.ts";
import { EvaluationFault, NotEvaluated } from "./evaluationFault.ts";
import { timeFunctions, valueFunctions } from "./instantFunctions.ts";
import { windowFunctions } from "./overTime.ts";
import { type Bucket, quantileOfBuckets } from "./quantile.ts";
import {
	keyOfLabels,
	type Labels,
	type PointSeries,
	type Sample,
	withLabel,
	withoutLabels,
	withoutName,
} from "./sample.ts";
import type { ResolvedMatcher, SeriesStorage } from "./seriesStorage.ts";

/**
 * Evaluates PromQL over samples in memory, as Prometheus does for an instant query: meant for the few series of a test,
 * and measured against the real thing. Without native histograms and the experimental functions, which throw
 * `NotEvaluated`; what Prometheus answers with an error throws an `EvaluationFault`.
 */
export interface Evaluation {
	readonly storage: SeriesStorage;
	readonly dialect: EvaluationDialect;
	/** The step of a subquery that names none, in seconds. */
	readonly subqueryStepSeconds: number;
	/** How far back a sample counts; 5 minutes unless told otherwise. */
	readonly lookbackSeconds?: number;
}

/** Times are Unix milliseconds. A scalar is a vector of one sample without labels. */
export function evaluateInstant(expression: Expression, time: number, evaluation: Evaluation): readonly Sample[] {
	const evaluator = new Evaluator(evaluation);
	if (valueTypeOf(expression) === "scalar") return [{ labels: {}, value: evaluator.scalar(expression, time, 0) }];
	return evaluator.vector(expression, time, 0);
}

/** Nobody writes deeper expressions, and the call stack ends somewhere. */
const deepest = 250;
/** Points that a subquery may evaluate. */
const mostSteps = 20_000;

class Evaluator {
	readonly #storage: SeriesStorage;
	readonly #dialect: EvaluationDialect;
	readonly #subqueryStep: number;
	readonly #lookback: number;

	constructor({ storage, dialect, subqueryStepSeconds, lookbackSeconds = 300 }: Evaluation) {
		this.#storage = storage;
		this.#dialect = dialect;
		this.#subqueryStep = subqueryStepSeconds * 1000;
		this.#lookback = lookbackSeconds * 1000;
	}

	scalar(expression: Expression, time: number, depth: number): number {
		if (depth > deepest) throw new NotEvaluated("so deep an expression");
		const next = depth + 1;
		switch (expression.kind) {
			case "number":
				return expression.value;
			case "paren":
				return this.scalar(expression.expression, time, next);
			case "unary": {
				const value = this.scalar(expression.expression, time, next);
				return expression.operator === "-" ? -value : value;
			}
			case "binary":
				return combineScalars(
					expression.operator.name,
					this.scalar(expression.left, time, next),
					this.scalar(expression.right, time, next),
				);
			case "call": {
				const { name } = expression.function;
				if (name === "time") return time / 1000;
				if (name === "pi") return Math.PI;
				const [argument] = expression.arguments;
				if (name !== "scalar" || argument === undefined) throw new NotEvaluated(name);
				const samples = this.vector(argument, time, next);
				return samples.length === 1 ? (samples[0]?.value ?? Number.NaN) : Number.NaN;
			}
			default:
				throw new NotEvaluated("a half-written expression");
		}
	}

	vector(expression: Expression, time: number, depth: number): readonly Sample[] {
		if (depth > deepest) throw new NotEvaluated("so deep an expression");
		const next = depth + 1;
		switch (expression.kind) {
			case "paren":
				return this.vector(expression.expression, time, next);
			case "selector":
				return this.#select(expression, time).map(({ labels, point }) => ({ labels, value: point.value }));
			case "unary": {
				const samples = this.vector(expression.expression, time, next);
				if (expression.operator === "+") return samples;
				return unique(samples.map(({ labels, value }) => ({ labels: withoutName(labels), value: -value })));
			}
			case "aggregation": {
				const { parameter } = expression;
				const given =
					parameter === undefined
						? undefined
						: parameter.kind === "string"
							? parameter.value
							: this.scalar(parameter, time, next);
				return aggregate(expression, this.vector(expression.expression, time, next), given, this.#dialect);
			}
			case "binary":
				return unique(this.#binary(expression, time, next));
			case "call":
				return unique(this.#call(expression, time, next));
			default:
				throw new NotEvaluated("a half-written expression");
		}
	}

	#binary(expression: BinaryExpression, time: number, depth: number): readonly Sample[] {
		const { left, right } = expression;
		const [leftType, rightType] = [valueTypeOf(left), valueTypeOf(right)];
		if (leftType === "scalar") {
			return combineWithScalar(expression, this.vector(right, time, depth), this.scalar(left, time, depth), true);
		}
		if (rightType === "scalar") {
			return combineWithScalar(expression, this.vector(left, time, depth), this.scalar(right, time, depth), false);
		}
		return combineVectors(expression, this.vector(left, time, depth), this.vector(right, time, depth));
	}

	#call(call: Call, time: number, depth: number): readonly Sample[] {
		const { name } = call.function;
		const [first, ...others] = call.arguments;
		const window = windowFunctions.get(name);
		if (window !== undefined) {
			const of = call.arguments.find((argument) => valueTypeOf(argument) === "matrix");
			if (of === undefined) throw new NotEvaluated("a half-written expression");
			const parameters = call.arguments
				.filter((argument) => argument !== of)
				.map((argument) => this.scalar(argument, time, depth));
			const { series, ...range } = this.#matrix(of, time, depth);
			const keepsName = name === "last_over_time" || name === "first_over_time";
			return series.flatMap(({ labels, points }): readonly Sample[] => {
				const value = window({ ...range, points, time, parameters, dialect: this.#dialect });
				return value === undefined ? [] : [{ labels: keepsName ? labels : withoutName(labels), value }];
			});
		}
		const each = valueFunctions.get(name);
		if (each !== undefined && first !== undefined) {
			const parameters = others.map((argument) => this.scalar(argument, time, depth));
			if (name === "clamp" && (parameters[0] ?? 0) > (parameters[1] ?? 0)) return [];
			return this.vector(first, time, depth).map(({ labels, value }) => ({
				labels: withoutName(labels),
				value: each(value, ...parameters),
			}));
		}
		const ofTime = timeFunctions.get(name);
		if (ofTime !== undefined) {
			if (first === undefined) return [{ labels: {}, value: ofTime(time / 1000) }];
			return this.vector(first, time, depth).map(({ labels, value }) => ({
				labels: withoutName(labels),
				value: ofTime(value),
			}));
		}
		if (first === undefined) throw new NotEvaluated(name);
		switch (name) {
			case "vector":
				return [{ labels: {}, value: this.scalar(first, time, depth) }];
			case "sort":
			case "sort_desc":
			case "sort_by_label":
			case "sort_by_label_desc":
				return this.vector(first, time, depth);
			case "timestamp":
				return this.#timestamps(first, time, depth);
			case "absent":
				return this.vector(first, time, depth).length > 0 ? [] : [{ labels: labelsOfAbsent(first), value: 1 }];
			case "absent_over_time":
				if (this.#matrix(first, time, depth).series.length > 0) return [];
				return [{ labels: labelsOfAbsent(first), value: 1 }];
			case "label_replace":
				return replaceLabel(this.vector(first, time, depth), others.map(readText));
			case "label_join":
				return joinLabels(this.vector(first, time, depth), others.map(readText));
			case "histogram_quantile": {
				const [of] = others;
				if (of === undefined) throw new NotEvaluated(name);
				return quantiles(this.scalar(first, time, depth), this.vector(of, time, depth));
			}
			default:
				throw new NotEvaluated(`the function ${name}`);
		}
	}

	#timestamps(argument: Expression, time: number, depth: number): readonly Sample[] {
		let inner = argument;
		while (inner.kind === "paren") inner = inner.expression;
		if (inner.kind === "selector") {
			return this.#select(inner, time).map(({ labels, point }) => ({
				labels: withoutName(labels),
				value: point.time / 1000,
			}));
		}
		return this.vector(argument, time, depth).map(({ labels }) => ({
			labels: withoutName(labels),
			value: time / 1000,
		}));
	}

	#select({ name, matchers, modifiers }: VectorSelector, time: number) {
		const at = this.#reference(modifiers, time);
		const oldest = at - this.#lookback;
		return this.#storage.select(readMatchers(name?.name, matchers)).flatMap(({ labels, points }) => {
			const index = lastUntil(points, at);
			const point = points[index];
			if (point?.value === undefined) return [];
			const isOld = this.#dialect === "2.x" ? point.time < oldest : point.time <= oldest;
			return isOld ? [] : [{ labels, point: { time: point.time, value: point.value } }];
		});
	}

	#matrix(expression: Expression, time: number, depth: number) {
		let inner = expression;
		while (inner.kind === "paren") inner = inner.expression;
		if (inner.kind === "matrix") return this.#range(inner, time);
		if (inner.kind === "subquery") return this.#subquery(inner, time, depth);
		throw new NotEvaluated("a half-written expression");
	}

	#range({ selector, range, modifiers }: MatrixSelector, time: number) {
		if (selector.kind !== "selector") throw new NotEvaluated("a half-written expression");
		// The modifiers of a range stand on it, or on its selector.
		const end = this.#reference(hasModifier(modifiers) ? modifiers : selector.modifiers, time);
		const rangeSeconds = secondsOf(range);
		const start = end - rangeSeconds * 1000;
		const series: PointSeries[] = [];
		for (const { labels, points } of this.#storage.select(readMatchers(selector.name?.name, selector.matchers))) {
			const within: { time: number; value: number }[] = [];
			const last = lastUntil(points, end);
			for (let index = lastUntil(points, this.#dialect === "2.x" ? start - 1 : start) + 1; index <= last; index++) {
				const point = points[index];
				if (point?.value !== undefined) within.push({ time: point.time, value: point.value });
			}
			if (within.length > 0) series.push({ labels, points: within });
		}
		return { series, start, end, rangeSeconds };
	}

	#subquery({ expression, range, step, modifiers }: Subquery, time: number, depth: number) {
		const end = this.#reference(modifiers, time);
		const rangeSeconds = secondsOf(range);
		const start = end - rangeSeconds * 1000;
		const interval = step === undefined ? this.#subqueryStep : secondsOf(step) * 1000;
		if (!(interval > 0) || (end - start) / interval > mostSteps) throw new NotEvaluated("so long a subquery");
		let at = interval * Math.trunc(start / interval);
		if (this.#dialect === "2.x" ? at < start : at <= start) at += interval;
		const found = new Map<string, { readonly labels: Labels; readonly points: { time: number; value: number }[] }>();
		const isScalar = valueTypeOf(expression) === "scalar";
		for (; at <= end; at += interval) {
			const samples = isScalar
				? [{ labels: {}, value: this.scalar(expression, at, depth) }]
				: this.vector(expression, at, depth);
			for (const { labels, value } of samples) {
				const key = keyOfLabels(labels);
				const series = found.get(key);
				if (series === undefined) found.set(key, { labels, points: [{ time: at, value }] });
				else series.points.push({ time: at, value });
			}
		}
		return { series: [...found.values()], start, end, rangeSeconds };
	}

	/** The time that a selector looks back from. */
	#reference({ at, offset, extended }: SelectorModifiers, time: number): number {
		if (extended !== undefined) throw new NotEvaluated(extended.mode);
		const anchor = at?.anchor;
		const from = typeof anchor === "number" ? anchor * 1000 : time;
		return from - (offset === undefined ? 0 : secondsOf(offset) * 1000);
	}
}

function hasModifier({ at, offset, extended }: SelectorModifiers): boolean {
	return at !== undefined || offset !== undefined || extended !== undefined;
}

function secondsOf(duration: DurationExpression | undefined): number {
	if (duration?.seconds === undefined) throw new NotEvaluated("a computed duration");
	return duration.seconds;
}

/** The index of the last point that is not after `time`; -1 where there is none. */
function lastUntil(points: readonly { readonly time: number }[], time: number): number {
	let low = 0;
	let high = points.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((points[middle]?.time ?? 0) <= time) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

/** The matchers of a selector, its name among them. */
export function readMatchers(
	name: string | undefined,
	matchers: VectorSelector["matchers"],
): readonly ResolvedMatcher[] {
	const written = matchers.map(({ label, operator, value }): ResolvedMatcher => {
		if (value.kind !== "string") throw new NotEvaluated("a half-written expression");
		return { label: label.name, operator, value: value.value };
	});
	return name === undefined ? written : [{ label: "__name__", operator: "=", value: name }, ...written];
}

function unique(samples: readonly Sample[]): readonly Sample[] {
	if (samples.length < 2) return samples;
	if (new Set(samples.map(({ labels }) => keyOfLabels(labels))).size < samples.length) {
		throw new EvaluationFault("Several series of a result have the same labels.");
	}
	return samples;
}

/** The labels that the absent series must have had. Source: `createLabelsForAbsentFunction` of Prometheus. */
function labelsOfAbsent(expression: Expression): Labels {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	if (inner.kind === "matrix") inner = inner.selector;
	if (inner.kind !== "selector") return {};
	const labels: Record<string, string> = {};
	const seen = new Set<string>();
	for (const { label, operator, value } of readMatchers(undefined, inner.matchers)) {
		if (label === "__name__") continue;
		if (operator === "=" && !seen.has(label)) labels[label] = value;
		else delete labels[label];
		seen.add(label);
	}
	return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ""));
}

function readText(expression: Expression): string {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	if (inner.kind !== "string") throw new NotEvaluated("a half-written expression");
	return inner.value;
}

function replaceLabel(
	samples: readonly Sample[],
	[to = "", replacement = "", from = "", pattern = ""]: readonly string[],
): readonly Sample[] {
	const expression = RE2JS.compile(`^(?s:${pattern})$`);
	return samples.map(({ labels, value }) => {
		const matcher = expression.matcher(labels[from] ?? "");
		if (!matcher.find()) return { labels, value };
		const result = replacement.replaceAll(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
			const group = braced ?? bare;
			if (group === undefined) return whole === "$$" ? "$" : whole;
			const index = /^\d+$/.test(group) ? Number(group) : undefined;
			if (index !== undefined) return index <= matcher.groupCount() ? (matcher.group(index) ?? "") : "";
			return group in expression.namedGroups() ? (matcher.group(group) ?? "") : "";
		});
		return { labels: withLabel(labels, to, result), value };
	});
}

function joinLabels(
	samples: readonly Sample[],
	[to = "", separator = "", ...sources]: readonly string[],
): readonly Sample[] {
	return samples.map(({ labels, value }) => ({
		labels: withLabel(labels, to, sources.map((source) => labels[source] ?? "").join(separator)),
		value,
	}));
}

function quantiles(share: number, samples: readonly Sample[]): readonly Sample[] {
	const histograms = new Map<string, { readonly labels: Labels; readonly buckets: Bucket[] }>();
	for (const { labels, value } of samples) {
		const upperBound = readBound(labels["le"]);
		if (upperBound === undefined) continue;
		const rest = withoutLabels(labels, ["le", "__name__"]);
		const key = keyOfLabels(rest);
		const histogram = histograms.get(key);
		if (histogram === undefined) histograms.set(key, { labels: rest, buckets: [{ upperBound, count: value }] });
		else histogram.buckets.push({ upperBound, count: value });
	}
	return [...histograms.values()].map(({ labels, buckets }) => ({ labels, value: quantileOfBuckets(share, buckets) }));
}

/** As Go's `ParseFloat` reads it. */
function readBound(le: string | undefined): number | undefined {
	if (le === undefined || le === "") return undefined;
	if (/^[+-]?inf(?:inity)?$/i.test(le)) return le.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(le) ? Number(le) : undefined;
}
