import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import type { Scaffolds } from "../../server/scaffold/createScaffolds.ts";
import type { Answers } from "../../server/scaffold/scaffold.ts";
import { applies } from "../../server/scaffold/scaffold.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { openScaffolds } from "../support/scaffolds.ts";

/** "Add SLO" as a person walks through it who takes what is suggested, for a Prometheus that watches itself. */
let prometheus: RealPrometheus;
let api: HttpPrometheus;
let scaffolds: Scaffolds;
const { signal } = new AbortController();

beforeAll(async () => {
	({ prometheus, api } = await startServer([]));
	scaffolds = await openScaffolds({ live: api });
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
});

async function startServer(ruleFiles: readonly string[]) {
	const server = await startRealPrometheus({ ruleFiles });
	const client = createHttpPrometheus({
		server: { name: "real", url: server.url },
		credential: async () => undefined,
		log: () => {},
	});
	return { prometheus: server, api: client };
}

test.each([
	[
		"availability",
		{
			service: "prometheus",
			selector: 'job="prometheus"',
			metric: "prometheus_http_requests_total",
			errors: 'code=~"5.."',
		},
	],
	[
		"latency",
		{
			service: "prometheus",
			selector: 'job="prometheus"',
			metric: "prometheus_http_request_duration_seconds",
			threshold: "0.1",
		},
	],
	["probe", { service: "prometheus", metric: "up" }],
])("what is suggested makes a working SLO of %s", async (kind, expected) => {
	const answers = await takeSuggestions(kind);
	expect(answers).toMatchObject(expected);

	const result = await scaffolds.render("slo", answers);
	if (result.kind === "invalid") throw new Error(result.message);
	// The groups' own intervals would have the test wait for minutes.
	const rules = result.files[0]?.content.replaceAll(/interval: (30s|2m)/g, "interval: 1s") ?? "";
	const evaluated = await startServer([rules]);
	try {
		const name = kind === "latency" ? "latency-100ms" : kind;
		const selector = `{service="prometheus",slo="${name}"}`;
		const value = await waitForSample(evaluated.api, `slo:error_budget_remaining:ratio${selector}`);
		expect(value).toBeGreaterThan(-1000);
		expect(value).toBeLessThanOrEqual(1);
		const ratios = await readSamples(evaluated.api, `{__name__=~"slo:errors_per_request:ratio_rate.*",slo="${name}"}`);
		expect(ratios.length).toBe(8);
		for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(0);
		expect(await readSamples(evaluated.api, 'ALERTS{alertname=~".*NotMeasured"}')).toEqual([]);
	} finally {
		await evaluated.api.close();
		await evaluated.prometheus.stop();
	}
});

async function takeSuggestions(kind: string): Promise<Answers> {
	const answers: Record<string, string> = { kind };
	for (const question of (await scaffolds.describe("slo")).questions) {
		if (!applies(question.when, answers) || question.id === "kind") continue;
		const step = { id: "slo", question: question.id, answers };
		const { suggested } = await scaffolds.choices(step, signal);
		// Which bucket keeps 99 % of the requests hangs on how busy this machine is.
		const value = question.id === "threshold" ? "0.1" : (suggested ?? "");
		expect(await scaffolds.validate(step, value)).toBeNull();
		answers[question.id] = value;
	}
	return answers;
}

async function waitForSample(client: HttpPrometheus, query: string): Promise<number> {
	for (let attempt = 0; attempt < 50; attempt++) {
		const [value] = await readSamples(client, query);
		if (value !== undefined) return value;
		await sleep(500);
	}
	throw new Error(`No sample of ${query} after 25 seconds.`);
}

async function readSamples(client: HttpPrometheus, query: string): Promise<readonly number[]> {
	const answer = await client.instantQuery(query, { signal });
	if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
	const { data } = answer.value;
	return data.kind === "vector" ? data.series.map(({ sample }) => sample.value) : [];
}
