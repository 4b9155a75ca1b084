import { describe, expect, test } from "vitest";
import type { DocumentModel } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { PrometheusConfigs } from "../../server/workspace/prometheusConfigs.ts";

function parse(uri: string, text: string): DocumentModel {
	const model = createDocumentParser().parse({ uri, languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error("The text is of no kind that is known.");
	return model;
}

const uri = "file:///srv/prometheus/prometheus.yml";
const config = (ruleFiles: string): string => `global:
  scrape_interval: 30s
  evaluation_interval: 15s
  external_labels:
    cluster: north
rule_files: [${ruleFiles}]
scrape_configs:
  - job_name: api
    static_configs: [{ targets: ["localhost:1"] }]
  - job_name: web
    scrape_interval: 5s
    static_configs: [{ targets: ["localhost:2"] }]
`;

function loads(pattern: string, file: string): boolean {
	const configs = new PrometheusConfigs();
	configs.keep(uri, parse(uri, config(JSON.stringify(pattern))));
	return configs.loading(file).length > 0;
}

describe("which configuration loads a rule file", () => {
	test.each([
		["rules.yml", "file:///srv/prometheus/rules.yml"],
		["./rules.yml", "file:///srv/prometheus/rules.yml"],
		["rules/*.yml", "file:///srv/prometheus/rules/api.yml"],
		["rules/a?i.yml", "file:///srv/prometheus/rules/api.yml"],
		["rules/[a-c]pi.yml", "file:///srv/prometheus/rules/api.yml"],
		["rules/[^x]pi.yml", "file:///srv/prometheus/rules/api.yml"],
		["../shared/*.yml", "file:///srv/shared/api.yml"],
		["/srv/prometheus/*.rules", "file:///srv/prometheus/x.rules"],
		["my rules/*.yml", "file:///srv/prometheus/my%20rules/a.yml"],
		["a\\*b.yml", "file:///srv/prometheus/a*b.yml"],
	])("%s names %s", (pattern, file) => {
		expect(loads(pattern, file)).toBe(true);
	});

	test.each([
		["rules.yml", "file:///srv/other/rules.yml"],
		["rules/*.yml", "file:///srv/prometheus/rules/deep/api.yml"],
		["rules/*.yml", "file:///srv/prometheus/rules/api.yaml"],
		["rules/[^a]pi.yml", "file:///srv/prometheus/rules/api.yml"],
		["rules/[a", "file:///srv/prometheus/rules/[a"],
		["rulesXyml", "file:///srv/prometheus/rules.yml"],
		["rules.yml", "untitled:rules.yml"],
		["rules.yml", "vscode-remote://host/srv/prometheus/rules.yml"],
	])("%s does not name %s", (pattern, file) => {
		expect(loads(pattern, file)).toBe(false);
	});
});

test("a configuration says how often its rules are evaluated and targets scraped, and which labels go out", () => {
	const configs = new PrometheusConfigs();
	configs.keep(uri, parse(uri, config('"*.yml"')));
	expect(configs.loading("file:///srv/prometheus/a.yml")).toMatchObject([
		{
			uri,
			evaluationIntervalSeconds: 15,
			scrapeIntervalsSeconds: [5, 30],
			externalLabels: new Map([["cluster", "north"]]),
		},
	]);
});

test("Prometheus's defaults count where nothing is written", () => {
	const configs = new PrometheusConfigs();
	configs.keep(uri, parse(uri, "rule_files: [a.yml]\nscrape_configs: []\n"));
	expect(configs.loading("file:///srv/prometheus/a.yml")).toMatchObject([
		{ evaluationIntervalSeconds: 60, scrapeIntervalsSeconds: [60] },
	]);
});

test("a configuration that changed or went is forgotten", () => {
	const configs = new PrometheusConfigs();
	const file = "file:///srv/prometheus/a.yml";
	configs.keep(uri, parse(uri, config("a.yml")));
	const before = configs.version;
	expect(configs.loading(file)).toHaveLength(1);
	configs.keep(uri, parse(uri, config("b.yml")));
	expect(configs.loading(file)).toHaveLength(0);
	expect(configs.version).not.toBe(before);
	const same = parse(uri, config("b.yml"));
	configs.keep(uri, same);
	const version = configs.version;
	configs.keep(uri, same);
	expect(configs.version).toBe(version);
});
