import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";
import { type Walk, walkIn } from "./scaffoldWalk.ts";
import { inventTwoWeeks } from "./twoWeeks.ts";

/** From the palette to the files: the whole walk of Add SLO, with a Prometheus that has two weeks of the service. */
const run = promisify(execFile);

let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;
let walk: Walk;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: inventTwoWeeks, retention: "90d", timeoutMs: 90_000 });
	window = await openWindow({
		workspaceSettings: {
			"editor.minimap.enabled": false,
			"observability.prometheus.servers": [{ name: "demo", url: prometheus.url }],
		},
	});
	await writeFile(
		join(window.workspace, "checkout.rules.yaml"),
		'groups:\n  - name: checkout\n    rules:\n      - alert: CheckoutDown\n        expr: up{job="checkout"} == 0\n        for: 5m\n',
	);
	person = personAt(window.page);
	walk = walkIn(window.page, person);
	await person.openFile("checkout.rules.yaml");
	await window.page.locator(".statusbar-item", { hasText: "demo" }).waitFor();
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

const files = async (): Promise<string[]> => {
	const entries = await readdir(window.workspace, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(window.workspace.length + 1))
		.filter((path) => !path.startsWith(".vscode"))
		.sort();
};

/** By words of the question; what is not here is taken as it is offered. */
const answers: readonly (readonly [RegExp, string])[] = [
	[/which service/i, "checkout"],
	[/what is promised/i, "Availability"],
	[/which metric/i, "http_requests_total"],
	[/series belong/i, 'job="checkout"'],
	[/count as errors/i, 'code=~"5.."'],
	[/objective called/i, "availability"],
];

describe("Add SLO", () => {
	it("asks one thing after the other, each with what is found", { timeout: 180_000 }, async () => {
		await person.runCommand("Observability: Add SLO");
		for (let step = 1; step < 40; step++) {
			await walk.asked(/./);
			const title = await read(walk.box.locator(".quick-input-title"));
			if (/preview/.test(title)) return;
			const given = answers.find(([words]) => words.test(title))?.[1];
			await window.screenshot(`walk-${String(step).padStart(2, "0")}`);
			await walk.answer(/./, given);
		}
		throw new Error("The questions did not end.");
	});

	it("shows every file, and beside them what would have come of it", { timeout: 120_000 }, async () => {
		await walk.asked(/preview/);
		await window.page.locator(".view-line", { hasText: "groups:" }).first().waitFor();
		await window.screenshot("walk-preview");
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		await page.locator("#told").waitFor({ timeout: 60_000 });
		expect(await read(page.locator("#figures"))).toMatch(/Error budget left/i);
		await window.screenshot("walk-insight");
		const pictures = page.locator("#pictures section");
		expect(await pictures.count()).toBeGreaterThan(0);
		await pictures.first().scrollIntoViewIfNeeded();
		await window.screenshot("walk-insight-pictures");
	});

	it("goes back, and what would have come of it is taken away and told anew", { timeout: 120_000 }, async () => {
		await walk.back(/Which share/);
		expect(await window.page.locator(".tab", { hasText: "what would come" }).count()).toBe(0);
		await walk.answer(/Which share/, "99");
		await walk.asked(/form/);
		await walk.takeSuggested();
		await walk.asked(/preview/);
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		await page.locator("#title", { hasText: "99 %" }).waitFor({ timeout: 60_000 });
	});

	it("writes nothing where it is left", async () => {
		const before = await files();
		await walk.leave();
		await expect.poll(() => window.page.locator(".tab", { hasText: "preview" }).count()).toBe(0);
		expect(await files()).toEqual(before);
	});

	it("takes what is suggested, and writes all of it", { timeout: 120_000 }, async () => {
		await person.runCommand("Observability: Add SLO");
		await walk.answer(/Which service/, "checkout");
		await walk.answer(/What is promised/, "Availability");
		await walk.answer(/Which of the metric/, 'job="checkout"');
		await walk.answer(/Which metric/, "http_requests_total");
		await walk.asked(/How are the failed/);
		await walk.takeSuggested();
		// Up to what nothing is suggested for.
		await walk.asked(/count as errors|preview/);
		if (!/preview/.test(await read(walk.box.locator(".quick-input-title")))) {
			await window.screenshot("walk-rest-needs-answer");
			await walk.answer(/count as errors/, 'code=~"5.."');
			await walk.takeSuggested();
			await walk.asked(/preview|called/);
		}
		await walk.asked(/preview/);
		await walk.decide("Create 4 Files");
		await window.page.locator(".notification-toast", { hasText: "Wrote 4 files" }).waitFor();
		await window.page.locator(".tab.active", { hasText: "rules" }).waitFor();
		await window.screenshot("walk-written");
		const written = await files();
		const rules = written.find((path) => path.startsWith("slo/") && path.includes("rules")) ?? "";
		await run("promtool", ["check", "rules", join(window.workspace, rules)]);
		await window.page.getByRole("button", { name: "What to Do Next" }).click();
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		await page.locator("#words li").first().waitFor();
		await window.screenshot("walk-next");
	});

	it.each([
		["dark", "Default Dark Modern"],
		["high-contrast", "Default High Contrast"],
	])("looks right in a %s theme", { timeout: 120_000 }, async (name, theme) => {
		await person.runCommand("View: Close All Editors");
		const settings = join(window.workspace, ".vscode/settings.json");
		const before: object = JSON.parse(await readFile(settings, "utf8"));
		await writeFile(settings, JSON.stringify({ ...before, "workbench.colorTheme": theme }));
		await person.runCommand("Observability: Add SLO");
		await walk.asked(/Which service/);
		await walk.takeSuggested();
		await walk.asked(/preview/);
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		await page.locator(`body.vscode-${name}`).waitFor();
		await page.locator("#told").waitFor({ timeout: 60_000 });
		await window.screenshot(`walk-${name}`);
		await walk.leave();
	});
});
