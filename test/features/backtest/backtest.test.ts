import { describe, expect, test } from "vitest";
import type { BacktestQuestion } from "../../../server/features/backtest/backtester.ts";
import type { BacktestView } from "../../../server/features/backtest/backtests.ts";
import { MetricKnowledge } from "../../../server/metrics/knowledge.ts";
import type { LivePrometheus, QueryResult, RangeSeries } from "../../../server/metrics/port.ts";
import { createLanguageService } from "../../../server/service.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createDocument, never } from "../../support/testService.ts";

const now = 1_800_000_000;
const frame = { warnings: [], infos: [], durationSeconds: 0, truncated: false };

interface World {
	/** What queries give, by query: one letter an evaluation, `x` for 1, a digit for its number, `.` for no sample. */
	readonly series?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	readonly count?: number;
	readonly samples?: number;
	readonly retentionSeconds?: number;
	/** Unix seconds since when metrics that are probed have samples. */
	readonly since?: number;
	readonly configuration?: string;
}

function createWorld(world: World) {
	const asked: string[] = [];
	const fake = createFakePrometheus({
		runtimeInfo: world.retentionSeconds === undefined ? {} : { retentionSeconds: world.retentionSeconds },
		...(world.configuration === undefined ? {} : { configuration: world.configuration }),
	});
	const api: LivePrometheus = {
		...fake,
		instantQuery(query) {
			asked.push(query.replaceAll("\n", ""));
			const cost = { samples: world.samples ?? 10, peakSamples: 0, seconds: 0 };
			const series = [{ labels: {}, sample: { time: now, value: world.count ?? 1 } }];
			const value: QueryResult = { ...frame, cost, data: { kind: "vector", series } };
			return Promise.resolve({ kind: "ok", value });
		},
		rangeQuery(query, { start, end, step }) {
			asked.push(`${query} ${(end - start) / step + 1}`);
			const series = query.startsWith("count(") ? probe(start, end, step) : give(query, start, end, step);
			return Promise.resolve({ kind: "ok", value: { ...frame, data: { kind: "matrix", series } } });
		},
	};
	const probe = (start: number, end: number, step: number): readonly RangeSeries[] => {
		const samples = [];
		for (let time = start; time <= end; time += step) if (time >= (world.since ?? 0)) samples.push({ time, value: 1 });
		return [{ labels: {}, samples }];
	};
	const give = (query: string, start: number, end: number, step: number): readonly RangeSeries[] =>
		Object.entries(world.series?.[query] ?? {}).map(([instance, line]) => {
			const first = now - (line.length - 1) * step;
			const samples = [...line].flatMap((letter, index) => {
				const time = first + index * step;
				if (letter === "." || time < start || time > end) return [];
				return [{ time, value: letter === "x" ? 1 : Number(letter) }];
			});
			return { labels: { __name__: "m", instance }, samples };
		});
	const knowledge = new MetricKnowledge(api);
	const service = createLanguageService({
		knowledge: () => knowledge,
		live: () => api,
		checks: [],
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => {
			throw new Error(line);
		},
		now: () => now,
		pause: () => Promise.resolve(),
	});
	return { service, asked };
}

const defaults = { spanSeconds: 20 * 60, bounds: { series: 1000, samples: 1_000_000 } };

async function start(marked: string, world: World = {}, question: Partial<BacktestQuestion> = {}) {
	const { text, offset } = readCursor(marked);
	const { service, asked } = createWorld(world);
	const document = createDocument(text, 1, "file:///rules.yaml");
	const result = await service.backtest.start(document, { ...defaults, at: { offset }, ...question }, never);
	return { result, service, asked, document };
}

async function started(...given: Parameters<typeof start>) {
	const { result, ...rest } = await start(...given);
	if (result.kind !== "ok") throw new Error(JSON.stringify(result));
	return { view: result.backtest, ...rest };
}

const file = (rule: string, group = "interval: 1m") => `groups:
  - name: g
    ${group}
    rules:
${rule.replaceAll(/^(?!$)/gm, "      ")}`;

const alert = (expression: string, more = "") =>
	file(`- alert: A
  expr: ${expression}<|>${more}
`);

