import { expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { assembleRuleTest } from "../../server/scaffold/ruleTest/assembleRuleTest.ts";
import { readTestedFile } from "../../server/scaffold/ruleTest/testedRules.ts";
import { runRuleTest } from "../support/promtool.ts";
import { readWorkspaceFile } from "../support/workspaceGraph.ts";

const rules = `groups:
  - name: alerts
    rules:
      - alert: HighErrorRatio
        expr: job:errors:ratio_rate5m > 0.05
        for: 5m
        labels:
          severity: page
          team: "{{ $labels.job }}-team"
        annotations:
          summary: '{{ $labels.job }}: {{ $value | humanizePercentage }} of "requests" fail'
          description: |
            More than 5 %.
            Now: {{ with query "up" }}{{ . | first | value }}{{ end }}
      - alert: Quiet
        expr: absent(up{job="api"}) and on () vector(1)
        keep_firing_for: 3m
      - alert: Watching
        expr: count by (alertname) (ALERTS{alertstate="pending"}) > 0
  - name: recorded
    rules:
      - record: job:errors:ratio_rate5m
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
        labels:
          cluster: eu
`;

test("an assembled test passes, and expects what is to be expected", async () => {
	const { source } = await readWorkspaceFile("rules/api.yaml", rules);
	const model = createDocumentParser().parse(source);
	if (model === undefined) throw new Error("The rules are no rule file.");
	const assembled = assembleRuleTest({
		path: "tests/api_test.yaml",
		ruleFiles: [readTestedFile("rules/api.yaml", model)],
		cases: [
			{
				name: "errors",
				series: [
					{ series: 'errors_total{job="api"}', values: "0+6x10 60+0x30" },
					{ series: 'requests_total{job="api"}', values: "0+60x40" },
					{ series: 'up{job="api"}', values: "1x10 stale" },
				],
				alerts: [5, 6, 8, 10, 20, 30].flatMap((minutes) =>
					["HighErrorRatio", "Quiet", "Watching"].map((name) => ({ name, seconds: minutes * 60 })),
				),
				expressions: [{ expression: "job:errors:ratio_rate5m", seconds: 600 }],
			},
		],
	});
	if (assembled.kind === "refused") throw new Error(assembled.reason);
	const { ok, output } = await runRuleTest(
		{ "rules/api.yaml": rules, "tests/api_test.yaml": assembled.text },
		"tests/api_test.yaml",
	);
	expect(output).toContain("SUCCESS");
	expect(ok).toBe(true);
	const fired = assembled.file.tests[0]?.alerts.map(
		({ name, seconds, firing }) => `${name} ${seconds / 60} ${firing.length}`,
	);
	expect(fired).toMatchInlineSnapshot(`
		[
		  "HighErrorRatio 5 0",
		  "Quiet 5 0",
		  "Watching 5 1",
		  "HighErrorRatio 6 1",
		  "Quiet 6 0",
		  "Watching 6 0",
		  "HighErrorRatio 8 1",
		  "Quiet 8 0",
		  "Watching 8 0",
		  "HighErrorRatio 10 1",
		  "Quiet 10 0",
		  "Watching 10 0",
		  "HighErrorRatio 20 0",
		  "Quiet 20 1",
		  "Watching 20 0",
		  "HighErrorRatio 30 0",
		  "Quiet 30 1",
		  "Watching 30 0",
		]
	`);
});
