import type { Located } from "../model/located.ts";
import type { PrometheusConfig, ScrapeJob } from "../model/prometheusConfig.ts";
import type { Fields } from "../structure/fields.ts";

/** What rules need to know of a Prometheus server's configuration. */
export function readPrometheusConfig(fields: Fields): PrometheusConfig {
	const global = fields.mapping("global");
	const scrapeInterval = global?.seconds("scrape_interval");
	const evaluationInterval = global?.seconds("evaluation_interval");
	return {
		span: fields.span,
		...(isPositive(scrapeInterval) ? { scrapeIntervalSeconds: scrapeInterval } : {}),
		...(isPositive(evaluationInterval) ? { evaluationIntervalSeconds: evaluationInterval } : {}),
		externalLabels: global?.pairs("external_labels") ?? [],
		ruleFiles: fields.texts("rule_files"),
		scrapeJobs: fields.mappings("scrape_configs").flatMap((job) => readScrapeJob(job) ?? []),
	};
}

function readScrapeJob(fields: Fields): ScrapeJob | undefined {
	const name = fields.text("job_name");
	if (name === undefined) return undefined;
	const scrapeInterval = fields.seconds("scrape_interval");
	const metricsPath = fields.text("metrics_path");
	return {
		name,
		...(isPositive(scrapeInterval) ? { scrapeIntervalSeconds: scrapeInterval } : {}),
		...(metricsPath === undefined ? {} : { metricsPath }),
		span: fields.span,
	};
}

/** Prometheus takes an interval of zero for one that is not written. */
function isPositive(seconds: Located<number> | undefined): seconds is Located<number> {
	return seconds !== undefined && seconds.value > 0;
}
