import type { Labels } from "../../promql/evaluate/sample.ts";
import { isClassicLabelName, isClassicMetricName, quote } from "../../promql/names.ts";
import { parsePromql } from "../../promql/parse.ts";

/** A series that a test feeds its rules, in promtool's notation. */
export interface InputSeries {
	/** `up{job="api"}`. */
	readonly series: string;
	/** One value for each interval: `0+10x60 _x5 stale`. */
	readonly values: string;
}

export type InputValue = number | "gap" | "stale";

export interface ReadSeries {
	readonly labels: Labels;
	readonly values: readonly InputValue[];
}

/** `undefined` where it is none, or has something that is not known here, such as native histograms. */
export function readInputSeries({ series, values }: InputSeries): ReadSeries | undefined {
	const { expression, problems } = parsePromql(series);
	const read = expandValues(values);
	if (expression.kind !== "selector" || problems.length > 0 || read === undefined) return undefined;
	const labels: Record<string, string> = {};
	if (expression.name !== undefined) labels["__name__"] = expression.name.name;
	for (const { label, operator, value } of expression.matchers) {
		if (operator !== "=" || value.kind !== "string") return undefined;
		if (value.value !== "") labels[label.name] = value.value;
	}
	return { labels, values: read };
}

/** A number with what is added to it and how often, a gap, or the end of the series. */
const item =
	/^(?:_(?:x(?<gaps>\d+))?|(?<stale>stale)|(?<value>[+-]?(?:[\d.]+(?:e[+-]?\d+)?|inf|nan))(?:(?<step>[+-][\d.]+(?:e[+-]?\d+)?)?x(?<times>\d+))?)$/i;
/** More values than promtool's own limit of samples lets any query read. */
const mostValues = 100_000;

/** The values of a line of the expanding notation. Source: the grammar of series descriptions of Prometheus. */
export function expandValues(text: string): readonly InputValue[] | undefined {
	const values: InputValue[] = [];
	for (const word of text.split(/\s+/).filter((each) => each !== "")) {
		const groups = item.exec(word)?.groups;
		if (groups === undefined) return undefined;
		const { gaps, stale, value, step, times } = groups;
		const count = Number(times ?? 0);
		if (values.length + Number(gaps ?? 0) + count > mostValues) return undefined;
		if (stale !== undefined) values.push("stale");
		else if (value === undefined) values.push(...Array.from({ length: Number(gaps ?? 1) }, () => "gap" as const));
		else {
			// Prometheus adds up too, so that what is lost to rounding is the same.
			let next = readNumber(value);
			for (let index = 0; index <= count; index++) {
				values.push(next);
				next += Number(step ?? 0);
			}
		}
	}
	return values;
}

function readNumber(text: string): number {
	if (/nan$/i.test(text)) return Number.NaN;
	if (/inf$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return Number(text);
}

/** A series as promtool reads it: `name{label="value"}`, with the labels in order and no space. */
export function writeSeries({ __name__: name = "", ...labels }: Labels): string {
	const classic = isClassicMetricName(name);
	const pairs = Object.entries(labels)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([label, value]) => `${isClassicLabelName(label) ? label : quote(label)}=${quote(value)}`);
	if (!classic && name !== "") pairs.unshift(quote(name));
	if (classic && pairs.length === 0) return name;
	return `${classic ? name : ""}{${pairs.join(", ")}}`;
}
