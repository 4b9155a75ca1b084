import { expect, test } from "vitest";
import { type FetchRequest, fetchSamples } from "../../../server/metrics/backtest/fetchSamples.ts";
import { valueIn } from "../../../server/metrics/backtest/sampleStore.ts";
import type { Answer, QueryResult, RangeOptions, RangeSeries } from "../../../server/metrics/port.ts";

const grid = { start: 1_000_000, step: 30, count: 1000 };

interface Asked {
	readonly query: string;
	readonly first: number;
	readonly count: number;
}

type Answering = (asked: Asked, options: RangeOptions) => Answer<QueryResult> | "data";

/** A server whose one series is its own clock, with a hole; it answers as `answering` says. */
function serve(answering: Answering = () => "data", seriesCount = 1) {
	const asked: Asked[] = [];
	const waits: number[] = [];
	const fetch = (request: Partial<FetchRequest> = {}) =>
		fetchSamples(
			{
				rangeQuery(query, options) {
					const first = (options.start - grid.start) / grid.step;
					const one = { query, first, count: Math.round((options.end - options.start) / options.step) + 1 };
					asked.push(one);
					const answer = answering(one, options);
					return Promise.resolve(answer === "data" ? give(one, seriesCount) : answer);
				},
			},
			{
				queries: ["x"],
				grid,
				expectedSeries: seriesCount,
				signal: new AbortController().signal,
				wait: (milliseconds) => {
					waits.push(milliseconds);
					return Promise.resolve();
				},
				...request,
			},
		);
	return { asked, waits, fetch };
}

function give({ first, count }: Asked, seriesCount: number, truncated = false): Answer<QueryResult> {
	const series = Array.from({ length: seriesCount }, (_, index): RangeSeries => {
		const samples = Array.from({ length: count }, (__, at) => ({
			time: grid.start + (first + at) * grid.step,
			value: first + at < 500 ? 7 : first + at,
		}));
		// No sample from 200 to 299, and a NaN at 700, which is a sample.
		const kept = samples.flatMap((sample) => {
			const at = Math.round((sample.time - grid.start) / grid.step);
			if (at >= 200 && at < 300) return [];
			return at === 700 ? [{ ...sample, value: Number.NaN }] : [sample];
		});
		return { labels: { index: `${index}` }, samples: kept };
	});
	const frame = { warnings: ["slow"], infos: [], durationSeconds: 0, truncated };
	return { kind: "ok", value: { ...frame, data: { kind: "matrix", series } } };
}

const unavailable = (cause: "tooLarge" | "timeout" | "serverError" | "badQuery" | "unauthorized", reason = "No.") =>
	({ kind: "unavailable", cause, reason }) as const;

async function fetched(request: Promise<Awaited<ReturnType<typeof fetchSamples>>>) {
	const result = await request;
	if (result.kind !== "ok") throw new Error(result.reason);
	return result;
}

test("all of it comes, newest first, in pieces that the bounds allow", async () => {
	const { asked, fetch } = serve();
	const done: number[] = [];
	const result = await fetched(fetch({ bounds: { points: 300 }, onProgress: (part) => done.push(part) }));
	expect(asked.map(({ first, count }) => [first, count])).toEqual([
		[700, 300],
		[400, 300],
		[100, 300],
		[0, 100],
	]);
	expect(done).toEqual([0.3, 0.6, 0.9, 1]);
	expect(result.warnings).toEqual(["slow"]);
	const [series] = result.samples[0] ?? [];
	const present = series?.segments.reduce((sum, { length }) => sum + length, 0);
	expect(present).toBe(900);
	const at = (index: number): number | undefined => {
		const segment = series?.segments.find(({ start, length }) => start <= index && index < start + length);
		return segment && valueIn(segment, index);
	};
	expect([at(0), at(199), at(200), at(299), at(300), at(699), at(700), at(999)]).toEqual([
		7,
		7,
		undefined,
		undefined,
		7,
		699,
		Number.NaN,
		999,
	]);
	// Equal neighbours take no room.
	expect(series?.segments.filter(({ values }) => values === 7).length).toBeGreaterThan(1);
});