/** Of each series its instance and what it did, a letter an evaluation. */
function draw({ span, replay }: BacktestView): readonly string[] {
	return replay.series.map(({ labels, spans }) => {
		const letters = new Array<string>(span.evaluations).fill(".");
		for (const { state, start: from, end } of spans) {
			letters.fill(state === "firing" ? "F" : "p", (from - span.start) / span.step, (end - span.start) / span.step);
		}
		return `${labels["instance"]} ${letters.join("")}`;
	});
}

test("the past of an alert is fetched once, and other settings are tried on it", async () => {
	const series = { m: { a: "11551155551115555555", b: "1111111111111111111x" } };
	const { view, service, asked } = await started(alert("m > 3", "\n  for: 2m"), { series });
	expect(draw(view)).toEqual(["a ..pp..ppFF...ppFFFFF"]);
	expect(view.replay.summary).toMatchObject({
		fired: 2,
		series: 1,
		firingSeconds: 420,
		longestSeconds: 300,
		nearMisses: 1,
		stillFiring: 1,
	});
	expect(view.thresholds).toEqual([{ operator: ">", value: 3, text: "3", low: 1, high: 5 }]);
	expect(view.span).toMatchObject({ step: 60, evaluations: 20 });
	expect(asked).toEqual(["count(m)", "m 20"]);
	const replay = service.backtest.replay(view.id, { thresholds: [3], forSeconds: 0, keepFiringForSeconds: 120 });
	expect(replay?.summary).toMatchObject({ fired: 2, flaps: 1 });
	const none = service.backtest.replay(view.id, { thresholds: [9], forSeconds: 0, keepFiringForSeconds: 0 });
	expect(none?.summary.fired).toBe(0);
	expect(asked).toHaveLength(2);
});

test("where nothing was pending or firing the series that came nearest are shown", async () => {
	const series = { m: { a: "0123", b: "0180", c: "0100" } };
	const { view, service } = await started(alert("m > 8"), { series }, { spanSeconds: 240 });
	expect(draw(view)).toEqual(["b ....", "a ....", "c ...."]);
	expect(view.replay.series[0]?.lines[0]?.values).toEqual([0, 1, 8, 0]);
	const replay = service.backtest.replay(view.id, { thresholds: [2], forSeconds: 0, keepFiringForSeconds: 0 });
	expect(replay?.series.map(({ labels }) => labels["instance"])).toEqual(["a", "b"]);
});

test("the two windows of an SLO's alert are both fetched, moved and drawn", async () => {
	const expression = "long > (14.4 * 0.1) and short > (14.4 * 0.1)";
	const series = { long: { a: "1111122222" }, short: { a: "2222222211" } };
	const { view } = await started(alert(expression), { series }, { spanSeconds: 600 });
	expect(draw(view)).toEqual(["a .....FFF.."]);
	expect(view.thresholds.map(({ text, value }) => [text, value])).toEqual([["(14.4 * 0.1)", 14.4 * 0.1]]);
	expect(view.replay.series[0]?.lines.map(({ query }) => query)).toEqual(["long", "short"]);
});

test("what the server has to compare is fetched as it is compared, and says why", async () => {
	const { view } = await started(alert("m > limit"), { series: { "m > limit": { a: ".....xxx............" } } });
	expect(draw(view)).toEqual(["a .....FFF............"]);
	expect(view.thresholds).toEqual([]);
	expect(view.fixed).toMatch(/not a constant/);
});

describe("where nothing can be tested it says why", () => {
	test.each([
		["a recording rule", file("- record: a:b\n  expr: m<|>\n"), /a:b is a recording rule/],
		["no rule", "groups: []<|>\n", /Put the cursor into an alerting rule/],
		["no expression", file("- alert: A<|>\n"), /not complete/],
		["a fault", alert("m >"), /has a fault/],
		["text", alert("'\"x\"'"), /an instant vector or a number/],
		["an anchor of the query", alert("m @ end() > 1"), /@ end\(\)/],
	])("%s", async (_, text, reason) => {
		const { result } = await start(text);
		expect(result).toMatchObject({ kind: "failed", message: expect.stringMatching(reason) });
	});
});

test.each([
	["series", { count: 5000 }],
	["samples", { samples: 1_000_000 }],
])("many %s are only read after a yes", async (_, world) => {
	const { result, asked } = await start(alert("m > 1"), world);
	expect(result).toMatchObject({ kind: "confirm", question: expect.stringContaining("Run it?") });
	expect(asked).toEqual(["count(m)"]);
	expect((await start(alert("m > 1"), world, { confirmed: true })).result.kind).toBe("ok");
});

