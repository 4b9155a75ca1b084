import type { MetricType } from "../../server/metrics/port.ts";
import type { Family } from "./family.ts";

/**
 * Reads what a target exposes: Prometheus' text format 0.0.4 and OpenMetrics 1.0, which differ little here.
 * Source: prometheus.io/docs/instrumenting/exposition_formats and the OpenMetrics specification.
 */
export function readExposition(text: string): Family[] {
	const openMetrics = /^# EOF\s*$/m.test(text);
	const declared = new Map<string, { type: MetricType; help: string; unit: string }>();
	const seen = new Map<string, { labels: Set<string>; quantiles: boolean }>();
	const declare = (name: string) => {
		const known = declared.get(name) ?? { type: "unknown", help: "", unit: "" };
		declared.set(name, known);
		return known;
	};
	for (const line of text.split("\n")) {
		const comment = /^#\s+(TYPE|HELP|UNIT)\s+(\S+)\s?(.*)$/.exec(line);
		if (comment !== null) {
			const [, kind, name = "", rest = ""] = comment;
			if (kind === "TYPE") declare(name).type = typeNamed(rest.trim());
			else if (kind === "HELP") declare(name).help = unescapeHelp(rest);
			else declare(name).unit = rest.trim();
			continue;
		}
		const sample = /^([a-zA-Z_:][\w:]*)\s*(\{(?:[^"}]|"(?:\\.|[^"\\])*")*\})?\s+\S+/.exec(line);
		if (sample === null) continue;
		const [, series = "", braces = ""] = sample;
		const family = familyOf(series, declared);
		const known = seen.get(family) ?? { labels: new Set<string>(), quantiles: false };
		seen.set(family, known);
		for (const label of labelsIn(braces)) {
			if (label === "quantile" && declared.get(family)?.type === "summary") known.quantiles = true;
			else if (label !== "le" || !series.endsWith("_bucket")) known.labels.add(label);
		}
	}
	return [...seen].map(([name, { labels, quantiles }]) => {
		const { type, help, unit } = declared.get(name) ?? { type: "unknown", help: "", unit: "" };
		return {
			name: openMetrics ? seriesName(name, type) : name,
			type,
			help,
			unit,
			labels: [...labels].sort(),
			...(type === "summary" ? { quantiles } : {}),
		};
	});
}

const types: Readonly<Record<string, MetricType>> = {
	counter: "counter",
	gauge: "gauge",
	histogram: "histogram",
	gaugehistogram: "gaugehistogram",
	summary: "summary",
	info: "info",
	stateset: "stateset",
};

function typeNamed(word: string): MetricType {
	return types[word] ?? "unknown";
}

const suffixes: readonly { readonly suffix: string; readonly of: readonly MetricType[] }[] = [
	{ suffix: "_bucket", of: ["histogram", "gaugehistogram"] },
	{ suffix: "_count", of: ["histogram", "summary"] },
	{ suffix: "_sum", of: ["histogram", "summary"] },
	{ suffix: "_gcount", of: ["gaugehistogram"] },
	{ suffix: "_gsum", of: ["gaugehistogram"] },
	{ suffix: "_created", of: ["counter", "histogram", "summary"] },
	{ suffix: "_total", of: ["counter"] },
	{ suffix: "_info", of: ["info"] },
];

function familyOf(series: string, declared: ReadonlyMap<string, { readonly type: MetricType }>): string {
	if (declared.has(series)) return series;
	for (const { suffix, of } of suffixes) {
		if (!series.endsWith(suffix)) continue;
		const name = series.slice(0, -suffix.length);
		const type = declared.get(name)?.type;
		if (type !== undefined && of.includes(type)) return name;
	}
	return series;
}

/** OpenMetrics takes the suffix off a name that the text format keeps. */
function seriesName(name: string, type: MetricType): string {
	if (type === "counter") return `${name}_total`;
	return type === "info" ? `${name}_info` : name;
}

function labelsIn(braces: string): string[] {
	return [...braces.matchAll(/([a-zA-Z_]\w*)\s*=\s*"(?:\\.|[^"\\])*"/g)].map(([, label = ""]) => label);
}

function unescapeHelp(text: string): string {
	return text.replace(/\\(n|\\|")/g, (_, character: string) => (character === "n" ? " " : character)).trim();
}