test("many series are asked for in small pieces", async () => {
	const { asked, fetch } = serve(() => "data", 100);
	await fetched(fetch({ bounds: { samplesAtOnce: 10_000 } }));
	expect(Math.max(...asked.map(({ count }) => count))).toBe(100);
});

test("a piece that was thought to be small and is not makes the next ones smaller", async () => {
	const { asked, fetch } = serve(() => "data", 100);
	await fetched(fetch({ expectedSeries: 20, bounds: { samplesAtOnce: 10_000 } }));
	expect(asked.slice(0, 2).map(({ count }) => count)).toEqual([500, 100]);
});

test.each([
	["an answer over the bound on bytes", unavailable("tooLarge")],
	["a server that gives up", unavailable("timeout")],
	[
		"a bound of the server's",
		unavailable("badQuery", "rejects the query: query processing would load too many samples into memory"),
	],
])("%s: less at once", async (_, refusal) => {
	const { asked, fetch } = serve(({ count }) => (count > 200 ? refusal : "data"));
	const result = await fetched(fetch());
	expect(result.grid).toEqual(grid);
	expect(asked.map(({ count }) => count)).toEqual([1000, 500, 250, 125, 125, 125, 125, 125, 125, 125, 125]);
});

test("a server that is out of order is waited for, longer each time", async () => {
	let failures = 4;
	const { waits, fetch } = serve(() => (failures-- > 0 ? unavailable("serverError") : "data"));
	await fetched(fetch());
	expect(waits).toEqual([1000, 2000, 4000, 8000]);
});

test.each([
	["stays out of order", unavailable("serverError", "It is down.")],
	["rejects the query", unavailable("badQuery", "It is no query.")],
	["wants a credential", unavailable("unauthorized", "No token.")],
] as const)("a server that %s is told of", async (_, refusal) => {
	expect(await serve(() => refusal).fetch()).toEqual({ kind: "failed", reason: refusal.reason, cancelled: false });
});

test("what does not fit into memory is the oldest, and is left out", async () => {
	const { fetch } = serve(() => "data", 10);
	const result = await fetched(fetch({ bounds: { points: 100, bytes: 20_000 } }));
	expect(result.cut).toEqual(["bytes"]);
	expect(result.grid.count).toBeLessThan(1000);
	expect(result.grid.start + result.grid.count * result.grid.step).toBe(grid.start + grid.count * grid.step);
	const [series] = result.samples[0] ?? [];
	expect(series?.segments[0]?.start).toBe(0);
});

test("a bound on the requests ends it too", async () => {
	const { asked, fetch } = serve();
	const result = await fetched(fetch({ bounds: { points: 10, requests: 5 } }));
	expect(asked).toHaveLength(5);
	expect(result.cut).toEqual(["requests"]);
	expect(result.grid.count).toBe(50);
});

test("series that a limit cuts off are told of", async () => {
	const { fetch } = serve((asked) => give(asked, 1, true));
	expect((await fetched(fetch())).cut).toEqual(["series"]);
});

test("a cancelled one ends, and asks nothing more", async () => {
	const controller = new AbortController();
	const { asked, fetch } = serve(() => {
		controller.abort();
		return "data";
	});
	expect(await fetch({ signal: controller.signal, bounds: { points: 100 } })).toMatchObject({ cancelled: true });
	expect(asked).toHaveLength(1);
});

test("several queries are asked for the same pieces", async () => {
	const { asked, fetch } = serve(({ query, count }) =>
		query === "y" && count > 600 ? unavailable("tooLarge") : "data",
	);
	await fetched(fetch({ queries: ["x", "y"] }));
	expect(asked.map(({ query, count }) => `${query} ${count}`)).toEqual([
		"x 1000",
		"y 1000",
		"x 500",
		"y 500",
		"x 500",
		"y 500",
	]);
});
