import { describe, expect, it } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { createTestService, never } from "../../support/testService.ts";

const service = createTestService();
let files = 0;

async function codesOf(text: string): Promise<readonly string[]> {
	files += 1;
	const document = { uri: `file:///resource-${files}.yaml`, languageId: "yaml", version: 1, text };
	return ((await service.diagnose(document, never)) ?? []).map(({ code }) => code);
}

const sourcesOf = (text: string): readonly string[] =>
	createDocumentParser()
		.parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text })
		?.regions.map((region) => region.source ?? region.text) ?? [];

const keda = (type: string, query: string): string =>
	`apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: a}\nspec:\n  triggers:\n    - type: ${type}\n      metadata:\n        query: ${query}\n`;
const argo = (query: string): string =>
	`apiVersion: argoproj.io/v1alpha1\nkind: ClusterAnalysisTemplate\nmetadata: {name: a}\nspec:\n  args: [{name: svc}]\n  metrics:\n    - name: m\n      provider:\n        prometheus:\n          query: |\n            ${query}\n`;
const flagger = (query: string): string =>
	`apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: {name: a}\nspec:\n  provider: {type: prometheus}\n  query: |\n    ${query}\n`;

describe("queries", () => {
	it.each([
		["of a Prometheus trigger", keda("prometheus", "sum(up)"), ["sum(up)"]],
		["of another trigger", keda("postgresql", "SELECT 1"), []],
		["with arguments", argo('sum(rate(r{service="{{args.svc}}"}[{{ args.window }}]))\n'), 1],
		[
			"with the canary's names",
			flagger('sum(rate(r{namespace="{{ namespace }}"}[{{ interval }}])) / {{ variables.x }}\n'),
			1,
		],
	])("%s are read and have no fault", async (_, text, expected) => {
		const sources = sourcesOf(text);
		if (typeof expected === "number") expect(sources.length).toBe(expected);
		else expect(sources).toEqual(expected);
		expect(await codesOf(text)).toEqual([]);
	});

	it.each([
		["of a trigger", keda("prometheus", "sum(up")],
		["beside an argument", argo('sum(r{service="{{args.svc}}"}\n')],
		["beside a name", flagger('sum(r{namespace="{{ namespace }}"}\n')],
	])("%s have their faults told", async (_, text) => {
		expect(await codesOf(text)).toEqual(["promql/unclosed"]);
	});
});

describe("resources with rules", () => {
	const rules = (api: string, kind: string, rule: string): string =>
		`apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a}\nspec:\n  groups:\n    - name: g\n      interval: 30s\n      rules:\n        - ${rule}\n`;

	it.each(["Rules", "ClusterRules", "GlobalRules"])("%s of Google's are judged", async (kind) => {
		const text = rules("monitoring.googleapis.com/v1", kind, "record: a\n          expr: sum(up");
		expect(await codesOf(text)).toEqual(["promql/unclosed"]);
	});

	it("VMRule has its MetricsQL read without a verdict", async () => {
		const text = rules(
			"operator.victoriametrics.com/v1beta1",
			"VMRule",
			"record: a\n          expr: rate(up) keep_metric_names\n          debug: true",
		);
		expect(sourcesOf(text)).toEqual(["rate(up) keep_metric_names"]);
		expect(await codesOf(text)).toEqual([]);
	});
});
