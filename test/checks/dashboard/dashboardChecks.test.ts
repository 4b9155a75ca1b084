import { expect, test } from "vitest";
import type { Check } from "../../../server/checks/check.ts";
import allHidden from "../../../server/checks/dashboard/allHidden.ts";
import duplicatePanelId from "../../../server/checks/dashboard/duplicatePanelId.ts";
import hardCodedDatasource from "../../../server/checks/dashboard/hardCodedDatasource.ts";
import impossibleLegend from "../../../server/checks/dashboard/impossibleLegend.ts";
import instantInTimeSeries from "../../../server/checks/dashboard/instantInTimeSeries.ts";
import multiValueEquality from "../../../server/checks/dashboard/multiValueEquality.ts";
import noTargets from "../../../server/checks/dashboard/noTargets.ts";
import rateInterval from "../../../server/checks/dashboard/rateInterval.ts";
import summedCounter from "../../../server/checks/dashboard/summedCounter.ts";
import undefinedVariable from "../../../server/checks/dashboard/undefinedVariable.ts";
import unusedVariable from "../../../server/checks/dashboard/unusedVariable.ts";
import wrongUnit from "../../../server/checks/dashboard/wrongUnit.ts";
import { runCheck } from "../../support/checkExamples.ts";

const file = { title: "", bad: "", good: "", file: "dashboard.json" };
const frame = { title: "D", schemaVersion: 41 };
const job = { name: "job", type: "query", query: "label_values(up, job)", multi: true, refresh: 1 };

/** What `check` marks in a dashboard. */
async function found(check: Check, dashboard: object): Promise<readonly string[]> {
	const text = JSON.stringify({ ...frame, ...dashboard }, undefined, 1);
	const { problems } = await runCheck(check, file, text);
	return problems.map(({ span }) => text.slice(span.start, span.end));
}

/** A dashboard with one panel that asks for `expr`; `panel` and `target` say what else they have. */
const asking = (expr: string, panel: object = {}, target: object = {}, variables: readonly object[] = [job]) => ({
	panels: [{ id: 1, type: "timeseries", title: "P", ...panel, targets: [{ refId: "A", expr, ...target }] }],
	templating: { list: variables },
});

test.each([
	["a fixed window", "rate(a[5m])", {}, {}, ["5m"]],
	["one that is a variable", "rate(a[$window])", {}, {}, []],
	["one that is computed", "rate(a[5m:])", {}, {}, []],
	["the step", "rate(a[$__interval])", {}, {}, ["$__interval"]],
	["the step in braces", "increase(a[${__interval}])", {}, {}, ["${__interval}"]],
	["the step with a minimum", "rate(a[$__interval])", { interval: "2m" }, {}, []],
	["the step with a minimum of the query", "rate(a[$__interval])", {}, { interval: "2m" }, []],
	["a long window", "rate(a[1d])", {}, {}, []],
	["an increase", "increase(a[5m])", {}, {}, []],
	["a query for one moment", "rate(a[5m])", {}, { instant: true }, []],
	["one value", "rate(a[5m])", { type: "stat" }, {}, []],
	["the right window", "rate(a[$__rate_interval])", {}, {}, []],
])("the window of a rate: %s", async (_, expr, panel, target, marked) => {
	expect(await found(rateInterval, asking(expr, panel, target))).toEqual(marked);
});

test.each([
	["several values", 'up{job="$job"}', {}, 1],
	["without them", 'up{job!="${job}"}', {}, 1],
	["in the old spelling", 'up{job="[[job]]"}', {}, 1],
	["as a regular expression", 'up{job="${job:regex}"}', {}, 1],
	["in another format", 'up{job="${job:csv}"}', {}, 0],
	["as a part of the value", 'up{job="x-$job"}', {}, 0],
	["rightly", 'up{job=~"$job"}', {}, 0],
	["of a variable that nobody knows", 'up{job="$other"}', {}, 0],
	["in a panel for each value", 'up{job="$job"}', { repeat: "job" }, 0],
])("equality with %s", async (_, expr, panel, count) => {
	expect(await found(multiValueEquality, asking(expr, panel))).toHaveLength(count);
});

test("the query of a variable that hangs on another one is looked at too", async () => {
	const instance = { name: "instance", type: "query", query: { query: 'label_values(up{job="$job"}, instance)' } };
	expect(await found(multiValueEquality, asking("up", {}, {}, [job, instance]))).toEqual(['job=\\"$job\\"']);
});

