import { afterAll, beforeAll, expect, test } from "vitest";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import type { Insight, InsightPicture } from "../../server/scaffold/insight.ts";
import { testRules } from "../support/promtool.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { renderSlo } from "../support/renderSlo.ts";
import { openScaffolds } from "../support/scaffolds.ts";
import { addUp, count, type Traffic, writeTest } from "../support/sloTraffic.ts";

/** Ten days of a service whose every request is known, so that all that the preview says can be reckoned by hand. */
const minute = 60;
const day = 1440;
const end = Math.floor(Date.now() / 1000 / 3600) * 3600 - 3600;
const traffic: readonly Traffic[] = [
	{ minutes: 4 * day, requests: 600, errorRatio: 0.0002 },
	{ minutes: 10, requests: 600, errorRatio: 1 },
	{ minutes: 2 * day - 10, requests: 600, errorRatio: 0 },
	{ minutes: 120, requests: 1200, errorRatio: 0.03 },
	{ minutes: 60, requests: 0, errorRatio: 0 },
	{ minutes: 3 * day - 180, requests: 600, errorRatio: 0.0005 },
	{ minutes: day, requests: 300, errorRatio: 0.002 },
];
const minutes = traffic.reduce((sum, stretch) => sum + stretch.minutes, 0);
const beginning = end - minutes * minute;
const budget = 0.001;

let prometheus: RealPrometheus;
let api: HttpPrometheus;
const { signal } = new AbortController();

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: writeHistory, retention: "60d" });
	const server = { name: "real", url: prometheus.url };
	api = createHttpPrometheus({ server, credential: async () => undefined, log: () => {} });
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
});

function writeHistory(): string {
	const series = [
		["200", addUp(traffic, ({ requests, errorRatio }) => requests * (1 - errorRatio))],
		["500", addUp(traffic, ({ requests, errorRatio }) => requests * errorRatio)],
	] as const;
	const lines = series.flatMap(([code, values]) =>
		values.map(
			(value, index) => `http_requests_total{job="api",code="${code}"} ${value} ${beginning + index * minute}`,
		),
	);
	return `# TYPE http_requests counter\n${lines.join("\n")}\n# EOF\n`;
}

const answers = {
	service: "api",
	kind: "availability",
	metric: "http_requests_total",
	selector: 'job="api"',
	errors: 'code=~"5.."',
	objective: "99.9",
};

async function foresee(given: Readonly<Record<string, string>> = {}, now = end): Promise<Insight> {
	const scaffolds = await openScaffolds({ live: api, now });
	const insight = await scaffolds.foresee("slo", { ...answers, ...given }, signal);
	if (insight === undefined) throw new Error("Nothing was foreseen.");
	return insight;
}

function figure({ figures }: Insight, label: string): string {
	const found = figures.find((one) => one.label.startsWith(label));
	if (found === undefined) throw new Error(`${label} is none of ${figures.map((one) => one.label).join(", ")}`);
	return found.value;
}

/** Requests and failures between two minutes of the traffic, as it was laid out. */
function reckon(from: number, to: number): { readonly requests: number; readonly errors: number } {
	let at = 0;
	const sums = { requests: 0, errors: 0 };
	for (const { minutes: length, requests, errorRatio } of traffic) {
		const within = Math.max(0, Math.min(to, at + length) - Math.max(from, at));
		sums.requests += within * requests;
		sums.errors += within * requests * errorRatio;
		at += length;
	}
	return sums;
}

function ratioOfLast(count: number): number {
	const { requests, errors } = reckon(minutes - count, minutes);
	return errors / requests;
}

function percent(text: string): number {
	return Number(/^-?[\d.]+/.exec(text)?.[0]) / 100;
}

test("the SLI and the budget are those of the requests that there were", async () => {
	const insight = await foresee();
	expect(insight.title).toBe("99.9 % for api (availability), over 30 days");
	expect(percent(figure(insight, "SLI, last hour"))).toBeCloseTo(1 - ratioOfLast(60), 5);
	expect(percent(figure(insight, "SLI, last day"))).toBeCloseTo(1 - ratioOfLast(day), 5);
	expect(percent(figure(insight, "SLI, last 30 days (10 days there)"))).toBeCloseTo(1 - ratioOfLast(minutes), 5);
	expect(percent(figure(insight, "Error budget left"))).toBeCloseTo(1 - ratioOfLast(minutes) / budget, 2);
	expect(figure(insight, "Burning now")).toBe("2 times");
	expect(figure(insight, "A total outage pages after")).toBe("52 seconds");
	expect(insight.notes.join("\n")).toContain("30 days asked, 10 days there: the series begin on");
});

test("a period that is there is told whole", async () => {
	const insight = await foresee({ period: "7d" });
	expect(percent(figure(insight, "SLI, last 7 days"))).toBeCloseTo(1 - ratioOfLast(7 * day), 5);
	expect(percent(figure(insight, "Error budget left"))).toBeCloseTo(1 - ratioOfLast(7 * day) / budget, 2);
	expect(insight.notes.join("\n")).not.toContain("asked");
});

function spansOf(insight: Insight): Extract<InsightPicture, { kind: "spans" }> {
	const picture = insight.pictures.find(({ kind }) => kind === "spans");
	if (picture?.kind !== "spans") throw new Error("No alerts were tried.");
	return picture;
}

test("page and ticket fire when the rules themselves do", async () => {
	// Promtool takes long for days, so it sees the second incident alone, with the windows of a week before it.
	const from = 5 * day;
	const later = [{ minutes: day, requests: 600, errorRatio: 0 }, ...traffic.slice(3)];
	const given = { ...answers, period: "7d" };
	const { rules } = await renderSlo(given);
	const checks = spansOf(await foresee(given)).rows.flatMap(({ label, spans }) => {
		const [second] = spans.filter(({ start }) => start > beginning + from * minute);
		if (second === undefined) throw new Error(`${label} did not fire in the second incident.`);
		const firing = `ALERTS{alertname="${label}",alertstate="firing"}`;
		const [first, last] = [second.start, second.end].map((time) => Math.round((time - beginning) / minute) - from);
		const at = (edge: number | undefined, minutes: number, amount: number) =>
			count((edge ?? 0) + minutes, firing, amount);
		return [at(first, -2, 0), at(first, 2, 1), at(last, -3, 1), at(last, 2, 0)];
	});
	expect(checks).toHaveLength(8);
	// Looked at each minute, as the preview does, and without the group of the budget, which no alert reads.
	const [groups = ""] = rules.content.replace("interval: 30s", "interval: 1m").split(/^ {2}- name: \S+-budget$/m);
	const { output } = await testRules([groups], writeTest(later, checks));
	expect(output).toContain("SUCCESS");
}, 120_000);
