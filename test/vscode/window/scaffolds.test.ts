import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";
import { type Walk, walkIn } from "./scaffoldWalk.ts";

/** Other scaffolds from the palette to the file, and an SLO explained; without a server, as in the first minute. */
const run = promisify(execFile);

let window: VscodeWindow;
let person: Person;
let walk: Walk;

const rules = `groups:
  - name: checkout
    rules:
      - alert: CheckoutDown
        expr: up{job="checkout"} == 0
        for: 5m
        labels:
          severity: critical
        annotations:
          summary: Checkout is down on {{ $labels.instance }}
`;

const dashboard = {
	title: "Checkout",
	uid: "checkout",
	schemaVersion: 41,
	time: { from: "now-6h", to: "now" },
	timezone: "browser",
	templating: {
		list: [{ name: "datasource", type: "datasource", query: "prometheus", current: {}, refresh: 1 }],
	},
	panels: [
		{
			id: 1,
			title: "Up",
			type: "timeseries",
			datasource: { type: "prometheus", uid: "${datasource}" },
			gridPos: { h: 8, w: 12, x: 0, y: 0 },
			fieldConfig: { defaults: { unit: "short" }, overrides: [] },
			options: {},
			targets: [{ refId: "A", expr: 'up{job="checkout"}' }],
		},
	],
};

const specification = `version: prometheus/v1
service: api
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting:
      name: HighErrorRate
`;

beforeAll(async () => {
	window = await openWindow({
		files: {
			"checkout.rules.yaml": rules,
			"dashboards/checkout.json": `${JSON.stringify(dashboard, null, 2)}\n`,
		},
		workspaceSettings: { "editor.minimap.enabled": false, "files.autoSave": "off" },
	});
	person = personAt(window.page);
	walk = walkIn(window.page, person);
	await person.openFile("checkout.rules.yaml");
	await window.page.locator(".codelens-decoration", { hasText: "Run" }).first().waitFor();
});

afterAll(async () => {
	await window?.close();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

const textOf = (path: string) => readFile(join(window.workspace, path), "utf8");

/** Takes what is suggested; `answers`, by words of the question, where nothing is. Ends with the file in the editor. */
async function make(title: string, answers: readonly (readonly [RegExp, string])[], opened: RegExp): Promise<void> {
	await person.runCommand(`Observability: ${title}`);
	const heading = walk.box.locator(".quick-input-title");
	for (let step = 0; step < 30; step++) {
		await walk.asked(/./);
		const asked = await read(heading);
		if (/preview/.test(asked)) break;
		const given = answers.find(([words]) => words.test(asked))?.[1];
		if (given === undefined) await walk.takeSuggested();
		else await walk.answer(/./, given);
	}
	await walk.asked(/preview/);
	await window.screenshot(`made-${title.toLowerCase().replaceAll(" ", "-")}`);
	await walk.decide();
	await window.page.locator(".notification-toast", { hasText: /Wrote \d+ files?/ }).waitFor();
	await window.page.locator(".tab.active", { hasText: opened }).waitFor();
	await expect.poll(() => read(window.page.locator("#status\\.problems"))).toMatch(/^\s*0\s*0\s*$/);
	await window.screenshot(`written-${title.toLowerCase().replaceAll(" ", "-")}`);
	await person.clearNotifications();
}

/** A scaffold for a rule suggests the one that the cursor is on. */
async function putOnAlert(): Promise<void> {
	await person.openFile("checkout.rules.yaml");
	await person.putCursor(4, 16);
}

describe("from the palette", () => {
	it("Add Runbook writes a page, and its address into the alert", async () => {
		await putOnAlert();
		await make("Add Runbook", [], /\.md|rules/);
		expect(await textOf("checkout.rules.yaml")).toContain("runbook_url: runbooks/checkout-down.md");
	});

	it("Add Rule Test writes a test that promtool passes", async () => {
		await putOnAlert();
		await make("Add Rule Test", [], /test/);
		const made = (await readdir(window.workspace, { recursive: true })).find((path) => /test\.ya?ml$/.test(path)) ?? "";
		await run("promtool", ["test", "rules", join(window.workspace, made)]);
	});

	it("Add Alert writes rules that promtool takes", { timeout: 120_000 }, async () => {
		await make(
			"Add Alert",
			[
				[/made from/, "A metric or query"],
				[/metric or query/, 'rate(http_requests_total{job="checkout"}[5m])'],
				[/threshold/, "100"],
			],
			/\.ya?ml|\.md/,
		);
		const files = (await readdir(window.workspace, { recursive: true })).filter((path) => /rules.*\.ya?ml$/.test(path));
		const texts = await Promise.all(files.map(textOf));
		const made = files[texts.findIndex((text) => text.includes("alert: HttpRequestsHigh"))] ?? "";
		await run("promtool", ["check", "rules", join(window.workspace, made)]);
	});

	it("Add Dashboard writes one for Grafana", { timeout: 120_000 }, async () => {
		await make(
			"Add Dashboard",
			[
				[/to show/, "USE"],
				[/Of what/, "Hosts"],
			],
			/\.json/,
		);
		const made = (await readdir(join(window.workspace, "dashboards"), { recursive: true })).filter(
			(path) => path.endsWith(".json") && path !== "checkout.json",
		);
		expect(made).toHaveLength(1);
	});

	it("Add Panel adds to the dashboard that is there", async () => {
		await make(
			"Add Panel",
			[
				[/which dashboard/i, "Checkout"],
				[/to be shown/, "sum(up)"],
				[/panel called/, "Services up"],
			],
			/checkout\.json/,
		);
		const { panels }: { panels: unknown[] } = JSON.parse(await textOf("dashboards/checkout.json"));
		expect(panels).toHaveLength(2);
	});
});

describe("an SLO that exists", () => {
	it("is told in words and with a picture", async () => {
		await writeFile(join(window.workspace, "slo.yaml"), specification);
		await person.openFile("slo.yaml");
		await person.runCommand("Observability: Explain SLO");
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		await page.getByText("99.9 % for availability of api, over 30 days").first().waitFor();
		await page.getByText("a total outage after 52 seconds").first().waitFor();
		expect(await page.getByText(/2 % of the 30-day budget is burnt within 1 hour/).count()).toBeGreaterThan(0);
		await page.locator("canvas, svg").first().waitFor();
		await window.screenshot("explain-slo");
	});
});
