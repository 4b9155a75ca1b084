import { writeSelector } from "../../metrics/selectorText.ts";
import { printGroupingLabel } from "../../promql/names.ts";
import { matchBound } from "./latencyThreshold.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "./sloDefinition.ts";

/** The expressions that measure an indicator over a window, each one series for each group, with the labels of the grouping. */
export interface IndicatorExpressions {
	/** Requests per second; of a state 1, as every second weighs the same. Drops a NaN that an exporter exposes. */
	requestRate(window: string): string;
	/** The ratio of bad requests, or of bad time, 0 to 1; no sample where there are none. */
	errorRatio(window: string): string;
	/** Bad events per second, and all of them; not of states and ratios. NaN of an exporter stays in them. */
	readonly events?: { bad(window: string): string; total(window: string): string };
	/** Of a state: 1 where it is bad now and 0 where it is good; no sample where nobody knows. */
	readonly badState?: string;
	/** Every series that the indicator cannot do without; its absence makes the SLO blind. */
	readonly needed: string;
	/** The counter of all requests, for the runbook; not of states and queries. */
	readonly requests?: string;
	/** The counter of bad requests, or of the good ones, for the runbook; not of states and queries. */
	readonly marked?: string;
}

/** How often a state is looked at where no rule records it. */
const stateStep = "1m";
/** The range over which a throughput is measured. */
const throughputRange = "5m";

export function writeIndicator(indicator: Indicator, grouping: SloDefinition["grouping"] = []): IndicatorExpressions {
	const by = writeGrouping(grouping);
	switch (indicator.kind) {
		case "availability": {
			const { metric, selector, errors } = indicator;
			return writeRatio(by, indicator, { metric, selector: [...selector, ...errors] }, "bad");
		}
		case "counters":
			return writeRatio(by, indicator.total, indicator.counted, indicator.counts);
		case "latency":
			return indicator.histogram === "native" ? writeNativeLatency(by, indicator) : writeLatency(by, indicator);
		case "throughput": {
			const series = select(indicator);
			return { ...writeState(writeShortfall(by, indicator)), needed: series };
		}
		case "freshness":
			return { ...writeState(writeStaleness(by, indicator)), needed: select(indicator) };
		case "queries":
			return writeQueries(indicator);
		case "ratio":
			return {
				requestRate: (window) => `(${fillWindow(indicator.query, window)}) >= bool 0`,
				errorRatio: (window) => `(${fillWindow(indicator.query, window)}) >= 0`,
				needed: fillWindow(indicator.query, "5m"),
			};
		case "probe":
			return writeProbe(by, indicator);
		default:
			return indicator satisfies never;
	}
}

/**
 * Errors ÷ requests. An error series that has not been seen yet counts as no errors (`or 0 * …`), instead of leaving the
 * SLO without a value until the first error. `> 0` drops the sample where there are no requests: 0 ÷ 0 is NaN, and one
 * NaN spoils every sum over time that it is in.
 *
 * Of good ones the rest is bad. A counter of good ones that is missing leaves no sample, and the absence alert says so:
 * taking it for "no request was good" would page for a typing error. `clamp_min`, because the rates of two series are
 * extrapolated each on its own and may differ in the last digits.
 */
function writeRatio(
	by: string,
	total: SeriesSelection,
	counted: SeriesSelection,
	counts: "bad" | "good",
): IndicatorExpressions {
	const requests = select(total);
	const marked = select(counted);
	const rate = (series: string, window: string) => `sum${by}(rate(${series}[${window}]))`;
	const requestRate = (window: string) => `${rate(requests, window)} >= 0`;
	if (counts === "bad") {
		return {
			requestRate,
			errorRatio: (window) =>
				`(${rate(marked, window)} or 0 * ${rate(requests, window)}) / (${rate(requests, window)} > 0)`,
			events: {
				bad: (window) => `${rate(marked, window)} or 0 * ${rate(requests, window)}`,
				total: (window) => rate(requests, window),
			},
			needed: requests,
			requests,
			marked,
		};
	}
	return {
		requestRate,
		errorRatio: (window) => `clamp_min(1 - ${rate(marked, window)} / (${rate(requests, window)} > 0), 0)`,
		events: {
			bad: (window) => `clamp_min(${rate(requests, window)} - ${rate(marked, window)}, 0)`,
			total: (window) => rate(requests, window),
		},
		needed: marked,
		requests,
		marked,
	};
}

/** Fast ÷ requests from a bucket that exists, so a share of requests that was counted and not estimated inside a bucket. */
function writeLatency(by: string, { metric, selector, threshold }: Indicator & { kind: "latency" }) {
	const fast = { metric: `${metric}_bucket`, selector: [...selector, matchBound(threshold)] };
	return writeRatio(by, { metric: `${metric}_count`, selector }, fast, "good");
}

/**
 * The share of observations up to the threshold, estimated by the server where it lies inside a bucket. Without
 * observations the fraction is NaN, so it is taken where there are some alone.
 */
