import { type LabelMatcher, writeSelector } from "../../../metrics/selectorText.ts";
import { isClassicMetricName } from "../../../promql/names.ts";
import { Refusal } from "../../scaffoldLogic.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "../sloDefinition.ts";

/** The indicator of a `ServiceLevelObjective` of Pyrra: selectors, of which Pyrra makes the rates. */
export type PyrraIndicator =
	| { readonly kind: "ratio"; readonly errors: string; readonly total: string }
	| { readonly kind: "latency"; readonly success: string; readonly total: string }
	/** `latency` is a duration of Prometheus. */
	| { readonly kind: "latencyNative"; readonly total: string; readonly latency: string }
	| { readonly kind: "bool_gauge"; readonly metric: string };

/** Throws a `Refusal` where Pyrra has no words for it. */
export function writePyrraIndicator({ indicator, period }: SloDefinition): PyrraIndicator {
	if (period.isCalendar) refuse("Pyrra's periods roll; choose a number of days.");
	switch (indicator.kind) {
		case "availability": {
			const { metric, selector, errors } = indicator;
			return { kind: "ratio", errors: select(metric, [...selector, ...errors]), total: select(metric, selector) };
		}
		case "counters": {
			if (indicator.counts === "good")
				return refuse("Pyrra counts errors and has no words for a counter of good ones.");
			return { kind: "ratio", errors: selectAll(indicator.counted), total: selectAll(indicator.total) };
		}
		case "latency":
			return indicator.histogram === "native" ? writeNative(indicator) : writeClassic(indicator);
		case "probe":
			return { kind: "bool_gauge", metric: selectAll(indicator) };
		case "throughput":
		case "freshness":
			return refuse("Pyrra counts events and knows no states such as throughput and freshness.");
		case "queries":
		case "ratio":
			return refuse("Pyrra takes selectors and no queries.");
		default:
			return indicator satisfies never;
	}
}

/** Pyrra reads the bound as one number, so the bucket is looked for as it is written here. */
function writeClassic({ metric, selector, threshold }: Indicator & { kind: "latency" }): PyrraIndicator {
	const bound: LabelMatcher = { label: "le", op: "=", value: threshold };
	return {
		kind: "latency",
		success: select(`${metric}_bucket`, [...selector, bound]),
		total: select(`${metric}_count`, selector),
	};
}

function writeNative({ metric, selector, threshold }: Indicator & { kind: "latency" }): PyrraIndicator {
	const milliseconds = Number(threshold) * 1000;
	if (/_(milliseconds|microseconds)$/.test(metric)) {
		return refuse(`Pyrra takes native histograms for seconds, and ${metric} has another unit.`);
	}
	if (!Number.isInteger(Number(milliseconds.toPrecision(12)))) {
		return refuse("Pyrra takes whole milliseconds of a native histogram.");
	}
	const latency = `${Number(milliseconds.toPrecision(12))}ms`;
	return { kind: "latencyNative", total: select(metric, selector), latency };
}

function selectAll({ metric, selector }: SeriesSelection): string {
	return select(metric, selector);
}

function select(metric: string, matchers: readonly LabelMatcher[]): string {
	if (!isClassicMetricName(metric)) {
		return refuse(`Pyrra makes names of rules out of the metric's, and "${metric}" cannot be part of one.`);
	}
	return writeSelector(metric, matchers);
}

function refuse(reason: string): never {
	throw new Refusal("output", `${reason} A rule file can have it.`);
}