test("more series than fit are fetched as the server compares them", async () => {
	const world = { count: 3_000_000, series: { "m > 1": { a: "...................x" } } };
	const { view, asked } = await started(alert("m > 1"), world, { confirmed: true });
	expect(asked[1]).toBe("m > 1 20");
	expect(view.fixed).toMatch(/so many series/);
	expect(view.replay.summary.fired).toBe(1);
});

describe("evaluations", () => {
	test.each([
		["as the caller says", "interval: 2m", { stepSeconds: 30 }, {}, [30, "as you chose"]],
		["as the group says", "interval: 2m", {}, {}, [120, "as the group says"]],
		[
			"as the server says",
			"limit: 0",
			{},
			{ configuration: "global:\n  evaluation_interval: 15s\n" },
			[15, "as the server's configuration says"],
		],
		["as nobody says", "limit: 0", {}, {}, [60, "as Prometheus does where nobody says otherwise"]],
	] as const)("%s", async (_, group, question, world, [step, source]) => {
		const { view } = await started(file("- alert: A\n  expr: m<|> > 1\n", group), world, question);
		expect([view.span.step, view.intervalSource]).toEqual([step, source]);
		expect(view.span.start % step).toBe(0);
	});
});

const recorded = file(`- record: job:m
  expr: sum by (job) (m)
- alert: A
  expr: job:m<|> > 1
`);

test("a recorded metric that is younger than the span is told of, and its definition can stand in", async () => {
	const first = await started(recorded, { since: now - 300 });
	expect(first.view.notes).toEqual([
		expect.stringMatching(/^`job:m` begins about .* Its recording rule did not exist/),
	]);
	expect(first.view.expandable).toEqual(["job:m"]);
	const second = await started(recorded, {}, { expand: true });
	expect(second.view.expression).toBe("sum by (job) (m) > 1");
	expect(second.view.expanded).toEqual(["job:m"]);
	expect(second.asked[1]).toBe("sum by (job) (m) 20");
});

test("a recorded metric that began a moment ago is not taken for one that there never was", async () => {
	const { view } = await started(recorded, { since: now - 120 }, { spanSeconds: 7 * 86_400 });
	expect(view.notes).toEqual([expect.stringMatching(/^`job:m` begins about /)]);
	const never = await started(recorded, { since: now + 120 }, { spanSeconds: 7 * 86_400 });
	expect(never.view.notes).toEqual([
		expect.stringMatching(/^`job:m` was found at none of the 60 times .* may not have run/),
	]);
});

test.each([
	["absent(m)", "m"],
	["absent_over_time(m[5m])", "m"],
	["n unless m", "m"],
])("before a metric began, it was absent to an alert that asks for that: %s", async (expression, name) => {
	const { view } = await started(alert(expression), { since: now - 300, series: { [expression]: { a: "5" } } });
	const note = view.notes.find((one) => one.startsWith(`\`${name}\``));
	expect(note).toMatch(/before, so what is said of that time says little: it asks for what is absent\.$/);
});

test("times that only a rendered chart has are told of", async () => {
	const chart = file("- alert: A\n  expr: m<|> > 1\n  for: {{ .Values.for }}\n");
	expect((await started(chart)).view.notes).toContain(
		"`for` is only known once the file is rendered; here it is taken to be none.",
	);
	expect((await started(alert("m > 1"))).view.notes.join()).not.toContain("rendered");
});

test("values that begin later than the span are told of", async () => {
	const late = await started(alert("m > 3"), { series: { m: { a: "55555" } } });
	expect(late.view.notes).toEqual([expect.stringMatching(/^What is compared has no value before .* UTC,/)]);
	const whole = await started(alert("m > limit"), { since: now - 300, series: { "m > limit": { a: "5" } } });
	expect(whole.asked).toEqual(["count(m > limit)", "m > limit 20", "count(m) 20", "count(limit) 20"]);
	expect(whole.view.notes[0]).toMatch(/^`m` begins about .* It was not scraped, or is not kept, before/);
	expect((await started(alert("m > 3"))).view.notes).toEqual(["What is compared has no value in the whole span."]);
});

