import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkMetrics, type Evidence, exercise } from "./support/exercise.ts";
import { folderOfApp, prepareNodeApps, writeByHand } from "./support/prepareNode.ts";
import { runProgram } from "./support/runProgram.ts";
import { nodeApps, type SampleApp } from "./support/sampleApps.ts";

/** Applications of Node, instrumented by the scaffold, compiled, and run. */
const tsc = join(import.meta.dirname, "../../node_modules/.bin/tsc");

beforeAll(() => prepareNodeApps(nodeApps), 300_000);

describe.for(nodeApps.map((app): [string, SampleApp] => [app.name, app]))("%s", ([, app]) => {
	const folder = folderOfApp(app);
	let evidence: Evidence;

	beforeAll(async () => {
		if (app.typescript) await runProgram(tsc, ["--pretty", "false"], folder);
		await writeByHand(app, folder);
		if (app.typescript) await runProgram(tsc, ["--pretty", "false"], folder);
		const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
		evidence = await exercise({ command: scripts[app.script ?? "start"], folder, ownPort: app.ownPort === true });
	}, 120_000);

	test("counts what was asked, by route and status", () => {
		const { order, slow } = app.routes;
		expect(evidence.requests).toMatchObject({
			[`GET ${order} 200`]: 3,
			[`GET ${order} 500`]: 1,
			[`GET ${slow} 499`]: 1,
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
		expect(evidence.exposition).toContain("process_cpu_seconds_total");
	});

	test("sends traces, and logs with the same trace", () => {
		const { logs, spans, services } = evidence.receiver;
		const [log] = logs.filter(({ body }) => body === "order read");
		expect(log?.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
		expect(spans.map(({ traceId }) => traceId)).toContain(log?.traceId);
		const line = evidence.output.split("\n").find((each) => each.includes("order read")) ?? "";
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
		expect(evidence.ended).toBeLessThanOrEqual(0);
	});
});
