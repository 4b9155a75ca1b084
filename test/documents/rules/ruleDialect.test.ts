import { describe, expect, it } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import type { RuleDialect } from "../../../server/documents/rules/ruleDialect.ts";
import { createRuleFileAdapter } from "../../../server/documents/rules/ruleFile.ts";
import { parseYaml } from "../../../server/documents/yaml/parseYaml.ts";

const file = (field: string, expr = "up"): string =>
	`groups:\n  - name: g\n    ${field}\n    rules:\n      - record: a\n        expr: ${expr}\n`;

function read(dialect: RuleDialect, text: string) {
	const [yaml] = parseYaml(text, new Map(), new Map()).documents;
	if (yaml === undefined) throw new Error("no document");
	const source = { uri: "file:///r.yaml", languageId: "yaml", version: 1, text };
	return createRuleFileAdapter(new WeakMap(), dialect).parse({ source, yaml, syntax: "yaml", index: 0, before: [] });
}

describe("a dialect that is said", () => {
	it.each([
		["thanos", "partial_response_strategy: warn", []],
		["prometheus", "partial_response_strategy: warn", ["rule/foreign-field"]],
		["mimir", "source_tenants: [a]", []],
		["mimir", "concurrency: 2", ["rule/foreign-field"]],
		["loki", "limit: 1", []],
		["vmalert", "concurrency: 2", []],
		["vmalert", "concurency: 2", ["rule/unknown-field"]],
	] as const)("%s and the field %s", (dialect, field, codes) => {
		expect(read(dialect, file(field)).problems.map(({ code }) => code)).toEqual(codes);
	});

	it.each([
		["prometheus", ["ruleExpression"]],
		["vmalert", ["metricsql"]],
		["loki", []],
	] as const)("%s decides the language", (dialect, roles) => {
		expect(read(dialect, file("limit: 1")).regions.map(({ context }) => context.role)).toEqual(roles);
	});

	it("knows the namespace of Mimir's files", () => {
		expect(read("mimir", `namespace: n\n${file("limit: 1")}`).problems).toEqual([]);
		expect(read("thanos", `namespace: n\n${file("limit: 1")}`).problems.map(({ code }) => code)).toEqual([
			"rule/unknown-field",
		]);
	});
});

describe("misspelt groups", () => {
	const parse = (text: string) =>
		createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });

	it.each([
		["Groups", file("limit: 1").replace("groups", "Groups"), "rule/unknown-field"],
		["group", file("limit: 1").replace("groups", "group"), "rule/unknown-field"],
		["a mapping", "groups:\n  g:\n    rules:\n      - record: a\n        expr: up\n", "rule/wrong-type"],
	])("%s are told", (_, text, code) => {
		const model = parse(text);
		expect(model?.adapters).toEqual(["ruleFile"]);
		expect(model?.problems.map((problem) => problem.code)).toEqual([code]);
	});

	it("are read all the same", () => {
		expect(parse(file("limit: 1").replace("groups", "Groups"))?.regions.length).toBe(1);
	});
});
