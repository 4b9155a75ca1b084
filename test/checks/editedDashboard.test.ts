import { expect, test } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const panel = (title: string, expr: string, more: string): string =>
	`    { "type": "timeseries", "title": "${title}", ${more} "targets": [{ "refId": "A", "expr": "${expr}", "legendFormat": "{{job}} {{pod}}" }] }`;

const board = (panels: readonly string[], variable = "true"): string =>
	`{\n  "title": "T",\n  "schemaVersion": 42,\n  "templating": { "list": [{ "name": "job", "type": "query", "query": "label_values(up, job)", "refresh": 2, "multi": ${variable} }] },\n  "panels": [\n${panels.join(",\n")}\n  ]\n}\n`;

/** What one key stroke, and another, makes of a dashboard; each is judged with what is kept of the one before. */
const versions: readonly string[] = [
	board([panel("a", "sum by (job) (rate(x_total[5m]))", ""), panel("b", 'up{job=\\"$job\\"}', "")]),
	board([panel("a", "sum by (job, pod) (rate(x_total[5m]))", ""), panel("b", 'up{job=\\"$job\\"}', "")]),
	board([panel("a", "sum by (job, pod) (rate(x_total[$__rate_interval]))", ""), panel("b", 'up{job=\\"$job\\"}', "")]),
	board([panel("a", "sum(x_total)", ""), panel("b", 'up{job=\\"$job\\"}', "")]),
	board([panel("b", 'up{job=\\"$job\\"}', ""), panel("a", "sum(x_total)", "")]),
	board([panel("b", 'up{job=\\"$job\\"}', ""), panel("a", "sum(x_total)", "")], "false"),
	board([panel("b", 'up{job=~\\"$job\\"}', '"fieldConfig": { "defaults": { "unit": "ms" } },')]),
	board([panel("c", "avg(process_start_time_seconds)", '"fieldConfig": { "defaults": { "unit": "ms" } },')]),
];

test("what is kept of a dashboard's panels never outlives what was written", async () => {
	const kept = createTestService(undefined, CHECKS);
	const codes = new Set<string>();
	for (const text of [...versions, ...versions.toReversed()]) {
		const document = createDocument(text, 1, "file:///board.json");
		const fresh = await createTestService(undefined, CHECKS).diagnose(document, never);
		expect(await kept.diagnose(document, never)).toEqual(fresh);
		for (const { code } of fresh ?? []) codes.add(code);
	}
	expect(kept.logged).toEqual([]);
	expect([...codes].filter((code) => code.startsWith("dashboard/")).length).toBeGreaterThan(3);
});
