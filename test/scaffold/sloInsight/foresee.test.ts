import { expect, test } from "vitest";
import { CostGate } from "../../../server/metrics/cost.ts";
import type { LivePrometheus } from "../../../server/metrics/port.ts";
import type { Insight } from "../../../server/scaffold/insight.ts";
import { foreseeSlo } from "../../../server/scaffold/slo/insight/foreseeSlo.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { createContext } from "../../support/scaffolds.ts";

const now = 1_800_000_000;
const day = 86_400;

interface Past {
	/** Series behind each selector. */
	readonly series?: number;
	/** Seconds back from which on there are samples. */
	readonly age?: number;
	readonly errorRatio?: number;
	readonly retentionSeconds?: number;
	/** Range queries that are answered; the server fails after them. */
	readonly answers?: number;
}

interface Asked {
	readonly query: string;
	readonly points: number;
}

/** A service with even traffic. */
function createPast({ series = 10, age = 400 * day, errorRatio = 0, retentionSeconds, answers = 1e9 }: Past) {
	const ranges: Asked[] = [];
	const sampleOf = (query: string): number => {
		if (query.startsWith("count(")) return series;
		return query.includes(" / ") ? errorRatio : 5;
	};
	const fake = createFakePrometheus({
		query: (query) => ({ kind: "vector", series: [{ labels: {}, sample: { time: now, value: sampleOf(query) } }] }),
		...(retentionSeconds === undefined ? {} : { runtimeInfo: { retentionSeconds } }),
	});
	const live: LivePrometheus = {
		...fake,
		async rangeQuery(query, { start, end, step }) {
			const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
			ranges.push({ query, points: times.length });
			if (ranges.length > answers) return { kind: "unavailable", reason: "It is on fire.", cause: "refused" };
			const samples = times.filter((time) => time >= now - age).map((time) => ({ time, value: sampleOf(query) }));
			return {
				kind: "ok",
				value: {
					data: { kind: "matrix", series: samples.length === 0 ? [] : [{ labels: {}, samples }] },
					warnings: [],
					infos: [],
					durationSeconds: 0,
					truncated: false,
				},
			};
		},
	};
	return { live, ranges };
}

const answers = { service: "api", metric: "http_requests_total", errors: 'code=~"5.."', selector: 'job="api"' };

async function foresee(
	live: LivePrometheus | undefined,
	given: Readonly<Record<string, string>> = {},
	bounds = { series: 20_000, samples: 20_000_000 },
): Promise<Insight> {
	const context = await createContext({ now, ...(live === undefined ? {} : { live }) });
	const cost = live === undefined ? {} : { cost: new CostGate(live, { bounds: () => bounds }) };
	const usual = { kind: "availability", objective: "99.9", period: "30d" };
	return foreseeSlo({ ...usual, ...answers, ...given }, { ...context, ...cost }, new AbortController().signal);
}

function write({ figures, notes }: Insight): string {
	return [...figures.map(({ label, value }) => `${label}: ${value}`), ...notes].join("\n");
}

test("without a server what holds of any service is told, and what a server would tell", async () => {
	const told = write(await foresee(undefined));
	expect(told).toContain("Error budget: 43 minutes 12 seconds");
	expect(told).toContain("A total outage pages after: 52 seconds");
	expect(told).toContain("No Prometheus is connected");
	expect(told).not.toContain("SLI,");
});

test("an objective that no outage can miss so fast says so", async () => {
	expect(write(await foresee(undefined, { objective: "60" }))).toContain("A total outage pages after: never");
});

test("a service that keeps its objective has all of its budget and never pages", async () => {
	const told = write(await foresee(createPast({}).live));
	expect(told).toContain("SLI, last hour: 100 %");
	expect(told).toContain("SLI, last 30 days: 100 %");
	expect(told).toContain("Error budget left: 100 %");
	expect(told).toContain("Pages, last 14 days: never");
});

test("a metric without series is said to be missing, and nothing is made up", async () => {
	const fake = createFakePrometheus({ query: () => ({ kind: "vector", series: [] }) });
	const insight = await foresee(fake);
	expect(write(insight)).toContain('There is no series of `http_requests_total{job="api"}`');
	expect(write(insight)).not.toContain("SLI,");
	expect(insight.pictures).toEqual([]);
});

test("half of the period is told as half", async () => {
	const told = write(await foresee(createPast({ age: 15 * day, errorRatio: 0.002, retentionSeconds: 15 * day }).live));
	expect(told).toContain("SLI, last 30 days (15 days there): 99.8 %");
	expect(told).toContain("30 days asked, 15 days there: the server keeps samples for 15 days");
});

test("what fails on the way leaves what had come", async () => {
	const { live } = createPast({ series: 500, answers: 4 });
	const told = write(await foresee(live));
	expect(told).toContain("SLI, last hour: 100 %");
	expect(told).toMatch(/The alerts were tried on \d+ (hours|days) instead of 14 days: It is on fire/);
});

test("a server that does not answer is quoted", async () => {
	const failure = { kind: "unavailable", reason: "Nobody is there.", cause: "refused" } as const;
	const told = write(await foresee(createFakePrometheus({ failure })));
	expect(told).toContain("The server could not say how the service does: Nobody is there.");
	expect(told).toContain("A total outage pages after: 52 seconds");
});

test.each([1, 10, 100, 1_000, 5_000])("%d series: no query reads more than its bound", async (series) => {
	const { live, ranges } = createPast({ series });
	const insight = await foresee(live);
	// Three selectors of the service's series, 20 samples each in 5 minutes, and as many more in longer rates.
	const reads = ranges.map(({ query, points }) => {
		const selectors = query.includes(" / ") ? 3 : 1;
		return (points * series * selectors * (query.includes("[60m]") ? 240 : 20)) / 1e6;
	});
	expect(Math.max(...reads)).toBeLessThanOrEqual(20.001);
	expect(reads.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(200.1);
	expect(write(insight)).toContain("SLI, last hour: 100 %");
	expect(write(insight)).toMatch(series > 500 ? /5 minutes of each/ : /summed up from 1-hour rates/);
});

test("more series than a query may touch are not asked about", async () => {
	const { live, ranges } = createPast({ series: 30_000 });
	expect(write(await foresee(live))).toContain("The service has about 90,000 series");
	expect(ranges).toEqual([]);
});

test("who wants every query to be asked for is not asked in secret", async () => {
	const { live, ranges } = createPast({});
	expect(write(await foresee(live, {}, { series: 0, samples: 0 }))).toContain("the server was not asked");
	expect(ranges).toEqual([]);
});

test("a guard against little traffic and a maintenance window are in what is tried", async () => {
	const incident = createPast({ errorRatio: 0.05 }).live;
	expect(write(await foresee(incident))).toContain("Pages, last 14 days: once");
	// 5 requests a second are 18,000 an hour, and 108,000 in 6 hours.
	expect(write(await foresee(incident, { guard: "100000 requests" }))).toContain("Pages, last 14 days: once");
	expect(write(await foresee(incident, { guard: "200000 requests" }))).toContain("Pages, last 14 days: never");
	expect(write(await foresee(incident, { guard: "20000 errors" }))).toContain("Pages, last 14 days: never");
	expect(write(await foresee(incident, { maintenance: "vector(1) > 0" }))).toContain("Pages, last 14 days: never");
});

test("a calendar month is told since its first day", async () => {
	// 2027-01-15, so 14 of 31 days are over.
	const told = write(await foresee(createPast({ errorRatio: 0.0005 }).live, { period: "month" }));
	expect(told).toContain("SLI, this month: 99.95 %");
	expect(told).toContain("Error budget left: 77 %");
});
