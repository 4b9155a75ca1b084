import type { PrometheusConfig } from "../../documents/model/prometheusConfig.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { IndexReading } from "./indexReading.ts";
import { ruleFileUse } from "./ruleTestItems.ts";

/** What a Prometheus scrapes, and the rule files that it loads. */
export function readPrometheusItems(configs: readonly PrometheusConfig[], reading: IndexReading): readonly ItemDraft[] {
	return configs.flatMap(({ span, ruleFiles, scrapeJobs }): readonly ItemDraft[] => [
		{
			kind: "configuration",
			of: "prometheus",
			name: "",
			span,
			nameSpan: span,
			uses: ruleFiles.flatMap((file) => ruleFileUse(file, reading)),
		},
		...scrapeJobs.map(
			(job): ItemDraft => ({
				kind: "scrapeJob",
				name: job.name.value,
				span: job.span,
				nameSpan: withoutQuotes(reading.text, job.name.span),
				uses: [],
			}),
		),
	]);
}
