import { describe, expect, test } from "vitest";
import type { Insight } from "../../../server/scaffold/insight.ts";
import { availability, renderSlo } from "../../support/renderSlo.ts";
import { createTestService } from "../../support/testService.ts";

const service = createTestService();

/** What is told of the place of `marker`; the file's beginning where it is left out. */
function explain(text: string, marker = ""): Insight | undefined {
	const document = { uri: "file:///slo.yaml", languageId: "yaml", version: 1, text };
	return service.explainSlo(document, text.indexOf(marker));
}

function tell(insight: Insight | undefined): string {
	if (insight === undefined) return "nothing";
	const { title, figures, paragraphs = [], notes } = insight;
	const told = figures.map(({ label, value, detail = "" }) => `${label}: ${value}. ${detail}`);
	return [title, ...told, ...paragraphs, ...notes].join("\n");
}

const slothRules = (budget: string): string => {
	const ratio = (window: string, factor: string): string =>
		`max(slo:sli_error:ratio_rate${window}{sloth_id="api-a", sloth_service="api"} > (${factor} * ${budget})) without (sloth_window)`;
	const pair = (short: string, long: string, factor: string): string =>
		`(\n              ${ratio(short, factor)}\n              and\n              ${ratio(long, factor)}\n          )`;
	return `groups:
  - name: sloth-slo-meta-recordings-api-a
    rules:
      - record: slo:time_period:days
        expr: vector(30)
        labels: { sloth_id: api-a }
  - name: sloth-slo-alerts-api-a
    rules:
      - alert: HighErrorRate
        expr: |
          ${pair("5m", "1h", "14.4")}
          or
          ${pair("30m", "6h", "6")}
        labels: { severity: page }
      - alert: HighErrorRate
        expr: |
          ${pair("2h", "1d", "3")}
          or
          ${pair("6h", "3d", "1")}
        labels: { severity: ticket }
`;
};

