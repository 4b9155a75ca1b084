import type { PrometheusConfig } from "../model/prometheusConfig.ts";
import type { OutlineItem } from "../model.ts";

/** Scrape jobs and rule files. */
export function outlinePrometheusConfig(config: PrometheusConfig): readonly OutlineItem[] {
	const ruleFiles = config.ruleFiles.map(
		({ value, span }): OutlineItem => ({
			name: value === "" ? "?" : value,
			detail: "rule files",
			kind: "section",
			span,
			nameSpan: span,
			children: [],
		}),
	);
	const jobs = config.scrapeJobs.map(
		({ name, span, metricsPath }): OutlineItem => ({
			name: name.value,
			detail: metricsPath === undefined ? "scrape job" : `scrape job, ${metricsPath.value}`,
			kind: "scrapeJob",
			span,
			nameSpan: contained(name.span, span),
			children: [],
		}),
	);
	return [...ruleFiles, ...jobs].sort((a, b) => a.span.start - b.span.start);
}

/** A name that stands at an alias's anchor is outside of what it names. */
function contained(nameSpan: OutlineItem["nameSpan"], span: OutlineItem["span"]): OutlineItem["nameSpan"] {
	return nameSpan.start >= span.start && nameSpan.end <= span.end ? nameSpan : { start: span.start, end: span.start };
}