function writeNativeLatency(by: string, indicator: Indicator & { kind: "latency" }): IndicatorExpressions {
	const series = select(indicator);
	const rates = (window: string) => `sum${by}(rate(${series}[${window}]))`;
	return {
		requestRate: (window) => `histogram_count(${rates(window)}) >= 0`,
		errorRatio: (window) => {
			const fast = `histogram_fraction(0, ${indicator.threshold}, ${rates(window)})`;
			return `clamp_min(1 - (${fast} and histogram_count(${rates(window)}) > 0), 0)`;
		},
		events: {
			bad: (window) => {
				const fast = `histogram_fraction(0, ${indicator.threshold}, ${rates(window)})`;
				return `histogram_count(${rates(window)}) * clamp_min(1 - ${fast}, 0)`;
			},
			total: (window) => `histogram_count(${rates(window)})`,
		},
		needed: series,
		requests: series,
		marked: series,
	};
}

/**
 * A counter that has just begun, or has just ended, has a part of the range alone and a rate that is too low: then nobody
 * knows. One series that comes or goes among others makes no difference. `>= 0` leaves a NaN out.
 */
function writeShortfall(by: string, indicator: Indicator & { kind: "throughput" }): string {
	const series = select(indicator);
	const rate = `sum${by}(rate(${series}[${throughputRange}])) >= 0`;
	const whole = `sum${by}(${series} offset ${throughputRange}) and sum${by}(${series})`;
	return `(${rate} and ${whole}) < bool ${indicator.minimum}`;
}

/** The newest success of all series counts: one instance that did it is enough. `>= 0` leaves a NaN out. */
function writeStaleness(by: string, indicator: Indicator & { kind: "freshness" }): string {
	const { measures, unitsPerSecond, maximumAge } = indicator;
	const known = `(${select(indicator)} >= 0)`;
	if (measures === "age") return `min${by}${known} > bool ${maximumAge * unitsPerSecond}`;
	const seconds = unitsPerSecond === 1 ? "" : ` / ${unitsPerSecond}`;
	return `time() - max${by}${known}${seconds} > bool ${maximumAge}`;
}

/** Every moment that is known weighs the same, so there is one "request" a second. */
function writeState(badState: string): Omit<IndicatorExpressions, "needed"> {
	return {
		requestRate: () => `(${badState}) >= bool 0`,
		errorRatio: (window) => `avg_over_time((${badState})[${window}:${stateStep}])`,
		badState,
	};
}

/** Each sample of the gauge is a probe, and weighs as much as every other one. */
function writeProbe(by: string, indicator: Indicator & { kind: "probe" }): IndicatorExpressions {
	const series = select(indicator);
	const probes = (window: string) => `sum${by}(count_over_time(${series}[${window}]))`;
	return {
		requestRate: (window) => `${probes(window)} / ${secondsOf(window)}`,
		errorRatio: (window) => `clamp_min(1 - sum${by}(sum_over_time(${series}[${window}])) / ${probes(window)}, 0) >= 0`,
		events: {
			bad: (window) => `${probes(window)} - sum${by}(sum_over_time(${series}[${window}]))`,
			total: probes,
		},
		needed: series,
	};
}

/** What the two queries answer is taken as it is: it may be a rate or an increase. */
function writeQueries({ counted, counts, total }: Indicator & { kind: "queries" }): IndicatorExpressions {
	const all = (window: string) => `(${fillWindow(total, window)})`;
	const marked = (window: string) => `(${fillWindow(counted, window)})`;
	return {
		requestRate: (window) => `${all(window)} >= 0`,
		errorRatio: (window) =>
			counts === "bad"
				? `(${marked(window)} or 0 * ${all(window)}) / (${all(window)} > 0)`
				: `clamp_min(1 - ${marked(window)} / (${all(window)} > 0), 0)`,
		events: {
			bad: (window) =>
				counts === "bad"
					? `${marked(window)} or 0 * ${all(window)}`
					: `clamp_min(${all(window)} - ${marked(window)}, 0)`,
			total: (window) => fillWindow(total, window),
		},
		needed: fillWindow(counts === "good" ? counted : total, "5m"),
	};
}

/** Puts the window where `{{.window}}` stands. */
export function fillWindow(query: string, window: string): string {
	return query.replaceAll(windowPlaceholder, window);
}

/** As Sloth writes it. */
export const windowPlaceholder = /\{\{\s*\.window\s*\}\}/g;

function select({ metric, selector }: SeriesSelection): string {
	return writeSelector(metric, selector);
}

/** Of a window as this folder writes them, in one unit. */
function secondsOf(window: string): number {
	const size = { m: 60, h: 3600, d: 86_400, w: 604_800, s: 1 }[window.slice(-1)] ?? Number.NaN;
	return Number(window.slice(0, -1)) * size;
}

/** ` by (region, tenant) `, or nothing where there is one series. */
export function writeGrouping(grouping: readonly string[]): string {
	return grouping.length === 0 ? "" : ` by (${grouping.map(printGroupingLabel).join(", ")}) `;
}
