import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { emptyModel } from "../../../server/documents/tooLarge.ts";
import { createInline } from "../../../server/features/inline/inline.ts";
import { CostGate } from "../../../server/metrics/cost.ts";
import { MetricKnowledge } from "../../../server/metrics/knowledge.ts";
import type { Answer, LivePrometheus, RuleGroupState } from "../../../server/metrics/port.ts";
import type { SourceDocument } from "../../../server/text/sourceDocument.ts";
import { createFakePrometheus, type FakeOptions, type FakePrometheus } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const maxAgeMs = 30_000;

/** What is shown inline, with a clock that stands still unless it is moved. */
function start(options: FakeOptions = {}, bound?: number) {
	let api: LivePrometheus & FakePrometheus = createFakePrometheus(options);
	let knowledge: MetricKnowledge | undefined = new MetricKnowledge(api, { now: () => clock.at });
	const clock = { at: 1_000_000 };
	const parser = createDocumentParser();
	const inline = createInline({
		modelOf: (document) => parser.parse(document) ?? emptyModel,
		knowledge: () => knowledge,
		live: () => (knowledge === undefined ? undefined : api),
		cost: () =>
			bound === undefined
				? undefined
				: new CostGate(api, { bounds: () => ({ series: bound, samples: 1e9 }), now: () => clock.at }),
		now: () => clock.at,
	});
	const wanted = (document: SourceDocument, more: object = {}) => ({
		visible: [{ document, ranges: [{ start: 0, end: document.text.length }] }],
		values: true,
		rules: true,
		maxAgeMs,
		...more,
	});
	return {
		inline,
		clock,
		get asked() {
			return api.asked;
		},
		refresh: (document: SourceDocument, more: object = {}, signal = never) =>
			inline.refresh(wanted(document, more), signal),
		labels: (document: SourceDocument) =>
			inline.values(document, { start: 0, end: document.text.length }, maxAgeMs).map(({ label }) => label),
		lenses: (document: SourceDocument, actions = true, states = true) =>
			inline.lenses(document, { actions, states }).map(({ span, title, action }) => {
				const line = document.text.slice(0, span.start).split("\n").length;
				return `${line} ${title}${action === undefined ? "" : ` → ${action.kind}`}`;
			}),
		switchTo(next: FakeOptions | undefined) {
			api = createFakePrometheus(next);
			knowledge = next === undefined ? undefined : new MetricKnowledge(api, { now: () => clock.at });
		},
	};
}

const document = createDocument(`groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
      - record: up:sum
        expr: sum(up)
      - alert: Empty
        expr: ""
`);

const groups = (query = "up == 0"): readonly RuleGroupState[] => [
	{
		name: "api",
		file: "/etc/rules.yml",
		intervalSeconds: 60,
		rules: [
			{
				kind: "alert",
				name: "Down",
				query,
				labels: {},
				health: "ok",
				evaluationSeconds: 0.004,
				alerts: [{ state: "firing", labels: {}, annotations: {}, activeAt: 0, value: 0 }],
			},
			{
				kind: "record",
				name: "up:sum",
				query: "sum(up)",
				labels: {},
				health: "ok",
				evaluationSeconds: 0.003,
				alerts: [],
			},
		],
	},
];

const actions = ["4 Run → run", "4 Chart → chart", "4 Backtest → backtest", "6 Run → run", "6 Chart → chart"];

test("above rules stands what can be done, and when it is known how the server's own are", async () => {
	const { lenses, refresh } = start({ ruleStates: groups() });
	expect(lenses(document)).toEqual(actions);
	expect(await refresh(document)).toMatchObject({ values: true, rules: true });
	expect(lenses(document)).toEqual([
		...actions.slice(0, 3),
		"4 firing 1 · last evaluation 4 ms",
		...actions.slice(3),
		"6 ok · 3 ms",
	]);
	expect(lenses(document, false)).toEqual(["4 firing 1 · last evaluation 4 ms", "6 ok · 3 ms"]);
	expect(lenses(document, true, false)).toEqual(actions);
});

test("a rule that is another one on the server says so", async () => {
	const { lenses, refresh } = start({ ruleStates: groups("up == 1") });
	await refresh(document);
	expect(lenses(document, false)[0]).toBe("4 differs on the server · firing 1 · last evaluation 4 ms");
});

test("other expressions have what can be done above them", () => {
	const { lenses } = start();
	expect(lenses(createDocument("sum(up)\n", 1, "file:///a.promql"))).toEqual(["1 Run → run", "1 Chart → chart"]);
	const slo = createDocument("# Runbook\n\nText\n\n```promql\nup == 0\n```\n");
	expect(lenses(slo)).toEqual(["6 Run → run", "6 Chart → chart"]);
});

