import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { emptyModel } from "../../../server/documents/tooLarge.ts";
import { Graph } from "../../../server/workspace/graph/graph.ts";
import type { IndexedFile } from "../../../server/workspace/graph/indexedFile.ts";
import { readIndexedFile } from "../../../server/workspace/graph/readIndexedFile.ts";

function read(uri: string, text: string): IndexedFile {
	const document = { uri, languageId: "yaml", version: 1, text };
	const file = readIndexedFile(document, createDocumentParser().parse(document) ?? emptyModel);
	if (file === undefined) throw new Error("The text is of no kind that is known.");
	return file;
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
	const graph = new Graph();
	graph.set(read(uri, config(JSON.stringify(pattern))));
	return graph.configsLoading(file).length > 0;
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

test("a configuration that changed or went is forgotten", () => {
	const graph = new Graph();
	const file = "file:///srv/prometheus/a.yml";
	const set = (text: string): void => graph.set(read(uri, text));
	set(config("a.yml"));
	const before = graph.contentVersion;
	expect(graph.configsLoading(file)).toHaveLength(1);
	set(config("b.yml"));
	expect(graph.configsLoading(file)).toHaveLength(0);
	expect(graph.contentVersion).not.toBe(before);
	const version = graph.contentVersion;
	set(config("b.yml"));
	expect(graph.contentVersion).toBe(version);
	set(config("a.yml"));
	expect(graph.configsLoading(file)).toHaveLength(1);
	graph.delete(uri);
	expect(graph.configsLoading(file)).toHaveLength(0);
});