test("a retention that is shorter than the span is told of", async () => {
	const { view } = await started(alert("m > 1"), {
		retentionSeconds: 600,
		series: { m: { a: "55555555555555555555" } },
	});
	expect(view.notes).toEqual([expect.stringContaining("keeps samples for 10m")]);
});

test("a label made of the value is told of", async () => {
	const { view } = await started(alert("m > 1", "\n  labels:\n    level: '{{ $value }}'\n    severity: page"), {
		series: { m: { a: "00000000000000000002" } },
	});
	expect(view.notes).toEqual([expect.stringContaining("`level` is computed from the value")]);
	expect(view.replay.series[0]?.labels).toEqual({ instance: "a", severity: "page" });
});

describe("what is tried can be written into the file", () => {
	const plain = { thresholds: [5], forSeconds: 600, keepFiringForSeconds: 0 };
	test.each([
		["both stand there", alert("m > 3", "\n  for: 2m"), plain, alert("m > 5", "\n  for: 10m")],
		["in quotes", alert('"m > 3"', "\n  for: '2m'"), plain, alert('"m > 5"', "\n  for: '10m'")],
		[
			"in a block",
			file("- alert: A\n  expr: |\n    m\n      > 3<|>\n  for: 2m\n"),
			plain,
			file("- alert: A\n  expr: |\n    m\n      > 5\n  for: 10m\n"),
		],
		["no `for` yet", alert("m > 3"), plain, file("- alert: A\n  for: 10m\n  expr: m > 5\n")],
		[
			"the expression comes first",
			file("- expr: m > 3<|>\n  alert: A\n"),
			plain,
			file("- for: 10m\n  expr: m > 5\n  alert: A\n"),
		],
		["twice", alert("m > 3 and n > 3", "\n  for: 10m"), plain, alert("m > 5 and n > 5", "\n  for: 10m")],
		[
			"keep_firing_for",
			alert("m > 3", "\n  for: 10m"),
			{ ...plain, keepFiringForSeconds: 90 },
			file("- alert: A\n  keep_firing_for: 1m30s\n  expr: m > 5\n  for: 10m\n"),
		],
		[
			"nothing",
			alert("m > 3", "\n  for: 2m"),
			{ thresholds: [3], forSeconds: 120, keepFiringForSeconds: 0 },
			alert("m > 3", "\n  for: 2m"),
		],
	])("%s", async (_, before, settings, after) => {
		const { view, service, document } = await started(before);
		const changed = service.backtest.change(view.id, document, settings);
		if (changed.kind !== "ok") throw new Error(changed.reason);
		expect(applyEdits(document.text, changed.edits)).toBe(after.replace("<|>", ""));
	});

	test("not where the expression is another now", async () => {
		const { view, service, document } = await started(alert("m > 3"));
		const later = { ...document, version: 2, text: document.text.replace("m > 3", "m > 4") };
		expect(service.backtest.change(view.id, later, plain)).toMatchObject({
			kind: "refused",
			reason: expect.stringContaining("has changed since"),
		});
	});

	test("not in a flow mapping, where a line cannot be added", async () => {
		const { view, service, document } = await started(file("- { alert: A, expr: m<|> > 3 }\n"));
		expect(service.backtest.change(view.id, document, { ...plain, thresholds: [3] })).toMatchObject({
			kind: "refused",
		});
	});
});

test("only a few are kept, and none that was closed", async () => {
	const { service, document, view } = await started(alert("m > 3"), { series: { m: { a: "x" } } });
	const settings = { thresholds: [0], forSeconds: 0, keepFiringForSeconds: 0 };
	const offset = document.text.indexOf("expr");
	const ids = [view.id];
	for (let more = 0; more < 3; more++) {
		const result = await service.backtest.start(document, { ...defaults, at: { offset } }, never);
		if (result.kind === "ok") ids.push(result.backtest.id);
	}
	expect(ids.map((id) => service.backtest.replay(id, settings) !== undefined)).toEqual([false, true, true, true]);
	service.backtest.close(ids[3] ?? 0);
	expect(service.backtest.replay(ids[3] ?? 0, settings)).toBeUndefined();
});

test("an alert is found by its name where the file has changed", async () => {
	const { result } = await start(
		`# new\n# lines<|>\n${alert("m > 3").replace("<|>", "")}`,
		{},
		{ at: { offset: 3, alert: "A" } },
	);
	expect(result.kind).toBe("ok");
});
