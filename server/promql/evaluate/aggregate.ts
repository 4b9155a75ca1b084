import type { Aggregation } from "../ast.ts";
import type { EvaluationDialect } from "./dialect.ts";
import { EvaluationFault, NotEvaluated } from "./evaluationFault.ts";
import { KahanSum } from "./kahan.ts";
import { quantileOf } from "./quantile.ts";
import { keepLabels, keyOfLabels, type Labels, type Sample, withoutLabels } from "./sample.ts";

/** The aggregation's parameter, evaluated: a number, or the text of `count_values`. */
export type AggregationParameter = number | string | undefined;

/** Source: `aggregation` of Prometheus, promql/engine.go, 2.42 and 3.x. */
export function aggregate(
	{ operator, grouping }: Aggregation,
	samples: readonly Sample[],
	parameter: AggregationParameter,
	dialect: EvaluationDialect,
): readonly Sample[] {
	const names = grouping?.labels.map(({ name }) => name) ?? [];
	const groupOf = (labels: Labels): Labels =>
		grouping?.without === true ? withoutLabels(labels, [...names, "__name__"]) : keepLabels(labels, names);
	if (operator.name === "count_values") return countValues(samples, groupOf, String(parameter ?? ""));
	const groups = new Map<string, { readonly labels: Labels; readonly members: Sample[] }>();
	for (const sample of samples) {
		const labels = groupOf(sample.labels);
		const key = keyOfLabels(labels);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { labels, members: [sample] });
		else group.members.push(sample);
	}
	return [...groups.values()].flatMap(({ labels, members }): readonly Sample[] => {
		if (operator.name === "topk") return pick(members, parameter, (a, b) => b - a);
		if (operator.name === "bottomk") return pick(members, parameter, (a, b) => a - b);
		const values = members.map(({ value }) => value);
		return [{ labels, value: summarise(operator.name, values, Number(parameter), dialect) }];
	});
}

function summarise(operator: string, values: readonly number[], parameter: number, dialect: EvaluationDialect): number {
	switch (operator) {
		case "sum":
			return dialect === "2.x" ? values.reduce((sum, value) => sum + value) : totalOf(values);
		case "avg":
			return dialect === "2.x" ? meanOf(values) : totalOf(values) / values.length;
		case "count":
			return values.length;
		case "group":
			return 1;
		case "min":
			return values.reduce((best, value) => (best > value || Number.isNaN(best) ? value : best));
		case "max":
			return values.reduce((best, value) => (best < value || Number.isNaN(best) ? value : best));
		case "stddev":
			return Math.sqrt(varianceOf(values, dialect));
		case "stdvar":
			return varianceOf(values, dialect);
		case "quantile":
			return quantileOf(parameter, values);
		default:
			throw new NotEvaluated(operator);
	}
}

function totalOf(values: readonly number[]): number {
	const sum = new KahanSum();
	for (const value of values) sum.add(value);
	return sum.total;
}

function meanOf(values: readonly number[]): number {
	let mean = 0;
	for (const [index, value] of values.entries()) {
		if (!Number.isFinite(mean) && !Number.isNaN(mean) && (value === mean || Number.isFinite(value))) continue;
		mean += value / (index + 1) - mean / (index + 1);
	}
	return mean;
}

/** The first value stands for itself: of one that is not finite, 3.x says so, and 2.x takes it for no deviation. */
function varianceOf([first = 0, ...others]: readonly number[], dialect: EvaluationDialect): number {
	let mean = first;
	let squares = dialect === "3.x" && !Number.isFinite(first) ? Number.NaN : 0;
	for (const [index, value] of others.entries()) {
		const delta = value - mean;
		mean += delta / (index + 2);
		squares += delta * (value - mean);
	}
	return squares / (others.length + 1);
}

/** What is no number comes last. Which of equal ones are left out hangs on the order in which the server reads them. */
function pick(
	members: readonly Sample[],
	parameter: AggregationParameter,
	order: (a: number, b: number) => number,
): readonly Sample[] {
	const count = Math.trunc(Number(parameter));
	if (!(count >= 1)) return [];
	const sorted = members.toSorted(({ value: a }, { value: b }) =>
		Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : order(a, b),
	);
	const [last, next] = [sorted[count - 1]?.value, sorted[count]?.value];
	if (next !== undefined && Object.is(last, next)) throw new NotEvaluated("topk or bottomk of equal values");
	return sorted.slice(0, count);
}

function countValues(
	samples: readonly Sample[],
	groupOf: (labels: Labels) => Labels,
	label: string,
): readonly Sample[] {
	if (label === "") throw new EvaluationFault("count_values needs the name of a label.");
	const counts = new Map<string, { readonly labels: Labels; value: number }>();
	for (const { labels, value } of samples) {
		const counted = { ...groupOf(labels), [label]: writeValue(value) };
		const key = keyOfLabels(counted);
		const known = counts.get(key);
		if (known === undefined) counts.set(key, { labels: counted, value: 1 });
		else known.value += 1;
	}
	return [...counts.values()];
}

/** As Go's `FormatFloat(value, 'f', -1, 64)`. */
function writeValue(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	if (!/e/.test(String(value))) return String(value);
	const [mantissa = "", exponent = "0"] = String(Math.abs(value)).split("e");
	const [whole = "", fraction = ""] = mantissa.split(".");
	const digits = whole + fraction;
	const point = whole.length + Number(exponent);
	const plain = point <= 0 ? `0.${"0".repeat(-point)}${digits}` : digits.slice(0, point).padEnd(point, "0");
	return (value < 0 ? "-" : "") + plain;
}
