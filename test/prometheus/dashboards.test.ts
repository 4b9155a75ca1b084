import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { fillVariables } from "../../server/scaffold/dashboard/foreseeDashboard.ts";
import type { Answers } from "../../server/scaffold/scaffold.ts";
import { applies } from "../../server/scaffold/scaffold.ts";
import { dashboardCases } from "../scaffold/dashboard/dashboardCases.ts";
import { listQueries, readWrittenDashboard } from "../scaffold/dashboard/writtenDashboard.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { openScaffolds, renderScaffold } from "../support/scaffolds.ts";

/** What dashboards ask, asked of a real Prometheus that scrapes itself and a host. */
let prometheus: RealPrometheus;
let api: HttpPrometheus;
const { signal } = new AbortController();

beforeAll(async () => {
	prometheus = await startRealPrometheus({ nodeExporter: true });
	api = createHttpPrometheus({
		server: { name: "real", url: prometheus.url },
		credential: async () => undefined,
		log: () => {},
	});
	// A rate wants two scrapes, which are a second apart.
	const deadline = Date.now() + 20_000;
	while ((await seriesOf("rate(node_cpu_seconds_total[5m])")) === 0 && Date.now() < deadline) await sleep(250);
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
});

async function seriesOf(query: string): Promise<number> {
	const answer = await api.instantQuery(query, { signal });
	if (answer.kind !== "ok") throw new Error(`${query}: ${answer.kind === "unavailable" ? answer.reason : answer.what}`);
	const { data } = answer.value;
	return data.kind === "vector" ? data.series.length : 1;
}

describe.each(dashboardCases.filter(({ title }) => /classic$/.test(title)).map((each) => [each.title, each] as const))(
	"%s",
	(_title, { id, answers, scene = {} }) => {
		test("asks nothing that Prometheus refuses", async () => {
			const { files } = await renderScaffold(id, answers, scene);
			for (const { path, content } of files) {
				const dashboard = readWrittenDashboard(path, content);
				if (dashboard === undefined) continue;
				const list = (dashboard["templating"] as { list: { name: string; current: { value?: string[] } }[] }).list;
				const variables = list.map(({ name, current }) => {
					const [value] = current.value ?? [];
					return { name, selector: "", ...(value === undefined || value === "$__all" ? {} : { current: value }) };
				});
				for (const [title, expression] of listQueries(dashboard)) {
					const query = fillVariables(expression, { variables });
					const answer = await api.instantQuery(query, { signal });
					expect(answer.kind === "ok" ? "" : JSON.stringify(answer), `${title}: ${query}`).toBe("");
				}
			}
		});
	},
);

/** Answers of someone who goes on with what is suggested, but for `given`. */
async function walk(given: Answers): Promise<Answers> {
	const scaffolds = await openScaffolds({ live: api, now: Date.now() / 1000 });
	const answers: Record<string, string> = {};
	for (const question of (await scaffolds.describe("dashboard")).questions) {
		if (!applies(question.when, answers)) continue;
		const offered = await scaffolds.choices({ id: "dashboard", question: question.id, answers }, signal);
		answers[question.id] = given[question.id] ?? offered.suggested ?? offered.choices[0]?.value ?? "";
	}
	return answers;
}

test.each([
	["hosts", { kind: "use", target: "hosts" }, /^(?:Memory saturation|File system errors|Disk .*|File systems in use)$/],
	["processes", { kind: "use", target: "processes" }, /^$/],
	["golden signals of Prometheus", { kind: "golden", service: "prometheus" }, /^Errors by handler$/],
	["RED of Prometheus", { kind: "red", service: "prometheus" }, /^$/],
] as const)("the dashboard of %s has data where the host has it", async (_name, given, mayBeEmpty) => {
	const scaffolds = await openScaffolds({ live: api, now: Date.now() / 1000 });
	const answers = await walk(given);
	const insight = await scaffolds.foresee("dashboard", answers, signal);
	const empty = (insight?.figures ?? []).filter(({ tone }) => tone === "warning").map(({ label }) => label);
	expect(insight?.figures.length).toBeGreaterThan(3);
	expect(empty.filter((label) => !mayBeEmpty.test(label))).toEqual([]);
});

test("suggests what Prometheus exposes of itself", async () => {
	expect(await walk({ kind: "red", service: "prometheus" })).toMatchObject({
		selector: 'job="prometheus"',
		requests: "prometheus_http_requests_total",
		errors: 'code=~"5.."',
		latency: "prometheus_http_request_duration_seconds",
		buckets: "classic",
		route: "handler",
		status: "code",
	});
});
