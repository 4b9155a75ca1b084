import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt } from "./person.ts";

/** A person who asks what an alert would have done in the last day, in a window with a real Prometheus behind it. */
const rules = `groups:
  - name: api
    interval: 1m
    rules:
      - alert: TooManyErrors
        expr: errors_ratio > 0.04
        for: 5m
`;

const minute = 60;

/** Two instances: "a" is above 0.04 for ten minutes of every hour, "b" for twenty of every second one. */
function inventDay(): string {
	const end = Math.floor(Date.now() / 1000 / minute) * minute - minute;
	const lines = ["# TYPE errors_ratio gauge"];
	for (const [instance, period, high] of [
		["a", 60, 10],
		["b", 120, 20],
	] as const) {
		for (let time = end - 24 * 60 * minute; time <= end; time += minute) {
			const isHigh = (time / minute) % period < high;
			lines.push(`errors_ratio{instance="${instance}"} ${isHigh ? 0.06 : 0.01} ${time}`);
		}
	}
	return `${lines.join("\n")}\n# EOF\n`;
}

let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;
let page: FrameLocator;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ retention: "30d", history: inventDay });
	window = await openWindow({
		width: 1800,
		height: 1300,
		workspaceSettings: {
			"editor.minimap.enabled": false,
			"observability.backtest.days": 1,
			"observability.prometheus.servers": [{ name: "demo", url: prometheus.url }],
		},
	});
	await writeFile(join(window.workspace, "rules.yaml"), rules);
	person = personAt(window.page);
	page = window.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

async function changeSetting(change: Readonly<Record<string, unknown>>): Promise<void> {
	const path = join(window.workspace, ".vscode/settings.json");
	const settings = JSON.parse(await readFile(path, "utf8")) as object;
	await writeFile(path, JSON.stringify({ ...settings, ...change }));
}

/** The number under a title. */
const number = (title: string) => page.locator("#numbers > div", { hasText: title }).locator("dd");

describe("a person backtests an alert", () => {
	it("sees how often each series would have fired", async () => {
		await person.openFile("rules.yaml");
		await window.page.locator(".statusbar-item", { hasText: "demo" }).waitFor();
		await person.putCursor(6, 12);
		await person.runCommand("Observability: Backtest Alert");
		await number("Fired").waitFor({ timeout: 30_000 });
		const fired = Number(await number("Fired").textContent());
		expect(fired).toBeGreaterThanOrEqual(35);
		expect(fired).toBeLessThanOrEqual(37);
		const rows = page.locator("#series tbody tr");
		await expect.poll(() => rows.count()).toBe(2);
		expect(await rows.first().textContent()).toContain('{instance="a"}');
		expect(await page.locator("#chart canvas").count()).toBe(1);
		await window.screenshot("backtest");
	});

	it("moves `for` without asking the server, and reads the difference", async () => {
		const field = page.getByRole("textbox", { name: "for", exact: true });
		await field.fill("15m");
		await expect.poll(() => number("Fired").textContent()).toMatch(/^\d+ → 1[12]$/);
		expect(await page.locator("#status").textContent()).toMatch(
			/It would have fired 1[12] times; as the rule is, 3\d times\./,
		);
	});

	it("moves the threshold", async () => {
		await page.getByRole("textbox", { name: "threshold >", exact: true }).fill("0.5");
		await expect.poll(() => number("Fired").textContent()).toMatch(/→ 0$/);
		await page.getByRole("button", { name: "Back to the rule" }).click();
		await expect.poll(() => number("Fired").textContent()).toMatch(/^3\d$/);
	});

	it("chooses a series by the keyboard and reads its firings", async () => {
		const second = page.locator("#series tbody tr").nth(1).getByRole("button");
		await second.focus();
		await window.page.keyboard.press("Enter");
		await expect.poll(() => second.getAttribute("aria-pressed")).toBe("true");
		await page.locator("#firings caption", { hasText: 'instance="b"' }).waitFor({ state: "attached" });
		expect(await page.locator("#firings tbody tr").count()).toBeGreaterThanOrEqual(11);
	});

	it("writes the new settings into the file", async () => {
		await page.getByRole("textbox", { name: "for", exact: true }).fill("15m");
		await page.getByRole("textbox", { name: "threshold >", exact: true }).fill("0.05");
		await expect.poll(() => number("Fired").textContent()).toMatch(/→ 1[12]$/);
		await page.getByRole("button", { name: "Write into the file" }).click();
		await page.locator("#status", { hasText: "has the new settings" }).waitFor();
		await expect
			.poll(async () => {
				await person.focusEditor();
				await person.press("Control+s");
				return readFile(join(window.workspace, "rules.yaml"), "utf8");
			})
			.toBe(rules.replace("0.04", "0.05").replace("for: 5m", "for: 15m"));
	});

	it("is asked before much is read", async () => {
		await changeSetting({ "observability.live.askAboveSamples": 1 });
		const question = page.getByRole("alertdialog");
		await expect
			.poll(async () => {
				await page.getByRole("button", { name: "Run again" }).click();
				return question.isVisible();
			})
			.toBe(true);
		expect(await question.textContent()).toMatch(/2 series at this moment.* samples\. Run it\?/);
		await window.screenshot("backtest-question");
		await page.getByRole("button", { name: "Run It" }).click();
		await expect.poll(() => number("Fired").textContent()).toMatch(/^1[12]$/);
		expect(await question.isVisible()).toBe(false);
	});

	it("finds the panel again after the window was loaded anew, and nothing is asked by itself", {
		timeout: 150_000,
	}, async () => {
		await person.focusEditor();
		await person.reloadWindow();
		await page.locator("#status", { hasText: "samples of TooManyErrors are gone" }).waitFor({ timeout: 60_000 });
		expect(await page.getByRole("radio", { name: "1 day" }).isChecked()).toBe(true);
		await window.page.locator(".statusbar-item", { hasText: "demo" }).waitFor();
		await page.getByRole("button", { name: "Run again" }).click();
		// The bound of before still asks.
		await page.getByRole("button", { name: "Run It" }).click();
		await expect.poll(() => number("Fired").textContent()).toMatch(/^1[12]$/);
	});

	it.each([
		["light", "Default Light Modern"],
		["dark", "Default Dark Modern"],
		["high-contrast", "Default High Contrast"],
	])("looks right in a %s theme", async (name, theme) => {
		await changeSetting({ "workbench.colorTheme": theme });
		const kind = `vscode-${name}`;
		await page.locator(`body.${kind}`).waitFor();
		expect(await page.locator("#chart canvas").count()).toBe(1);
		await window.screenshot(`backtest-${name}`);
	});
});
