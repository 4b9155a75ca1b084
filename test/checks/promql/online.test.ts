import { expect, test } from "vitest";
import absentTooSoon from "../../../server/checks/alert/absentTooSoon.ts";
import firingHistory from "../../../server/checks/alert/firingHistory.ts";
import unknownExternalLabel from "../../../server/checks/alert/unknownExternalLabel.ts";
import type { Check } from "../../../server/checks/check.ts";
import type { CheckKnowledge } from "../../../server/checks/knowledge.ts";
import beyondRetention from "../../../server/checks/promql/beyondRetention.ts";
import counterWithoutRate from "../../../server/checks/promql/counterWithoutRate.ts";
import differentLabelSets from "../../../server/checks/promql/differentLabelSets.ts";
import queryCost from "../../../server/checks/promql/queryCost.ts";
import rateOfGauge from "../../../server/checks/promql/rateOfGauge.ts";
import rateOfRecordedSum from "../../../server/checks/promql/rateOfRecordedSum.ts";
import rateWindowTooShort from "../../../server/checks/promql/rateWindowTooShort.ts";
import unknownAlertName from "../../../server/checks/promql/unknownAlertName.ts";
import externalLabelCollision from "../../../server/checks/rule/externalLabelCollision.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { runCheck } from "../../support/checkExamples.ts";

async function find(check: Check, text: string, knowledge: Partial<CheckKnowledge>): Promise<readonly string[]> {
	const { problems } = await runCheck(check, { title: "", bad: "", good: "", knowledge }, text);
	return problems.map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
}

function alert(expression: string, more = ""): string {
	const tail = more === "" ? "" : `\n        ${more}`;
	return `groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: |-\n          ${expression}${tail}\n`;
}

const week = 604_800;
const day = 86_400;
const counters: Partial<CheckKnowledge> = {
	metadata: (name) => ({ type: name.endsWith("_total") || name.endsWith("_created") ? "counter" : "gauge", unit: "" }),
};
const minutely: Partial<CheckKnowledge> = { scrapeIntervalSeconds: () => 60 };
const twoWeeks: Partial<CheckKnowledge> = { retentionSeconds: () => 14 * day };
const eu: Partial<CheckKnowledge> = { externalLabels: () => new Map([["cluster", "eu"]]) };
const recorded = (expression: string): Partial<CheckKnowledge> => ({
	...counters,
	results: {
		metadata: () => undefined,
		recorded: () => [{ expression: parsePromql(expression).expression, labels: new Map() }],
	},
});
/** Label names by metric, and how many of its series lack a label. */
const labelled = (names: Readonly<Record<string, readonly string[]>>, lacking = 0): Partial<CheckKnowledge> => ({
	labelNamesOf: (selector) => names[/^\w+/.exec(selector)?.[0] ?? ""],
	seriesOf(selector) {
		const now = selector.includes('=""') ? lacking : 5;
		return { now, recent: now, windowSeconds: week };
	},
});
const ab = labelled({ a: ["__name__", "job", "mode"], b: ["__name__", "job"] });
const alerts: Partial<CheckKnowledge> = {
	alertExists: (name) => name === "Known",
	seriesOf: (selector) => ({ now: 0, recent: selector.includes("Foreign") ? 1 : 0, windowSeconds: week }),
};