test("a repeated row has one value in each of its panels", async () => {
	const panel = { id: 2, type: "stat", title: "P", targets: [{ refId: "A", expr: 'up{job="$job"}' }] };
	const row = { id: 1, type: "row", title: "$job", collapsed: true, panels: [panel] };
	const templating = { list: [job] };
	expect(await found(multiValueEquality, { panels: [{ ...row, repeat: "job" }], templating })).toEqual([]);
	expect(await found(multiValueEquality, { panels: [row], templating })).toHaveLength(1);
	const open = { ...row, collapsed: false, panels: [], repeat: "job" };
	expect(await found(multiValueEquality, { panels: [open, panel], templating })).toEqual([]);
});

test.each([
	["one that is there", 'up{job=~"$job"}', []],
	["one that is not", 'up{job=~"$jbo"}', ["$jbo"]],
	["one twice", 'up{job=~"$jbo"} + up{job=~"$jbo"}', ["$jbo"]],
	["Grafana's own", "rate(up[$__rate_interval]) * ${__range_s}", []],
	["what an import fills in", 'up{job="${VAR_JOB}"}', []],
	["groups of an expression", 'label_replace(up, "a", "$1$rest", "b", "(x)(?P<rest>.*)")', []],
	["the end of an expression", 'up{job=~"a$|b$"}', []],
])("variables: %s", async (_, expr, marked) => {
	expect(await found(undefinedVariable, asking(expr))).toEqual(marked);
});

test.each([
	["as a data source", { datasource: { type: "prometheus", uid: "${ds}" } }, ['"${ds}"']],
	["as one that an import asks for", { datasource: { type: "prometheus", uid: "${DS_PROMETHEUS}" } }, []],
	["to repeat", { repeat: "jbo" }, ['"jbo"']],
	["to repeat by one that is there", { repeat: "job" }, []],
])("a variable that nobody defines is named %s", async (_, panel, marked) => {
	expect(await found(undefinedVariable, asking("up", panel))).toEqual(marked);
});

test("what a generator completes is not judged before", async () => {
	const panel = { datasource: { type: "prometheus", uid: "${datasource}" } };
	expect(await found(undefinedVariable, asking('up{job=~"$job"}', panel, {}, []))).toEqual([]);
	expect(await found(undefinedVariable, asking('up{job=~"$job"}', {}, {}, []))).toEqual(["$job"]);
});

test.each([
	["a title", { title: "Of $job" }, 0],
	["a repetition", { repeat: "job" }, 0],
	["a link", { links: [{ url: "/d/x?var-job=${job:queryparam}" }] }, 0],
	["a link with all", { links: [{ title: "x", includeVars: true }] }, 0],
	["a library panel", { libraryPanel: { name: "L", uid: "l" } }, 0],
	["nothing", {}, 1],
	["a longer name", { title: "$jobs" }, 1],
])("a variable that is used by %s", async (_, panel, count) => {
	expect(await found(unusedVariable, asking("up", panel))).toHaveLength(count);
});

test.each([
	["a label that is grouped by", "sum by (a) (up)", "{{a}}", 0],
	["one that is not", "sum by (a) (up)", "{{ b }} and {{a}}", 1],
	["one that a variable may bring", "sum by ($label) (up)", "{{b}}", 0],
	["one beside a variable", 'sum by (a) (up{job=~"$job"})', "{{b}}", 1],
	["one that only one side has", "sum by (a) (up) or sum by (b) (up)", "{{b}}", 0],
	["no label", "sum(up)", "{{}} {{a.b}} total", 0],
	["any", "up", "{{whatever}}", 0],
])("a legend with %s", async (_, expr, legendFormat, count) => {
	expect(await found(impossibleLegend, asking(expr, {}, { legendFormat }))).toHaveLength(count);
});

const unit = (name: string, more: object = {}) => ({ fieldConfig: { defaults: { unit: name }, ...more } });

