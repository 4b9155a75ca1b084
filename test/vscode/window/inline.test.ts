import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { inventLastHour } from "./lastHour.ts";
import { type Person, personAt, read } from "./person.ts";

/** What is shown between the lines, of rules that the server really evaluates. */
const rules = `groups:
  - name: server
    rules:
      - alert: ServerUp
        expr: up{job="prometheus"} == 1
        annotations:
          summary: "{{ $labels.job }} has been {{ $value }} for a while"
      - alert: ServerUpForLong
        expr: up{job="prometheus"} > 0.5
        for: 1h
      - record: job:up:odd
        expr: up / on () group_left () prometheus_http_requests_total
`;

let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ ruleFiles: [rules], history: inventLastHour });
	window = await openWindow({
		workspaceSettings: {
			"editor.minimap.enabled": false,
			"observability.prometheus.servers": [{ name: "demo", url: prometheus.url }],
			"observability.inlayHints.values": true,
			"observability.live.refreshSeconds": 5,
		},
	});
	await mkdir(join(window.workspace, "alerts"));
	await writeFile(join(window.workspace, "alerts", "server.yaml"), rules);
	person = personAt(window.page);
	await person.openFile("alerts/server.yaml");
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

describe("a person who looks at rules that are evaluated", () => {
	it("sees above each what the server says of it, and what can be done", async () => {
		const lenses = window.page.locator(".editor-group-container.active .codelens-decoration");
		await expect.poll(async () => (await lenses.allInnerTexts()).join("\n")).toMatch(/firing 1 · last evaluation/);
		const shown = (await lenses.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
		expect(shown[0]).toMatch(/Run.*Chart.*Backtest.*firing 1 · last evaluation (?:under )?\d+ ms/s);
		expect(shown[1]).toMatch(/pending 1 · last evaluation/);
		expect(shown[2]).toMatch(/failing: /);
		expect(shown[2]).not.toContain("Backtest");
	});

	it("sees the current values behind the expressions", async () => {
		const lines = window.page.locator(".editor-group-container.active .view-line");
		const line = lines.filter({ hasText: '{job="prometheus"}' }).first();
		await expect.poll(async () => (await read(line)).replaceAll(/\s+/g, " ")).toMatch(/== 1\s*= 1$/);
		await window.screenshot("inline");
	});

	it("sees an annotation with the labels and the value of a real series", async () => {
		const hover = window.page.locator(".monaco-hover:not(.hidden)", { hasText: "As it would be sent now" });
		await person.pointAt("has been", 1, hover);
		expect(await read(hover.first())).toContain("prometheus has been 1 for a while");
		await person.pointAway();
	});
});