test.each<[string, Check, string, Partial<CheckKnowledge>, readonly string[]]>([
	["a counter as it is", counterWithoutRate, "a_total > 5", counters, ["warning a_total"]],
	[
		"both sides of a share",
		counterWithoutRate,
		"a_total / b_total > 5",
		counters,
		["warning a_total", "warning b_total"],
	],
	["a gauge", counterWithoutRate, "a > 5", counters, []],
	["nothing known of its type", counterWithoutRate, "a_total > 5", {}, []],
	["a counter's rate", counterWithoutRate, "rate(a_total[5m]) > 5", counters, []],
	["how many there are", counterWithoutRate, "count(a_total) < 3", counters, []],
	["whether there was any", counterWithoutRate, "a_total == 0", counters, []],
	["that it is there", counterWithoutRate, "up == 0 and a_total unless b_total", counters, []],
	["its difference with itself", counterWithoutRate, "a_total - a_total offset 1h > 5", counters, []],
	["when it was scraped", counterWithoutRate, "time() - timestamp(a_total) > 60", counters, []],
	["a time stamp", counterWithoutRate, "time() - a_created > 60", counters, []],
	["one that a rule records", counterWithoutRate, "a_total > 5", recorded("sum(rate(b_total[5m]))"), []],

	["one scrape", rateWindowTooShort, "rate(a_total[1m]) > 5", minutely, ["warning [1m]"]],
	["less than two", rateWindowTooShort, "rate(a_total[90s]) > 5", minutely, ["warning [90s]"]],
	["less than four", rateWindowTooShort, "delta(a[3m]) > 5", minutely, ["information [3m]"]],
	["four", rateWindowTooShort, "rate(a_total[4m]) > 5", minutely, []],
	["two are enough for the last two", rateWindowTooShort, "irate(a_total[2m]) > 5", minutely, []],
	["one sample is enough", rateWindowTooShort, "max_over_time(a[1m]) > 5", minutely, []],
	["what rules record", rateWindowTooShort, "rate(job:a:sum[1m]) > 5", minutely, []],
	["a subquery", rateWindowTooShort, "rate(a_total[1m:10s]) > 5", minutely, []],
	["no interval known", rateWindowTooShort, "rate(a_total[1s]) > 5", {}, []],

	["a gauge's rate", rateOfGauge, "rate(a[5m]) > 5 or irate(a[5m]) > 5", counters, ["warning rate", "warning irate"]],
	["a gauge's slope", rateOfGauge, "deriv(a[5m]) > 5", counters, []],
	["a recorded one", rateOfGauge, "rate(job:a[5m]) > 5", counters, []],

	["a sum of counters", rateOfRecordedSum, "rate(x[5m]) > 5", recorded("sum(a_total)"), ["warning rate(x[5m])"]],
	["a sum of gauges", rateOfRecordedSum, "rate(x[5m]) > 5", recorded("sum(a)"), []],
	["a sum of rates", rateOfRecordedSum, "rate(x[5m]) > 5", recorded("sum(rate(a_total[5m]))"), []],
	["a counter as it is, recorded", rateOfRecordedSum, "rate(x[5m]) > 5", recorded('a_total{job="x"}'), []],
	["the sum itself", rateOfRecordedSum, "x > 5", recorded("sum(a_total)"), []],

	["a month", beyondRetention, "avg_over_time(a[30d]) > 5", twoWeeks, ["warning a[30d]"]],
	["two weeks", beyondRetention, "avg_over_time(a[14d]) > 5", twoWeeks, []],
	["an offset", beyondRetention, "a > a offset 3w", twoWeeks, ["warning a offset 3w"]],
	[
		"a subquery with a range in it",
		beyondRetention,
		"max_over_time(rate(a[1d])[14d:1h]) > 5",
		twoWeeks,
		["warning rate(a[1d])[14d:1h]"],
	],
	["a fixed time", beyondRetention, "a @ 1600000000 > 5", twoWeeks, []],
	["no retention known", beyondRetention, "avg_over_time(a[300d]) > 5", {}, []],

	["a label more", differentLabelSets, "a / b > 5", ab, ["warning b"]],
	["a label less", differentLabelSets, "b / a > 5", ab, ["warning b"]],
	["through functions", differentLabelSets, "rate(a[5m]) / abs(b) > 5", ab, ["warning abs(b)"]],
	["and", differentLabelSets, "a and b", ab, ["warning b"]],
	["unless", differentLabelSets, "a unless b", ab, []],
	["left out", differentLabelSets, "a / ignoring (mode) b > 5", ab, []],
	["not asked for", differentLabelSets, "a / on (job) b > 5", ab, []],
	["asked for", differentLabelSets, "a / on (mode) b > 5", ab, ["warning b"]],
	["nothing to match by", differentLabelSets, "a / on () group_left () b > 5", ab, []],
	["an aggregation", differentLabelSets, "sum by (job) (a) / b > 5", ab, []],
	["another label made", differentLabelSets, 'label_replace(b, "mode", "x", "", "") / a > 5', ab, []],
	["the same", differentLabelSets, "a / a > 5", ab, []],
	[
		"some series without the label",
		differentLabelSets,
		"a / b > 5",
		labelled({ a: ["job", "mode"], b: ["job"] }, 1),
		[],
	],
	[
		"selected by the label",
		differentLabelSets,
		'a{mode="x"} / b > 5',
		labelled({ a: ["job", "mode"], b: ["job"] }, 1),
		["warning b"],
	],
	["no labels known", differentLabelSets, "a / c > 5", ab, []],

	["nobody's alert", unknownAlertName, 'ALERTS{alertname="Gone"}', alerts, ['warning alertname="Gone"']],
	["somebody's alert", unknownAlertName, 'ALERTS{alertname="Known"}', alerts, []],
	["an alert of another server", unknownAlertName, 'ALERTS{alertname="Foreign"}', alerts, []],
	["one of several", unknownAlertName, 'ALERTS{alertname=~"Known|Gone"}', alerts, ['warning alertname=~"Known|Gone"']],
	["a pattern", unknownAlertName, 'ALERTS{alertname=~"Gone.*"}', alerts, []],
	["an excluded one", unknownAlertName, 'ALERTS{alertname!="Gone"}', alerts, []],
	["a label of that name elsewhere", unknownAlertName, 'a{alertname="Gone"}', alerts, []],
	[
		"rules that are not known",
		unknownAlertName,
		'ALERTS{alertname="Gone"}',
		{ ...alerts, alertExists: () => undefined },
		[],
	],

	[
		"a scalar's cost",
		queryCost,
		"vector(1) > 0",
		{ costOf: () => ({ series: 1, samples: 0, seconds: 0 }) },
		["information vector(1) > 0"],
	],
])("%s", async (_, check, expression, knowledge, expected) => {
	expect(await find(check, alert(expression), knowledge)).toEqual(expected);
});

