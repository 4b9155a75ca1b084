import { writeSelector } from "../../metrics/selectorText.ts";
import { matchBound } from "./latencyThreshold.ts";
import type { Indicator } from "./sloDefinition.ts";

/** The expressions that measure an indicator over a window, each one series without labels. */
export interface IndicatorExpressions {
	/** Requests per second; drops a NaN that an exporter exposes. */
	requestRate(window: string): string;
	/** The ratio of failed (or slow) requests to all, 0 to 1; no sample where there are no requests. */
	errorRatio(window: string): string;
	/** Every series that the indicator cannot do without; its absence makes the SLO blind. */
	readonly needed: string;
	/** The counter of all requests, for the runbook. */
	readonly requests: string;
	/** The counter of failed requests, or of the fast ones, for the runbook. */
	readonly marked: string;
}

export function writeIndicator(indicator: Indicator): IndicatorExpressions {
	switch (indicator.kind) {
		case "availability":
			return writeAvailability(indicator);
		case "latency":
			return writeLatency(indicator);
		default:
			return indicator satisfies never;
	}
}

/**
 * Errors ÷ requests. An error series that has not been seen yet counts as no errors (`or 0 * …`), instead of leaving the
 * SLO without a value until the first error. `> 0` drops the sample where there are no requests: 0 ÷ 0 is NaN, and one
 * NaN spoils every sum over time that it is in.
 */
function writeAvailability({ metric, selector, errors }: Indicator & { kind: "availability" }): IndicatorExpressions {
	const requests = writeSelector(metric, selector);
	const failed = writeSelector(metric, [...selector, ...errors]);
	return {
		requestRate: (window) => `sum(rate(${requests}[${window}])) >= 0`,
		errorRatio: (window) =>
			`(sum(rate(${failed}[${window}])) or 0 * sum(rate(${requests}[${window}]))) / (sum(rate(${requests}[${window}])) > 0)`,
		needed: requests,
		requests,
		marked: failed,
	};
}

/**
 * 1 - fast ÷ requests, so an exact share of requests and not a quantile that is estimated inside a bucket. A missing
 * bucket leaves no sample (and the absence alert says so): taking it for "no request was fast" would page for a typing
 * error. `clamp_min`, because the rates of two series are extrapolated each on its own and may differ in the last digits.
 */
function writeLatency({ metric, selector, threshold }: Indicator & { kind: "latency" }): IndicatorExpressions {
	const requests = writeSelector(`${metric}_count`, selector);
	const fast = writeSelector(`${metric}_bucket`, [...selector, matchBound(threshold)]);
	return {
		requestRate: (window) => `sum(rate(${requests}[${window}])) >= 0`,
		errorRatio: (window) => `clamp_min(1 - sum(rate(${fast}[${window}])) / (sum(rate(${requests}[${window}])) > 0), 0)`,
		needed: fast,
		requests,
		marked: fast,
	};
}
