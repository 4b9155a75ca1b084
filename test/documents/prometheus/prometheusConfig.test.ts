import { describe, expect, test } from "vitest";
import type { DocumentModel, OutlineItem } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";

function parse(text: string): DocumentModel | undefined {
	return createDocumentParser().parse({ uri: "file:///prometheus.yml", languageId: "yaml", version: 1, text });
}

/** Each problem as its code and the text that it is told at. */
function findProblems(text: string): readonly string[] {
	return (parse(text)?.problems ?? []).map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

const job = (lines: string): string => `scrape_configs:\n  - job_name: api\n${lines.replace(/^/gm, "    ")}\n`;

describe("what Prometheus refuses is told at its place", () => {
	test.each([
		[job("metric_path: /x"), ["prometheus/unknown-field: metric_path"]],
		[job("scrape_interval: 1.5m"), ["prometheus/invalid-duration: 1.5m"]],
		[job("scrape_timeout: 2m"), ["prometheus/timeout-above-interval: 2m"]],
		[job("kubernetes_sd_configs: [{ role: pods }]"), ["prometheus/invalid-value: pods"]],
		[job("kubernetes_sd_configs: [{ namespaces: {} }]"), ["prometheus/missing-field: namespaces"]],
		[
			job("kubernetes_sd_configs: [{ role: node, basic_auth: { username: a } }]"),
			["prometheus/invalid-value: basic_auth"],
		],
		[job("kubernetes_sd_configs: [{ role: node, selectors: [{ role: pod }] }]"), ["prometheus/invalid-value: pod"]],
		[
			job("marathon_sd_configs: [{ servers: [a], auth_token: b, basic_auth: {} }]"),
			["prometheus/conflicting-fields: auth_token"],
		],
		[
			job("azure_sd_configs: [{ subscription_id: a, tenant_id: b, client_id: c }]"),
			["prometheus/missing-field: subscription_id"],
		],
		[
			job("relabel_configs:\n  - action: keepequal\n    source_labels: [a]\n    target_label: b\n    regex: c"),
			["prometheus/invalid-relabelling: regex"],
		],
		[
			job("scrape_protocols: [PrometheusText0.0.4, prometheustext0.0.4]"),
			["prometheus/invalid-value: prometheustext0.0.4"],
		],
		[
			"scrape_configs: []\notlp: { ignore_resource_attributes: [a] }\n",
			["prometheus/invalid-value: ignore_resource_attributes"],
		],
	])("%j", (text, problems) => {
		expect(findProblems(text)).toEqual(problems);
	});

	test.each([
		"stream_parse: true\nseries_limit: 10",
		"relabel_configs: [{ action: keep_if_equal, source_labels: [a, b] }]",
		"metric_relabel_configs: [{ if: '{a=\"b\"}', action: drop }]",
		"pipeline_stages: [{ docker: {} }]",
	])("but what another program reads is its own: %s", (keys) => {
		expect(findProblems(job(keys))).toEqual([]);
	});

	test("a slip of the keyboard has a fix", () => {
		const [problem] = parse(job("metric_path: /x"))?.problems ?? [];
		expect(problem?.fix).toMatchObject({ edits: [{ newText: "metrics_path" }] });
	});

	test("what newer versions know is right", () => {
		expect(
			findProblems(
				`global: { scrape_native_histograms: true, metric_name_escaping_scheme: dots }\nruntime: { gogc: 50, log_level: debug }\n${job("fallback_scrape_protocol: PrometheusText0.0.4\nstackit_sd_configs: [{ project: a }]\nhttp_headers: { X-A: { values: [b] } }")}storage: { tsdb: { retention: { time: 30d, size: 5GB, percentage: 80 } } }\n`,
			),
		).toEqual([]);
	});

	test("an interval that cannot be read is compared with nothing", () => {
		expect(findProblems(`global: { scrape_interval: soon }\n${job("scrape_timeout: 90s")}`)).toEqual([
			"prometheus/invalid-duration: soon",
		]);
	});

	test("what lacks something while its YAML is broken is let be", () => {
		expect(findProblems('scrape_configs:\n  - scheme: "http\n').every((one) => one.startsWith("yaml/"))).toBe(true);
	});
});

describe("files of other programs are left alone", () => {
	test.each([
		[
			"Promtail",
			"server:\n  http_listen_port: 1\nclients: []\nscrape_configs:\n  - job_name: a\n    pipeline_stages: []\n",
		],
		["a unit test of rules", "rule_files: [a.yml]\nevaluation_interval: 1m\ntests: []\n"],
		["the OpenTelemetry Collector", "receivers:\n  prometheus:\n    config:\n      scrape_configs: []\nservice: {}\n"],
		["Helm values", "image: a\nglobal:\n  scrape_interval: 1m\nserver: {}\n"],
		["a Kubernetes resource", "apiVersion: v1\nkind: X\nscrape_configs: []\n"],
	])("%s", (_, text) => {
		expect(parse(text)?.prometheusConfigs ?? []).toEqual([]);
	});
});

test("the model says what rules need to know", () => {
	const text = `global:\n  scrape_interval: 15s\n  evaluation_interval: 30s\n  external_labels: { cluster: a }\nrule_files: [a.yml, "b/*.yml"]\n${job("scrape_interval: 5s\nmetrics_path: /m")}`;
	expect(parse(text)?.prometheusConfigs).toMatchObject([
		{
			scrapeIntervalSeconds: { value: 15 },
			evaluationIntervalSeconds: { value: 30 },
			externalLabels: [{ key: { value: "cluster" }, value: { value: "a" } }],
			ruleFiles: [{ value: "a.yml" }, { value: "b/*.yml" }],
			scrapeJobs: [{ name: { value: "api" }, scrapeIntervalSeconds: { value: 5 }, metricsPath: { value: "/m" } }],
		},
	]);
});

test("jobs and rule files are symbols", () => {
	const outline: readonly OutlineItem[] = parse(`rule_files: [a.yml]\n${job("metrics_path: /m")}`)?.outline ?? [];
	expect(outline.map(({ name, detail, kind }) => `${kind} ${name} (${detail})`)).toEqual([
		"section a.yml (rule files)",
		"scrapeJob api (scrape job, /m)",
	]);
});
