import { describe, expect, it } from "vitest";
import { faultCatalogue } from "../../../server/checks/faultCatalogue.ts";
import { findRemoved, type RemovedRules } from "../../../server/checks/removed/removedRules.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const service = createTestService();
const code = "rule/removed-but-used";
const indexOf = (text: string, name = "rules.yaml") => service.indexOf(createDocument(text, 1, `file:///${name}`));
const compare = (before: string, after: string): RemovedRules | undefined =>
	findRemoved(
		[indexOf(before)].filter((file) => file !== undefined),
		[indexOf(after)].filter((file) => file !== undefined),
		(uri) => uri.slice("file:///".length),
	);
const usesIn = (text: string, removed: RemovedRules): readonly string[] =>
	service.removedUses(createDocument(text), removed).map(({ span }) => text.slice(span.start, span.end));

const rules = (...items: readonly string[]): string =>
	`groups:\n  - name: g\n    rules:\n${items.map((item) => `      - ${item}\n`).join("")}`;
const record = "record: a:b\n        expr: sum(up)";
const alert = "alert: Down\n        expr: up == 0";
const gone: RemovedRules = {
	recordings: new Map([["a:b", "rules.yaml"]]),
	alerts: new Map([["Down", "rules.yaml"]]),
};

describe("what a change removes", () => {
	it.each([
		["a recording", rules(record, alert), rules(alert), [["a:b"], []]],
		["an alert", rules(record, alert), rules(record), [[], ["Down"]]],
		["a name", rules(record, alert), rules(record.replace("a:b", "a:c"), alert), [["a:b"], []]],
		["everything", rules(record, alert), "", [["a:b"], ["Down"]]],
	])("is known by name: %s", (_, before, after, names) => {
		const removed = compare(before, after);
		expect([[...(removed?.recordings.keys() ?? [])], [...(removed?.alerts.keys() ?? [])]]).toEqual(names);
	});

	it.each([
		["an expression", rules(record, alert), rules(record.replace("sum", "max"), alert)],
		["the order", rules(record, alert), rules(alert, record)],
		["nothing but a second rule of the name", rules(record, record), rules(record)],
	])("is nothing where it changes %s", (_, before, after) => {
		expect(compare(before, after)).toBeUndefined();
	});
});

describe("a use of what is gone", () => {
	it.each([
		["a rule", rules("alert: X\n        expr: a:b > 1 and on () sum(a:b) > 2"), ["a:b", "a:b"]],
		["a matcher of the name", rules('alert: X\n        expr: "{__name__=\\"a:b\\"} > 1"'), ['\\"a:b\\"']],
		["ALERTS", rules("alert: X\n        expr: count(ALERTS{alertname='Down'}) > 1"), ["'Down'"]],
		[
			"a template",
			rules("alert: X\n        expr: up == 0\n        annotations:\n          a: '{{ query \"a:b\" }}'"),
			["a:b"],
		],
		[
			"a dashboard",
			'{\n"schemaVersion": 39, "title": "x", "panels": [{"id": 1, "type": "timeseries", "title": "t", "targets": [{"refId": "A", "expr": "rate(a:b[5m])"}]}]}',
			["a:b"],
		],
		[
			"an inhibition",
			"route:\n  receiver: x\nreceivers:\n  - name: x\ninhibit_rules:\n  - source_matchers: [alertname=Down]\n    target_matchers: [severity=page]\n",
			["alertname=Down"],
		],
		[
			"a unit test",
			"rule_files: [rules.yaml]\ntests:\n  - interval: 1m\n    input_series: []\n    alert_rule_test:\n      - eval_time: 1m\n        alertname: Down\n        exp_alerts: []\n",
			["Down"],
		],
	])("is found in %s", (_, text, uses) => {
		expect(usesIn(text, gone)).toEqual(uses);
	});

	it.each([
		["another metric", rules("alert: X\n        expr: a:bc > 1 and up{a='a:b'}")],
		["the metric that an alert was called like", rules("alert: X\n        expr: Down > 1")],
		["a pattern that may match others", rules('alert: X\n        expr: "{__name__=~\\"a:.*\\"} > 1"')],
		[
			"what a unit test brings along",
			"rule_files: [rules.yaml]\ntests:\n  - interval: 1m\n    input_series:\n      - series: a:b\n        values: 1 1\n",
		],
	])("is no use: %s", (_, text) => {
		expect(usesIn(text, gone)).toEqual([]);
	});

	it("is told with its name and where it was", () => {
		const [problem] = service.removedUses(createDocument(rules("alert: X\n        expr: a:b > 1")), gone);
		expect(problem?.message).toContain("Nothing records a:b any more: rules.yaml did");
	});
});

it("is what the example of the catalogue shows", () => {
	const { bad = "", good = "" } = faultCatalogue[code]?.example ?? {};
	const removed = compare(good, bad);
	expect(removed && service.removedUses(createDocument(bad), removed).map((problem) => problem.code)).toEqual([code]);
	expect(compare(good, good)).toBeUndefined();
});