test.each([
	["a ratio in percent", "sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", unit("percent"), 1],
	["a ratio as such", "sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", unit("percentunit"), 0],
	["percent as a ratio", "100 * sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", unit("percentunit"), 1],
	["percent as such", "100 * sum(rate(a_total[5m])) / sum(rate(a_total[5m]))", unit("percent"), 0],
	["what may be anything", "sum(rate(a_total[5m])) / sum(rate(b_total[5m]))", unit("percent"), 0],
	["bytes in bits", "memory_bytes", unit("bits"), 1],
	["bytes per second in bits", "rate(sent_bytes_total[5m])", unit("bps"), 1],
	["bits per second", "8 * rate(sent_bytes_total[5m])", unit("bps"), 0],
	["seconds that are multiplied", "1000 * latency_seconds", unit("ms"), 0],
	["seconds", "latency_seconds", unit("ms"), 1],
	["seconds of a counter in each second", "rate(cpu_seconds_total[5m])", unit("percentunit"), 0],
	["an override", "latency_seconds", unit("ms", { overrides: [{ properties: [{ id: "unit", value: "s" }] }] }), 0],
	["a transformation", "latency_seconds", { ...unit("ms"), transformations: [{ id: "calculateField" }] }, 0],
	["a factor that is a variable", "latency_seconds * $factor", unit("ms"), 0],
])("the unit of %s", async (_, expr, panel, count) => {
	expect(await found(wrongUnit, asking(expr, panel))).toHaveLength(count);
});

test.each([
	["a sum", "sum(a_total)", {}, {}, ["a_total"]],
	["a rate", "sum(rate(a_total[5m]))", {}, {}, []],
	["a number of series", "count(a_total)", {}, {}, []],
	["a difference", "sum(begun_total) - sum(done_total)", {}, {}, []],
	["a difference of moments", "sum(a_total) - sum(a_total offset 1h)", {}, {}, []],
	["a total in a stat panel", "sum(a_total)", { type: "stat" }, {}, []],
	["a size", "sum(node_memory_total)", {}, {}, []],
	["a gauge", "sum(a)", {}, {}, []],
])("counters: %s", async (_, expr, panel, target, marked) => {
	expect(await found(summedCounter, asking(expr, panel, target))).toEqual(marked);
});

test("an instant query draws nothing over time, unless it asks for the range as well", async () => {
	expect(await found(instantInTimeSeries, asking("up", {}, { instant: true }))).toEqual(["up"]);
	expect(await found(instantInTimeSeries, asking("up", {}, { instant: true, range: true }))).toEqual([]);
	expect(await found(instantInTimeSeries, asking("up", { type: "table" }, { instant: true }))).toEqual([]);
});

test("panels that show what others hold need no query", async () => {
	const panels = [
		{ id: 1, type: "stat", title: "Empty" },
		{ id: 2, type: "stat", title: "Library", libraryPanel: { uid: "l", name: "L" } },
		{ id: 3, type: "row", title: "Row", panels: [{ id: 4, type: "gauge", title: "Inside" }] },
		{ id: 5, type: "dashlist", title: "List" },
	];
	expect(await found(noTargets, { panels })).toEqual(['"Empty"', '"Inside"']);
});

test("one visible query is enough", async () => {
	const targets = [
		{ refId: "A", expr: "up", hide: true },
		{ refId: "B", type: "math", expression: "$A * 2" },
	];
	const panel = { id: 1, type: "stat", title: "P" };
	expect(await found(allHidden, { panels: [{ ...panel, targets }] })).toEqual([]);
	expect(await found(allHidden, { panels: [{ ...panel, targets: targets.slice(0, 1) }] })).toEqual(['"P"']);
});

test("ids of exported library panels are not the dashboard's", async () => {
	const panel = { id: 1, type: "text", title: "A" };
	const model = { ...panel, title: "L" };
	const elements = { l: { name: "L", uid: "l", kind: 1, model } };
	expect(await found(duplicatePanelId, { panels: [panel], __elements: elements })).toEqual([]);
	expect(await found(duplicatePanelId, { panels: [panel, { ...panel, title: "B" }] })).toEqual(["1"]);
});

test.each([
	["an id", { type: "prometheus", uid: "abc" }, 1],
	["a variable", { type: "prometheus", uid: "${ds}" }, 0],
	["an input", { type: "prometheus", uid: "${DS_PROMETHEUS}" }, 0],
	["several", { type: "datasource", uid: "-- Mixed --" }, 0],
	["another kind", { type: "loki", uid: "abc" }, 0],
])("a panel's data source is %s", async (_, datasource, count) => {
	const ds = { name: "ds", type: "datasource", query: "prometheus" };
	expect(await found(hardCodedDatasource, asking("up", { datasource }, {}, [ds]))).toHaveLength(count);
});
