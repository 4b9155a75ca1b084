import { expect, test } from "vitest";
import { EXPANDED_TEMPLATES, withoutMarks } from "../support/expandedTemplates.ts";
import { testRules } from "../support/promtool.ts";

/** What is said to fail when an alert fires is put to the real expansion, and so is what is said to work. */
test("templates fail in promtool where they are marked", async () => {
	const rules = EXPANDED_TEMPLATES.map((template, index) => ({
		alert: `A${index}`,
		expr: "x > 0",
		annotations: { text: withoutMarks(template) },
	}));
	const { output } = await testRules([JSON.stringify({ groups: [{ name: "g", rules }] })], {
		interval: "1m",
		input_series: [{ series: 'x{a="v"}', values: "2 2 2" }],
		// Nothing is as expected, so that each text is printed.
		alert_rule_test: rules.map(({ alert }) => ({
			eval_time: "2m",
			alertname: alert,
			exp_alerts: [{ exp_labels: { a: "other" }, exp_annotations: {} }],
		})),
	});
	const failing = EXPANDED_TEMPLATES.filter((_, index) => {
		const from = output.indexOf(`alertname: A${index},`);
		expect(from, output).toBeGreaterThan(-1);
		const next = output.indexOf("alertname: A", from + 1);
		return output.slice(from, next === -1 ? undefined : next).includes("error expanding template");
	});
	expect(failing).toEqual(EXPANDED_TEMPLATES.filter((template) => template.includes("»")));
});
