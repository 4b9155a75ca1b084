import { beforeAll, describe, expect, test } from "vitest";
import { checkMetrics, type Evidence } from "./exercise.ts";
import type { SampleApp } from "./sampleApps.ts";

/** What has to hold for every application, whatever it is written in. */
export function describeApp(app: SampleApp, run: () => Promise<Evidence>): void {
	describe(app.name, () => {
		let evidence: Evidence;

		beforeAll(async () => {
			evidence = await run();
		}, 400_000);

		test("counts what was asked, by route and status", () => {
			const { order, slow } = app.routes;
			expect(evidence.requests).toMatchObject({
				[`GET ${order} 200`]: 3,
				[`GET ${order} 500`]: 1,
				// Where the framework cannot know that the client has gone away, the request counts as what it became.
				[`GET ${slow} ${app.seesAborts === false ? 200 : 499}`]: 1,
				"GET unmatched 404": 20,
				"_OTHER unmatched 404": 1,
			});
		});

		test("has no more series than routes and statuses, and nothing in flight when all is done", () => {
			expect(evidence.series).toBeLessThanOrEqual(8);
			expect(evidence.inFlight).toBe(0);
		});

		test("exposes what promtool finds nothing wrong with", async () => {
			expect(await checkMetrics(evidence.exposition)).toBe("");
			if (app.workers !== true) expect(evidence.exposition).toContain("process_cpu_seconds_total");
		});

		test("sends traces, and logs with the same trace", () => {
			const { logs, spans, services } = evidence.receiver;
			const line = evidence.output.split("\n").find((each) => each.includes("order read")) ?? "";
			if (app.keepsLogs) {
				expect(spans.map(({ traceId }) => traceId)).toContain(JSON.parse(line).trace_id);
				return;
			}
			const [log] = logs.filter(({ body }) => body === "order read");
			expect(log?.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
			expect(spans.map(({ traceId }) => traceId)).toContain(log?.traceId);
			expect(logs.map(({ traceId }) => traceId)).toContain(JSON.parse(line).trace_id);
			expect(services.size).toBe(1);
			expect(spans.map(({ name }) => name).filter((name) => /livez|metrics/.test(name))).toEqual([]);
		});

		test("lives while it is not ready, and does not say why", () => {
			expect(evidence.statuses).toMatchObject({ good: 200, failing: 500, unknown: 404, livez: 200, readyz: 503 });
			expect(JSON.parse(evidence.bodies["readyz"] ?? "")).toEqual({
				status: "unavailable",
				checks: { database: "failed" },
			});
		});

		test("ends when it is told to", () => {
			// By itself, by the signal, or by the number that shells have for that signal.
			expect([0, -1, 143]).toContain(evidence.ended);
		});
	});
}