test.each<[string, Check, string, Partial<CheckKnowledge>, readonly string[]]>([
	["absent at once", absentTooSoon, alert("absent(up)"), minutely, ["warning absent(up)"]],
	["absent for two scrapes", absentTooSoon, alert("absent(up)", "for: 2m"), minutely, []],
	["absent over time", absentTooSoon, alert("absent_over_time(up[10m])"), minutely, []],
	["absent of a sum", absentTooSoon, alert("absent(sum(up))"), minutely, []],
	["absent of a recorded metric", absentTooSoon, alert("absent(job:up:sum)"), minutely, []],
	["absent, scraped nobody knows how often", absentTooSoon, alert("absent(up)"), {}, []],
	["the external label's own value", externalLabelCollision, alert("up", "labels: { cluster: eu }"), eu, []],
	["a label taken away", externalLabelCollision, alert("up", 'labels: { cluster: "" }'), eu, []],
	["another value", externalLabelCollision, alert("up", "labels: { cluster: us }"), eu, ["warning cluster"]],
	["no external labels known", externalLabelCollision, alert("up", "labels: { cluster: us }"), {}, []],
	[
		"external labels, one of them by its other name",
		unknownExternalLabel,
		alert("up", 'annotations: { a: "{{ .ExternalLabels.zone }} {{ .ExternalLabels.cluster }}" }'),
		eu,
		["warning .ExternalLabels.zone"],
	],
	[
		"an external label that the template asks for first",
		unknownExternalLabel,
		alert("up", 'annotations: { a: "{{ if $externalLabels.zone }}{{ $externalLabels.zone }}{{ end }}" }'),
		eu,
		[],
	],
	[
		"once in a day",
		firingHistory,
		alert("up == 0"),
		{ historyOf: () => ({ fired: 1, series: 1, firingSeconds: 90 }) },
		["information A"],
	],
])("%s", async (_, check, text, knowledge, expected) => {
	expect(await find(check, text, knowledge)).toEqual(expected);
});

test("a dashboard's own window and variables are not judged", async () => {
	const panel = (expr: string) => ({ type: "timeseries", title: expr, targets: [{ expr }] });
	const dashboard = JSON.stringify({
		title: "D",
		schemaVersion: 39,
		panels: ["rate(a_total[$__rate_interval])", "rate($metric[1m])", "rate(a_total[1m])"].map(panel),
	});
	const example = { title: "", bad: "", good: "", file: "d.json", knowledge: minutely };
	const { problems } = await runCheck(rateWindowTooShort, example, dashboard);
	expect(problems.map(({ span }) => dashboard.slice(span.start, span.end))).toEqual(["[1m]"]);
});
