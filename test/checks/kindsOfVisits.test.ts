import { expect, test } from "vitest";
import { defineCheck } from "../../server/checks/check.ts";
import { walk } from "../../server/promql/visit.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const described = { title: "T", severity: "warning", why: "W", fix: "F", examples: [] } as const;

/** Tells of every selector, and of every expression whatever stands in its variables. */
const selectors = defineCheck({
	...described,
	id: "test/selectors",
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind === "selector") {
					report({ at: expression.at(part), message: `${expression.use} ${expression.textOf(part)}` });
				}
			}
			report({ at: expression.at(expression.expression), message: "all", evenMasked: true });
		},
	},
});

const kinds = defineCheck({
	...described,
	id: "test/kinds",
	visit: {
		dashboard({ dashboard, targets }, { report }) {
			report({ at: dashboard.span, message: `dashboard of ${targets.length}` });
		},
		alertmanager({ span, receivers }, { report }) {
			report({ at: span, message: `receivers ${receivers.map(({ name }) => name.value).join()}` });
		},
		ruleTest({ span, tests }, { report }) {
			report({ at: span, message: `${tests.length} tests` });
		},
	},
});

async function messages(
	name: string,
	text: string,
	check: typeof selectors | typeof kinds,
): Promise<readonly string[]> {
	const service = createTestService(undefined, [check]);
	const document = createDocument(text, 1, `file:///visits/${name}`);
	const languageId = name.endsWith(".json") ? "json" : "yaml";
	const problems = (await service.diagnose({ ...document, languageId }, never)) ?? [];
	expect(service.logged).toEqual([]);
	return problems.filter(({ code }) => code.startsWith("test/")).map(({ message }) => message);
}

const dashboard = JSON.stringify(
	{
		title: "D",
		uid: "d",
		schemaVersion: 39,
		panels: [
			{
				id: 1,
				type: "timeseries",
				title: "P",
				datasource: { type: "prometheus", uid: "p" },
				targets: [
					{ refId: "A", expr: 'sum(rate(a_total{job="$job"}[$__rate_interval])) / sum(b)' },
					{ refId: "B", expr: "rate(" },
				],
			},
		],
		templating: { list: [] },
	},
	undefined,
	2,
);

test("a panel's queries are judged, but for what a variable is in, unless that does not matter", async () => {
	expect(await messages("d.json", dashboard, selectors)).toEqual(["all", "panel b"]);
});

test("a dashboard is judged with the targets that are without a fault", async () => {
	expect(await messages("d.json", dashboard, kinds)).toEqual(["dashboard of 1"]);
});

test("an Alertmanager configuration and a rule test are judged once each", async () => {
	const alertmanager = "route:\n  receiver: a\nreceivers:\n  - name: a\n";
	expect(await messages("alertmanager.yml", alertmanager, kinds)).toEqual(["receivers a"]);
	const ruleTest = `rule_files: [r.yaml]\ntests:\n  - interval: 1m\n    input_series:\n      - series: up\n        values: "1"\n    promql_expr_test:\n      - expr: sum(up)\n        eval_time: 1m\n        exp_samples: []\n`;
	expect(await messages("test.yaml", ruleTest, kinds)).toEqual(["1 tests"]);
	expect(await messages("test.yaml", ruleTest, selectors)).toEqual(["all", "test up"]);
});