test("the rules are asked for once in a while, however often a round is made", async () => {
	const { asked, refresh, clock } = start({ ruleStates: groups() });
	await refresh(document);
	await refresh(document);
	clock.at += 20_000;
	expect(await refresh(document, { values: false })).toMatchObject({ values: false, rules: false });
	expect(asked.filter((one) => one === "rules")).toHaveLength(1);
	clock.at += 11_000;
	await refresh(document, { values: false });
	expect(asked.filter((one) => one === "rules")).toHaveLength(2);
});

test("rules are asked for once a minute where only checks want to know of them, whatever is seen", async () => {
	const { asked, refresh, clock } = start({ ruleStates: groups() });
	const wanted = { values: false, rules: false, health: true } as const;
	expect((await refresh(createDocument("# Nothing\n"), wanted)).states).toEqual(groups());
	clock.at += 59_000;
	expect(await refresh(document, wanted)).toEqual({ values: false, rules: false });
	clock.at += 2_000;
	expect((await refresh(document, wanted)).states).toEqual(groups());
	expect(asked).toEqual(["rules", "rules"]);
	clock.at += 61_000;
	await refresh(document, { ...wanted, health: false });
	expect(asked).toHaveLength(2);
});

test("values are asked for again when they are old, and one that stays as it is changes nothing", async () => {
	const { asked, refresh, clock, labels } = start({ series: [{ labels: {}, value: 3 }] });
	expect((await refresh(document)).values).toBe(true);
	expect(labels(document)).toEqual(["= 3", "= 3"]);
	expect((await refresh(document)).values).toBe(false);
	expect(asked.filter((one) => one !== "rules")).toEqual(["query up == 0", "query sum(up)"]);
	clock.at += maxAgeMs;
	expect((await refresh(document)).values).toBe(false);
	expect(asked.filter((one) => one !== "rules")).toHaveLength(4);
	// Nobody asked again for long: what was then is not shown as what is now.
	clock.at += maxAgeMs * 4;
	expect(labels(document)).toEqual([]);
});

test("what is heavy is not asked", async () => {
	const { asked, refresh, labels } = start(
		{ query: () => ({ kind: "vector", series: [{ labels: {}, sample: { time: 0, value: 50_000 } }] }) },
		20_000,
	);
	await refresh(document, { rules: false });
	expect(labels(document)).toEqual([]);
	expect(asked).not.toContain("query sum(up)");
	expect(asked.length).toBeGreaterThan(0);
});

test("what was known of one server is not said of another, nor of none", async () => {
	const { refresh, labels, lenses, switchTo } = start({ ruleStates: groups(), series: [{ labels: {}, value: 3 }] });
	await refresh(document);
	expect(labels(document)).toHaveLength(2);
	switchTo({ series: [] });
	expect(labels(document)).toEqual([]);
	expect(lenses(document, false)).toEqual([]);
	expect(await refresh(document)).toMatchObject({ values: true, rules: false });
	expect(labels(document)).toEqual(["no series", "no series"]);
	switchTo(undefined);
	expect(labels(document)).toEqual([]);
	expect(await refresh(document)).toMatchObject({ values: false, rules: false });
});

test("rules of a server that fails are not shown any longer, and it is left in peace for a minute", async () => {
	const failure: { now?: Extract<Answer<never>, { kind: "unavailable" }> } = {};
	const options: FakeOptions = {
		ruleStates: groups(),
		get failure() {
			return failure.now as Extract<Answer<never>, { kind: "unavailable" }>;
		},
	};
	const { asked, refresh, clock, lenses } = start(options);
	await refresh(document, { values: false });
	expect(lenses(document, false)).toHaveLength(2);
	failure.now = { kind: "unavailable", reason: "Gone.", cause: "refused" };
	clock.at += 31_000;
	expect((await refresh(document, { values: false })).rules).toBe(true);
	expect(lenses(document, false)).toEqual([]);
	clock.at += 31_000;
	await refresh(document, { values: false });
	expect(asked).toEqual(["rules", "rules"]);
});

test("what is cancelled is asked again in the next round", async () => {
	const { refresh, lenses } = start({ ruleStates: groups() });
	const gone = new AbortController();
	gone.abort();
	expect(await refresh(document, {}, gone.signal)).toMatchObject({ values: false, rules: false });
	expect((await refresh(document)).rules).toBe(true);
	expect(lenses(document, false)).toHaveLength(2);
});

test("a file without rules asks for none", async () => {
	const { asked, refresh } = start({ ruleStates: groups() });
	await refresh(createDocument("```promql\nup\n```\n", 1, "file:///a.md"));
	expect(asked).not.toContain("rules");
});

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap }) => {
	test("each action leads to its expression", () => {
		const file = createDocument(wrap("sum(rate(up[5m]))"));
		const service = createTestService();
		const found = service.inline
			.lenses(file, { actions: true, states: false })
			.flatMap(({ action }) =>
				action === undefined ? [] : (service.expressionAt(file, action.offset)?.expression.trim() ?? "nothing"),
			);
		expect(found).toContain("sum(rate(up[5m]))");
		expect(found).not.toContain("nothing");
	});
});
