import type { MetricType } from "../port.ts";

/** Suffixes that the series of one metric can have besides its name. */
export const seriesSuffixes = ["_bucket", "_count", "_sum"] as const;

/** Claims that a metric of that type has series with the suffix. */
export function fitsType(suffix: (typeof seriesSuffixes)[number], type: MetricType): boolean {
	const histogram = type === "histogram" || type === "gaugehistogram";
	return suffix === "_bucket" ? histogram : histogram || type === "summary";
}

/** The names that the series of a metric have. */
export function seriesOf(name: string, type: MetricType): readonly string[] {
	const own = type === "histogram" || type === "gaugehistogram" ? [] : [name];
	return [...own, ...seriesSuffixes.filter((suffix) => fitsType(suffix, type)).map((suffix) => name + suffix)];
}

/**
 * The labels that a series of the metric has, as far as the metric tells them: its own, and those that come with a
 * bucket or a quantile.
 */
export function labelsOfSeries(
	series: string,
	{ name, type, labels }: { readonly name: string; readonly type: MetricType; readonly labels?: readonly string[] },
): readonly string[] | undefined {
	if (labels === undefined) return undefined;
	if (series === `${name}_bucket` && fitsType("_bucket", type)) return [...labels, "le"];
	return series === name && type === "summary" ? [...labels, "quantile"] : labels;
}
