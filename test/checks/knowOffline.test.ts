import { expect, test } from "vitest";
import { knowOffline } from "../../server/checks/knowOffline.ts";
import type { PrometheusConfig } from "../../server/documents/model/prometheusConfig.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import type { VectorSelector } from "../../server/promql/ast.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { nothingKnown } from "../../server/promql/result/shape.ts";
import { createDocument } from "../support/testService.ts";

function readConfigs(...texts: readonly string[]): readonly PrometheusConfig[] {
	return texts.flatMap((text) => {
		const model = createDocumentParser().parse(createDocument(text, 1, "file:///prometheus.yml"));
		if (model === undefined) throw new Error("This is no configuration.");
		return model.prometheusConfigs;
	});
}

const know = (...texts: readonly string[]) =>
	knowOffline({ version: 1, results: nothingKnown, prometheusConfigs: readConfigs(...texts) });

const selector = (text: string): VectorSelector | undefined => {
	const { expression } = parsePromql(text);
	return expression.kind === "selector" ? expression : undefined;
};

const jobs = `global:
  scrape_interval: 30s
  external_labels:
    region: eu
scrape_configs:
  - job_name: fast
    scrape_interval: 5s
  - job_name: usual
`;

test("without a configuration nothing is known", () => {
	const known = know();
	expect([known.scrapeIntervalSeconds(), known.evaluationIntervalSeconds(), known.externalLabels()]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	expect(known.prometheusConfigs()).toBeUndefined();
});

test("a selector of one job has the interval of that job, and any other only one that all jobs share", () => {
	const known = know(jobs);
	expect(known.scrapeIntervalSeconds(selector('up{job="fast"}'))).toBe(5);
	expect(known.scrapeIntervalSeconds(selector('up{job="usual"}'))).toBe(30);
	expect(known.scrapeIntervalSeconds(selector('up{job=~"usual"}'))).toBeUndefined();
	expect(known.scrapeIntervalSeconds()).toBeUndefined();
	expect(know(jobs.replace("    scrape_interval: 5s\n", "")).scrapeIntervalSeconds()).toBe(30);
	expect(know("scrape_configs:\n  - job_name: a\n").scrapeIntervalSeconds()).toBe(60);
});

test("of several configurations only what they agree on is known", () => {
	const [one, other] = ["global:\n  evaluation_interval: 15s\n", "global:\n  evaluation_interval: 1m\n"];
	expect(know(one).evaluationIntervalSeconds()).toBe(15);
	expect(know(one, one).evaluationIntervalSeconds()).toBe(15);
	expect(know(one, other).evaluationIntervalSeconds()).toBeUndefined();
	expect(know(other, "scrape_configs: []\n").evaluationIntervalSeconds()).toBe(60);
	expect([...(know(jobs).externalLabels() ?? [])]).toEqual([["region", "eu"]]);
	expect(know(jobs, jobs).externalLabels()).toBeUndefined();
});
