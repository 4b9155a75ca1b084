import { type LabelMatcher, writeSelector } from "../../../metrics/selectorText.ts";
import { matchBound } from "../latencyThreshold.ts";
import type { Indicator, SloDefinition } from "../sloDefinition.ts";
import { findLabels } from "./exampleValue.ts";

/** A series of a promtool test. */
export interface InputSeries {
	readonly series: string;
	readonly values: string;
}

/** What happens, from the first sample on. */
export interface Happening {
	/** The share of bad requests; a state is bad where it is 1, and good where it is 0. */
	readonly errorRatio: number;
	/** A minute. */
	readonly requests: number;
	/** Samples, one a step, after the first. */
	readonly samples: number;
	/** Minutes from sample to sample. */
	readonly stepMinutes: number;
}

/** The series that say so; `undefined` where none could be made up for the selectors. */
export function writeSeries(slo: SloDefinition, happening: Happening): readonly InputSeries[] | undefined {
	const series = listSeries(slo, happening);
	return series.every((each) => each !== undefined) ? series : undefined;
}

function listSeries(slo: SloDefinition, happening: Happening): readonly (InputSeries | undefined)[] {
	const { indicator } = slo;
	const { errorRatio, requests, samples, stepMinutes } = happening;
	const perStep = requests * stepMinutes;
	const bad = count(perStep * errorRatio, samples);
	const good = count(perStep - perStep * errorRatio, samples);
	const all = count(perStep, samples);
	const write = (
		metric: string,
		wanted: readonly LabelMatcher[],
		values: string,
		avoided: readonly LabelMatcher[] = [],
	): InputSeries | undefined => {
		const labels = findLabels(wanted, avoided);
		if (labels === undefined) return undefined;
		return { series: writeLabelled(metric, { ...groupLabels(slo), ...labels }), values };
	};
	switch (indicator.kind) {
		case "availability": {
			const { metric, selector, errors } = indicator;
			return [write(metric, selector, good, errors), write(metric, [...selector, ...errors], bad)];
		}
		case "counters": {
			const { total, counted, counts } = indicator;
			return [
				write(total.metric, total.selector, all),
				write(counted.metric, counted.selector, counts === "bad" ? bad : good),
			];
		}
		case "latency": {
			const { metric, selector, threshold } = indicator;
			if (indicator.histogram === "native") return [undefined];
			const infinite = { label: "le", op: "=", value: "+Inf" } as const;
			return [
				write(`${metric}_bucket`, [...selector, matchBound(threshold)], good),
				write(`${metric}_bucket`, [...selector, infinite], all),
				write(`${metric}_count`, selector, all),
			];
		}
		case "throughput": {
			const grows = errorRatio > 0 ? 0 : Number(indicator.minimum) * 2 * 60 * stepMinutes;
			return [write(indicator.metric, indicator.selector, count(grows, samples))];
		}
		case "freshness":
			return [write(indicator.metric, indicator.selector, writeFreshness(indicator, happening))];
		case "probe":
			return [write(indicator.metric, indicator.selector, `${errorRatio > 0 ? 0 : 1}x${samples}`)];
		case "queries":
		case "ratio":
			return [undefined];
		default:
			return indicator satisfies never;
	}
}

/** The clock of a test starts at 0, so a success at that time grows old; one is always fresh that comes with each sample. */
function writeFreshness(indicator: Indicator & { kind: "freshness" }, { errorRatio, samples, stepMinutes }: Happening) {
	const { measures, maximumAge, unitsPerSecond } = indicator;
	if (measures === "age") return `${errorRatio > 0 ? maximumAge * unitsPerSecond * 2 : 0}x${samples}`;
	return errorRatio > 0 ? `0x${samples}` : count(stepMinutes * 60 * unitsPerSecond, samples);
}

/** In promtool's notation: from 0 on, by so much each time. */
function count(step: number, samples: number): string {
	return `0+${writeNumber(step)}x${samples}`;
}

/** Without an exponent, which the notation does not take in its place. */
function writeNumber(value: number): string {
	const text = String(Number(value.toPrecision(15)));
	return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** One group; its value is that of a matcher of the selector, where it has one. */
export function groupLabels({ grouping }: Pick<SloDefinition, "grouping">): Readonly<Record<string, string>> {
	return Object.fromEntries(grouping.map((label) => [label, "a"]));
}

function writeLabelled(metric: string, labels: Readonly<Record<string, string>>): string {
	return writeSelector(
		metric,
		Object.entries(labels).map(([label, value]) => ({ label, op: "=", value })),
	);
}
