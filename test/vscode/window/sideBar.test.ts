import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";

/** A person who looks at a repository as a whole: its services and what they lack, what leads where, which metrics there are. */
let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;

beforeAll(async () => {
	prometheus = await startRealPrometheus();
	window = await openWindow({
		workspace: "test/repository",
		width: 1600,
		height: 1000,
		workspaceSettings: { "observability.prometheus.servers": [{ name: "demo", url: prometheus.url }] },
	});
	person = personAt(window.page);
	// The extension starts with the first file that it is for.
	await person.openFile("http.rules.yaml");
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window.screenshot(`failed-${task.name.replace(/\W+/g, "-")}`);
});

/** Of two colours as browsers write them. Source: WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
	const luminance = (colour: string): number => {
		const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/g)].map(([value]) => {
			const part = Number(value) / 255;
			return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

describe("a repository", () => {
	it("is shown by service, with what each has and lacks", async () => {
		await person.runCommand("View: Show Observability");
		const service = await person.revealRow("Services", /storefront-node/);
		await expect.poll(() => read(service), { timeout: 30_000 }).toMatch(/no SLO/);
		await person.expandRow("Services", /storefront-node/);
		await person.expandRow("Services", /^Alerts/);
		const alert = await person.revealRow("Services", /HighErrorRatio/);
		await window.screenshot("services");
		await alert.click();
		await window.page.locator(".tab.active", { hasText: "http.rules.yaml" }).waitFor();
		await window.page.locator("#status\\.editor\\.selection", { hasText: /selected/ }).waitFor();
	});

	it("shows its metrics beside those of the server, and inserts them as they are asked for", async () => {
		await person.openFile("incident.promql");
		await person.press("Control+End");
		await person.runCommand("Observability: Search Metrics");
		await window.page.locator(".quick-input-title", { hasText: "Search metrics" }).waitFor();
		await person.type("prometheus http requests");
		const rows = window.page.locator(".quick-input-list .monaco-list-row");
		await rows.and(window.page.locator(".focused", { hasText: "prometheus_http_requests_total" })).waitFor();
		await window.screenshot("search-metrics");
		await person.choose("prometheus_http_requests_total");
		await expect
			.poll(() => read(window.page.locator(".editor-group-container.active .view-lines")))
			.toContain("rate(prometheus_http_requests_total[5m])");
	});

	it("lets a metric be dragged into a file", async () => {
		// In a low window the tree shows few of its rows, as it does where a server has very many metrics.
		await window.page.setViewportSize({ width: 1600, height: 560 });
		await person.expandRow("Metrics", /^queue_/);
		const metric = await person.revealRow("Metrics", /^queue_depth/);
		const line = window.page.locator(".editor-group-container.active .view-line", { hasText: "# Jobs that wait." });
		await metric.dragTo(line.first());
		const written = () => read(window.page.locator(".editor-group-container.active .view-lines"));
		// It stands there once already.
		await expect.poll(async () => (await written()).split("queue_depth").length - 1).toBe(2);
		await window.screenshot("dragged-metric");
		await window.page.setViewportSize({ width: 1600, height: 1000 });
	});

	it("is drawn around a recording rule, walked by keys, and opened from there", async () => {
		await person.openFile("http.rules.yaml");
		await person.putCursor(5, 18);
		await person.runCommand("Observability: Show Dependencies");
		const page = window.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
		const centre = page.locator("g.node.centre");
		await centre.waitFor();
		expect(await centre.getAttribute("aria-label")).toMatch(
			/^job:http_requests:rate5m, recording rule; made of \d+, used by \d+$/,
		);
		await window.screenshot("dependencies");
		await centre.click();
		await window.page.locator(".tab.active", { hasText: "http.rules.yaml" }).waitFor();
		await centre.press("ArrowLeft");
		await page.locator('g.node.kind-metric[tabindex="0"]').waitFor();
	});

	it.each([
		["dark", "Default Dark Modern"],
		["high-contrast", "Default High Contrast"],
	])("is drawn in the colours of a %s theme", async (name, theme) => {
		const settings = join(window.workspace, ".vscode/settings.json");
		const before: object = JSON.parse(await readFile(settings, "utf8"));
		await writeFile(settings, JSON.stringify({ ...before, "workbench.colorTheme": theme }));
		await window.page.locator(name === "dark" ? ".monaco-workbench.vs-dark" : ".monaco-workbench.hc-black").waitFor();
		await window.page.locator(".tab", { hasText: "Dependencies" }).click();
		const page = window.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
		const centre = page.locator("g.node.centre");
		await centre.waitFor();
		// What is written has to be seen against what it stands on.
		const [text, ground] = await centre.evaluate((node) => [
			getComputedStyle(node.querySelector("text.name") ?? node).fill,
			getComputedStyle(node.ownerDocument.body).backgroundColor,
		]);
		expect(contrast(text ?? "", ground ?? "")).toBeGreaterThan(4.5);
		await window.screenshot(`side-bar-${name}`);
	});

	it("is assessed in a report", async () => {
		await person.runCommand("Observability: Assess Workspace");
		const box = window.page.locator(".quick-input-widget input").first();
		await expect.poll(() => box.inputValue()).toContain("observability-assessment.md");
		await window.page.keyboard.press("Enter");
		await window.page.locator(".tab", { hasText: "observability-assessment.md" }).first().waitFor();
		const report = await readFile(join(window.workspace, "observability-assessment.md"), "utf8");
		expect(report).toContain("| storefront-node |");
		expect(report).toContain("```mermaid\nflowchart LR");
		expect(report).toMatch(/\]\(rules\/services\.rules\.yaml#L\d+\)/);
		await window.screenshot("assessment");
	});
});
