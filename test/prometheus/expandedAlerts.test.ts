import { expect, test } from "vitest";
import { EXPANDED_ALERTS, failing } from "../support/expandedAlerts.ts";
import { testRules } from "../support/promtool.ts";

/** promtool does not say what an annotation became unless it was expected to be something else. */
test("templates become in promtool what they become here", async () => {
	const rules = EXPANDED_ALERTS.map(({ template }, index) => ({
		alert: `A${index}`,
		expr: `x{case="${index}"} > 0`,
		annotations: { text: `«${template.replaceAll('"x"', `"label_replace(x{case='${index}'}, 'case', '', '', '')"`)}»` },
	}));
	const unlabelled = rules.map((rule, index) => ({
		...rule,
		expr: `label_replace(x{case="${index}"}, "case", "", "", "") > 0`,
	}));
	const { output } = await testRules([JSON.stringify({ groups: [{ name: "g", rules: unlabelled }] })], {
		interval: "1m",
		input_series: EXPANDED_ALERTS.map(({ value }, index) => ({
			series: `x{a="v",host="db.example.org:9100",case="${index}"}`,
			values: `${value} ${value} ${value}`,
		})),
		alert_rule_test: rules.map(({ alert }) => ({
			eval_time: "2m",
			alertname: alert,
			exp_alerts: [{ exp_labels: { a: "other" }, exp_annotations: {} }],
		})),
	});
	const said = EXPANDED_ALERTS.map((_, index) => {
		const from = output.indexOf(`alertname: A${index},`);
		expect(from, output).toBeGreaterThan(-1);
		const next = output.indexOf("alertname: A", from + 1);
		const part = output.slice(from, next === -1 ? undefined : next);
		const [, quoted] = /Annotations:\{text="((?:[^"\\]|\\.)*)"\}/.exec(part) ?? [];
		if (quoted?.includes("error expanding template") === true) return failing;
		return quoted === undefined ? part : (JSON.parse(`"${quoted}"`) as string).slice(1, -1);
	});
	expect(said).toEqual(EXPANDED_ALERTS.map(({ text }) => text));
});