describe("rules", () => {
	test("of Sloth, whose budget is a number of a computer", () => {
		const told = tell(explain(slothRules("0.0009999999999999432"), "HighErrorRate"));
		expect(told).toContain("Objective: 99.9 %");
		expect(told).toContain("43 minutes 12 seconds in 30 days");
		expect(told).toContain("HighErrorRate (page): a total outage after 52 seconds.");
		expect(told).toContain(
			"Fires when 2 % of the 30-day budget is burnt within 1 hour (14.4 times as fast as allowed, an error ratio above 1.44 %), and errors still come as fast in the last 5 minutes.\n- or when 5 % of the 30-day budget is burnt within 6 hours",
		);
		expect(told).toContain("An error ratio of 50 % after 1 minute 44 seconds, of 10 % after 8 minutes 38 seconds");
		expect(told).toContain("Up to 0.6 % never fires.");
		expect(told).toContain("HighErrorRate (ticket)");
		expect(told).not.toContain("is taken");
	});

	test("of ours", async () => {
		const { rules } = await renderSlo({ ...availability, objective: "99.5", period: "28d" });
		const told = tell(explain(rules.content, "BudgetBurnsFast"));
		expect(told).toContain("Objective: 99.5 %");
		expect(told).toContain("2 % of the 28-day budget is burnt within 1 hour (13.4 times");
		expect(told).not.toContain("is taken");
	});

	test("of Pyrra, with a wait and a period by name", () => {
		const told = tell(
			explain(
				`groups:
  - name: api-increase
    rules:
      - record: http_requests:increase4w
        expr: sum(increase(http_requests_total[4w]))
        labels: { slo: api }
  - name: api
    rules:
      - alert: ErrorBudgetBurn
        expr: http_requests:burnrate5m{slo="api"} > (14 * (1-0.99)) and http_requests:burnrate1h{slo="api"} > (14 * (1-0.99))
        for: 2m
        labels: { severity: critical }
      - alert: ErrorBudgetBurn
        expr: http_requests:burnrate6h{slo="api"} > (1 * (1-0.99)) and http_requests:burnrate4d{slo="api"} > (1 * (1-0.99))
        for: 3h
        labels: { severity: warning }
`,
				"ErrorBudgetBurn",
			),
		);
		expect(told).toContain("Objective: 99 %");
		expect(told).toContain("6 hours 43 minutes in 28 days");
		// 14 % of an hour, and two minutes more.
		expect(told).toContain("a total outage after 10 minutes 24 seconds");
		expect(told).toContain("14 % of the 28-day budget is burnt within 4 days");
	});

	test("written out by hand, over the counters themselves", () => {
		const ratio = (window: string): string =>
			`sum(rate(errors_total[${window}])) / sum(rate(requests_total[${window}]))`;
		const text = `groups:
  - name: slo
    rules:
      - alert: Burns
        expr: (${ratio("1h")} > 14.4 * 0.01 and ${ratio("5m")} > 14.4 * 0.01) or (${ratio("6h")} > 6 * 0.01)
`;
		const told = tell(explain(text, "Burns"));
		expect(told).toContain("Burns: a total outage after 8 minutes 38 seconds.");
		expect(told).toContain(
			"or when 5 % of the 30-day budget is burnt within 6 hours (6 times as fast as allowed, an error ratio above 6 %).",
		);
		expect(told).toContain("30 days is taken");
	});

	test("an alert that cannot fire", () => {
		const text = `groups: [{ name: g, rules: [{ alert: A, expr: "a:ratio_rate1h > 14.4 * 0.1 and a:ratio_rate5m > 14.4 * 0.1" }] }]`;
		const insight = explain(text, "alert");
		expect(tell(insight)).toContain("A: cannot fire.");
		expect(insight?.pictures).toEqual([]);
	});

	test("other alerts are none", () => {
		expect(explain(`groups: [{ name: g, rules: [{ alert: A, expr: up == 0 }] }]`, "alert")).toBeUndefined();
		expect(explain(`groups: [{ name: g, rules: [{ alert: A, expr: "rate(x[5m]) > 3" }] }]`, "alert")).toBeUndefined();
		expect(explain("", "")).toBeUndefined();
	});
});

describe("specifications", () => {
	test("of Sloth", () => {
		const told = tell(
			explain(
				`version: prometheus/v1\nservice: api\nslos:\n  - name: a\n    objective: 99.9\n    sli: { events: { error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))' } }\n    alerting: { name: A }\n`,
			),
		);
		expect(told).toContain("99.9 % for a of api, over 30 days");
		expect(told).toContain("The page: a total outage after 52 seconds");
		expect(told).toContain("--default-slo-period");
	});

	test("of Pyrra, whose windows are parts of the period", () => {
		const told = tell(
			explain(
				`apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: { name: a }\nspec: { target: '99', window: 2w, indicator: { bool_gauge: { metric: up } } }\n`,
			),
		);
		expect(told).toContain("within 30 minutes (14 times");
		expect(told).toContain("It waits for 1 minute more");
	});

	test("one that is not whole says why", () => {
		const told = tell(
			explain(`version: prometheus/v1\nservice: api\nslos:\n  - { name: a, objective: 200, sli: {} }\n`),
		);
		expect(told).toContain("The SLI has no queries");
	});
});

test("the picture grows from a total outage to the least that fires", () => {
	const [picture] = explain(slothRules("0.001"), "HighErrorRate")?.pictures ?? [];
	if (picture?.kind !== "lines") throw new Error("There is no picture.");
	const [page] = picture.lines;
	const last = page?.points.at(-1);
	expect(last?.[0]).toBe(100);
	expect(last?.[1]).toBeCloseTo(0.864, 3);
	const times = page?.points.flatMap(([, minutes]) => minutes ?? []) ?? [];
	expect(times).toEqual(times.toSorted((a, b) => b - a));
});
