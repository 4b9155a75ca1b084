import { expect, test } from "vitest";
import { type CheckKnowledge, nothingKnown } from "../../../server/checks/knowledge.ts";
import { knowOffline } from "../../../server/checks/knowOffline.ts";
import missingSeries from "../../../server/checks/promql/missingSeries.ts";
import { runCheck } from "../../support/checkExamples.ts";

const day = 86_400;
const week = 7 * day;

interface World {
	/** Selectors that select something now. */
	readonly now?: readonly string[];
	/** Selectors that did, and how many seconds ago. */
	readonly before?: Readonly<Record<string, number>>;
	readonly labels?: readonly string[];
	readonly unknown?: readonly string[];
	readonly more?: Partial<CheckKnowledge>;
	readonly options?: Readonly<Record<string, unknown>>;
}

async function check(expressions: string | readonly string[], world: World): Promise<readonly string[]> {
	const rules = [expressions]
		.flat()
		.map((expression, index) => `      - alert: A${index}\n        expr: |-\n          ${expression}\n`);
	const text = `groups:\n  - name: g\n    rules:\n${rules.join("")}`;
	const knowledge: Partial<CheckKnowledge> = {
		seriesOf(selector) {
			if (world.unknown?.includes(selector) === true) return undefined;
			const ago = world.before?.[selector];
			if (world.now?.includes(selector) === true) return { now: 2, recent: 2, windowSeconds: week };
			if (ago !== undefined) return { now: 0, recent: 1, windowSeconds: week, lastSeenSeconds: ago };
			return { now: 0, recent: 0, windowSeconds: week };
		},
		labelNamesOf: () => world.labels ?? ["__name__", "job", "code"],
		...world.more,
	};
	const example = { title: "", bad: "", good: "", knowledge, options: world.options ?? {} };
	const { problems } = await runCheck(missingSeries, example, text);
	return problems.map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
}

test.each<[string, string, World, readonly string[]]>([
	["one that is there", "a_total > 1", { now: ["a_total"] }, []],
	["one that never was", "a_total > 1", {}, ["warning a_total"]],
	["one of which nothing is known", "a_total > 1", { unknown: ["a_total"] }, []],
	["one that was there this morning", "a_total > 1", { before: { a_total: 20_000 } }, []],
	["one that went three days ago", "a_total > 1", { before: { a_total: 3 * day } }, ["information a_total"]],
	["a name in braces", '{"a.b"} > 1', {}, ['warning "a.b"']],
	["a pattern of names", '{__name__=~"a_.+"} > 1', {}, ['information {__name__=~"a_.+"}']],
	["a range with an offset", "rate(a_total[5m] offset 1d) > 1", {}, ["warning a_total"]],
	["what is told with its labels", 'a_total{zone="x"} > 1', { now: ["a_total"] }, ['warning zone="x"']],
	["a value", 'a_total{code="404"} > 1', { now: ["a_total"] }, ['information code="404"']],
	[
		"values that are there one by one",
		'a_total{code="200",job="x"} > 1',
		{ now: ["a_total", 'a_total{code="200"}', 'a_total{job="x"}'] },
		['information a_total{code="200",job="x"}'],
	],
	[
		"values of which one is not known yet",
		'a_total{code="200",job="x"} > 1',
		{ now: ["a_total", 'a_total{code="200"}'], unknown: ['a_total{job="x"}'] },
		[],
	],
	["a label that is to be missing", 'a_total{zone=""} > 1', { now: ["a_total"] }, []],
	["a pattern that takes anything", 'a_total{zone=~".*"} > 1', { now: ["a_total"] }, []],
	["a value that is excluded", 'a_total{zone!="x"} > 1', { now: ["a_total"] }, []],
	["labels where nothing is there just now", 'a_total{zone="x"} > 1', { before: { a_total: 100 } }, []],
	["labels that the server does not list", 'a_total{zone="x"} > 1', { now: ["a_total"], labels: [] }, []],
	["absence", "absent(a_total) or absent_over_time(b_total[5m])", {}, []],
	["a stand-in", "(a_total or vector(0)) > 1", {}, []],
	["what excludes", "a_total > 1 unless b_total", { now: ["a_total"] }, []],
	["what has to be there besides", "a_total > 1 and b_total", { now: ["a_total"] }, ["warning b_total"]],
	["alerts", 'ALERTS{alertname="X"}', {}, []],
	["what a rule records", "job:a:rate5m > 1", {}, []],
	[
		"what looks recorded, and no rule records",
		"job:a:rate5m > 1",
		{ more: { isRecorded: () => false } },
		["warning job:a:rate5m"],
	],
	["what a rule of the server records", "recorded > 1", { more: { isRecorded: () => true } }, []],
	["what targets describe", "a_total > 1", { more: { metadata: () => ({ type: "counter", unit: "" }) } }, []],
	["a metric that may be missing", "a_total > 1", { options: { ignoreMetrics: "a_.*" } }, []],
	[
		"a label that may have any value",
		'a_total{code="404"} > 1',
		{ now: ["a_total"], options: { ignoreLabels: ["code"] } },
		[],
	],
])("%s", async (_, expression, world, expected) => {
	expect(await check(expression, world)).toEqual(expected);
});

test("rules for another server are told of once", async () => {
	const all = ["a", "b", "c", "d", "e"].map((name) => `${name}_total > 1`);
	expect(await check(all, { now: ["e_total"] })).toEqual(["information g"]);
	expect(await check(all, { now: ["d_total", "e_total"] })).toEqual([
		"warning a_total",
		"warning b_total",
		"warning c_total",
	]);
});

test("a metric that the name may be a slip of is proposed", async () => {
	const names = ["node_filesystem_avail_bytes", "node_load1"];
	const knowledge = { seriesOf: () => ({ now: 0, recent: 0, windowSeconds: week }), nearestMetric: () => names[0] };
	const text = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: node_filesystem_avail_byte < 1\n";
	const { problems } = await runCheck(missingSeries, { title: "", bad: "", good: "", knowledge }, text);
	expect(problems.map(({ message }) => message)).toEqual([
		expect.stringContaining("Did you mean node_filesystem_avail_bytes?"),
	]);
	const offline = knowOffline({ version: 1, results: nothingKnown.results, metricNames: () => names });
	expect(["node_filesystem_avail_byte", "node_filesystem", "up"].map((name) => offline.nearestMetric(name))).toEqual([
		names[0],
		undefined,
		undefined,
	]);
});
