import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///t.yaml", languageId: "yaml", version: 1, text });

function check(marked: string): void {
	const text = marked
		.split("\n")
		.filter((line) => !/^\s*\^+ [a-z]+\//.test(line))
		.join("\n");
	expect(drawSquiggles(text, parse(text)?.problems ?? [])).toBe(marked);
}

const whole = `rule_files:
  - rules.yaml
evaluation_interval: 1m
group_eval_order: [a, b]
fuzzy_compare: true
tests:
  - name: down
    interval: 1m
    start_timestamp: 2026-01-01T00:00:00Z
    input_series:
      - series: 'up{job="api"}'
        values: 0x10
      - series: plain
        values: 5
    alert_rule_test:
      - eval_time: 5m
        alertname: TargetDown
        exp_alerts:
          - exp_labels:
              severity: 3
            exp_annotations:
              summary: Down
    promql_expr_test:
      - expr: sum(up)
        eval_time: 90s
        exp_samples:
          - labels: '{}'
            value: 1e3
          - labels: h
            histogram: '{{schema:1}}'
    external_labels: {site: a}
    external_url: http://x
`;

describe("problems", () => {
	it.each([
		["everything", whole],
		["nothing yet", "rule_files:\ntests:\n"],
		["a lone test", "tests:\n  - input_series: []\n"],
		[
			"values in a folded block that is the last",
			"tests:\n  - input_series:\n      - series: up\n        values: |\n          1 2\n",
		],
	])("are not in %s", (_, text) => {
		expect(parse(text)?.adapters).toEqual(["ruleTest"]);
		check(text);
	});

	it.each([
		["an unknown field", "tests:\n  - input_serie: []\n    ^^^^^^^^^^^ test/unknown-field\n    alert_rule_test: []\n"],
		[
			"values with a fault in a block",
			"tests:\n  - input_series:\n      - series: up\n        values: >-\n          1 2\n          3 x4\n            ^^ test/invalid-values\n",
		],
		[
			"a series with a fault in quotes",
			'tests:\n  - input_series:\n      - series: "up{a=~\\"b\\"}"\n                     ^^ test/invalid-series\n        values: 1\n',
		],
		[
			"a second line of values",
			"tests:\n  - input_series:\n      - series: up\n        values: |-\n          1 2\n          3 4\n          ^^^ test/invalid-values\n",
		],
		[
			"series behind a block",
			"tests:\n  - input_series:\n      - series: up\n        values: |\n        ^^^^^^ test/lost-series\n          1 2\n      - series: down\n        values: 1\n",
		],
		[
			"a test of no alert",
			"tests:\n  - alert_rule_test:\n      - eval_time: 5m\n        ^^^^^^^^^ test/missing-field\n",
		],
		[
			"a selector for labels",
			"tests:\n  - promql_expr_test:\n      - expr: up\n        exp_samples:\n          - labels: up[5m]\n                      ^ test/invalid-series\n",
		],
	])("mark %s", (_, marked) => {
		check(marked);
	});
});

it("holds tests, series and expressions", () => {
	const model = parse(whole);
	expect(model?.regions.map(({ text, context }) => [context.role, text])).toEqual([
		["series", 'up{job="api"}'],
		["series", "plain"],
		["ruleExpression", "sum(up)"],
		["series", "{}"],
		["series", "h"],
	]);
	const [test] = model?.ruleTests ?? [];
	expect(test?.ruleFiles.map(({ value }) => value)).toEqual(["rules.yaml"]);
	expect(test?.tests[0]?.alertTests[0]).toMatchObject({
		alert: { value: "TargetDown" },
		evaluationTimeSeconds: { value: 300 },
	});
	expect(model?.outline.map(({ name, children }) => [name, children.map((child) => child.name)])).toEqual([
		["down", ["TargetDown", "sum(up)"]],
	]);
});

it.each([
	["a server's configuration", "global: {}\nrule_files: [a]\nscrape_configs: []\n"],
	["tests of something else", "tests:\n  - name: x\n    run: y\n"],
])("%s is none", (_, text) => {
	expect(parse(text)?.adapters ?? []).not.toContain("ruleTest");
});

it("says nothing of vmalert's tests", () => {
	const model = parse(
		"tests:\n  - metricsql_expr_test:\n      - expr: x\n    alert_rule_test:\n      - groupname: g\n",
	);
	expect(model?.problems).toEqual([]);
	expect(model?.regions).toEqual([]);
});
