import type { MetricType } from "../../metrics/port.ts";

export interface AskedMetric {
	/** The name of a series, or of a histogram as metadata has it. */
	readonly name: string;
	readonly type: MetricType;
	/** The names of its series; what a histogram can be asked for hangs on them. */
	readonly series?: ReadonlySet<string>;
}

/** The expression by which one looks at a metric first: the rate of a counter, a quantile of a histogram. */
export function expressionOf({ name, type, series }: AskedMetric, window: string): string {
	const part = /_(?:sum|count)$/.exec(name)?.[0];
	switch (type) {
		case "counter":
			return `rate(${selectorOf(counterSeries(name, series))}[${window}])`;
		case "histogram":
			if (part !== undefined && series?.has(name) !== false) return `rate(${selectorOf(name)}[${window}])`;
			return quantileOf(name, series, window);
		case "gaugehistogram": {
			const buckets = name.endsWith("_bucket") ? name : `${name}_bucket`;
			return `histogram_quantile(0.95, sum by (le) (${selectorOf(buckets)}))`;
		}
		case "summary":
			return part === undefined ? selectorOf(name) : `rate(${selectorOf(name)}[${window}])`;
		default:
			return selectorOf(name);
	}
}

function counterSeries(name: string, series: ReadonlySet<string> | undefined): string {
	return series !== undefined && !series.has(name) && series.has(`${name}_total`) ? `${name}_total` : name;
}

/** Of a native histogram, which has one series and no buckets, where the names of series say that it is one. */
function quantileOf(name: string, series: ReadonlySet<string> | undefined, window: string): string {
	const base = name.replace(/_bucket$/, "");
	const native = series?.has(base) === true && !series.has(`${base}_bucket`);
	return native
		? `histogram_quantile(0.95, sum(rate(${selectorOf(base)}[${window}])))`
		: `histogram_quantile(0.95, sum by (le) (rate(${selectorOf(`${base}_bucket`)}[${window}])))`;
}

/** Names beyond those of Prometheus 2 are written inside the braces. */
function selectorOf(name: string): string {
	return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
}
