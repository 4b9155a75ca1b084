import { execFile } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FrameLocator, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";

/** The query panel as a person uses it, on a Prometheus with ten thousand series and a rule to explain. */
const rules = `groups:
  - name: orders
    rules:
      - alert: OrdersFail
        expr: |
          sum by (shop) (rate(orders_failed_total[5m]))
            / on (shop)
          sum by (shop) (rate(orders_total[5m]))
            > 0.2
        labels:
          severity: page
`;
const shops = ["berlin", "lisbon", "oslo"];
const wide = 10_000;

const run = promisify(execFile);

let checkout: Server | undefined;
let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;
let page: FrameLocator;

beforeAll(async () => {
	const jobs = { checkout: await serveCheckout() };
	prometheus = await startRealPrometheus({
		history: inventOrders,
		retention: "90d",
		jobs,
		features: ["exemplar-storage"],
	});
	window = await openWindow({ width: 1500, height: 950 });
	await writeFile(join(window.workspace, "orders.yaml"), rules);
	await setTheme("Default Dark Modern");
	person = personAt(window.page);
	page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
	await person.openFile("orders.yaml");
	await window.page.locator(".statusbar-item", { hasText: "shop" }).waitFor();
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
	checkout?.close();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

async function setTheme(theme: string): Promise<void> {
	const settings = {
		"workbench.colorTheme": theme,
		"editor.minimap.enabled": false,
		"observability.prometheus.servers": [{ name: "shop", url: prometheus.url, headers: { "X-Team": "it's ours" } }],
	};
	await mkdir(join(window.workspace, ".vscode"), { recursive: true });
	await writeFile(join(window.workspace, ".vscode", "settings.json"), JSON.stringify(settings, null, "\t"));
}

/** A service whose requests have traces. */
async function serveCheckout(): Promise<number> {
	let requests = 0;
	checkout = createServer((_, response) => {
		requests += 1;
		const seconds = 0.1 + (requests % 7) / 20;
		const exemplar = `# {trace_id="trace-${requests}"} ${seconds} ${Date.now() / 1000}`;
		response.setHeader("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
		response.end(
			[
				"# TYPE checkout_seconds histogram",
				`checkout_seconds_bucket{le="0.5"} ${requests} ${exemplar}`,
				`checkout_seconds_bucket{le="+Inf"} ${requests}`,
				`checkout_seconds_sum ${requests * 0.2}`,
				`checkout_seconds_count ${requests}`,
				"# EOF\n",
			].join("\n"),
		);
	});
	await new Promise<void>((resolve) => checkout?.listen(0, "127.0.0.1", resolve));
	return (checkout.address() as AddressInfo).port;
}

/** An hour of orders in three shops, of which one has no failures at all; and one metric with very many series. */
function inventOrders(): string {
	const now = Math.floor(Date.now() / 1000);
	const lines: string[] = ["# TYPE orders counter"];
	for (const [index, shop] of shops.entries()) {
		for (let age = 4200, total = 0; age >= 0; age -= 15) {
			// Lisbon is closed for a while in the middle.
			if (shop === "lisbon" && age > 1800 && age < 2700) continue;
			total += 20 + 10 * Math.sin(age / 500 + index);
			lines.push(`orders_total{shop="${shop}"} ${total} ${now - age}`);
		}
	}
	lines.push("# TYPE orders_failed counter");
	for (const [index, shop] of ["berlin", "lisbon", "madrid"].entries()) {
		for (let age = 4200, total = 0; age >= 0; age -= 15) {
			total += 4 + 3 * Math.sin(age / 300 + index);
			lines.push(`orders_failed_total{shop="${shop}"} ${total} ${now - age}`);
		}
	}
	lines.push("# TYPE wide gauge");
	for (let index = 0; index < wide; index += 1) {
		const labels = `pod="pod-${index}",zone="${"abc"[index % 3]}",node="node-${index % 40}.example.org"`;
		for (const age of [240, 0]) lines.push(`wide{${labels}} ${(index * 7919) % 10_007} ${now - age}`);
	}
	return `${lines.join("\n")}\n# EOF\n`;
}

async function type(expression: string): Promise<void> {
	await page.locator("#expression").fill(expression);
	await page.locator("#expression").press("Control+Enter");
}

const tab = (name: string): Locator => page.getByRole("tab", { name, exact: true });
const status = (): Promise<string> => read(page.locator("#status"));

/** What the page put into the clipboard, as the window reads it. */
const clipboard = (): Promise<string> => window.page.evaluate(() => navigator.clipboard.readText());

async function saveAs(action: string): Promise<void> {
	await page.getByRole("button", { name: action }).click();
	const dialog = window.page.locator(".quick-input-widget");
	await dialog.locator("input").first().waitFor();
	await expect.poll(() => dialog.locator("input").first().inputValue()).toContain("query.");
	await window.page.keyboard.press("Enter");
	await dialog.waitFor({ state: "hidden" });
}

const sizeOf = (name: string): Promise<number> =>
	stat(join(window.workspace, name)).then(
		({ size }) => size,
		() => 0,
	);

describe("the query panel", () => {
	it("draws the alert under the cursor with its threshold, and its value where it does not hold", async () => {
		await person.putCursor(6, 30);
		await person.runCommand("Observability: Run Query");
		await page.locator("#chart canvas").waitFor();
		await expect.poll(status).toMatch(/series, in/);
		const filtered = await page.locator("#legend li").count();
		await page.getByLabel("Without the condition").check();
		await expect.poll(() => page.locator("#legend li").count()).toBeGreaterThanOrEqual(Math.max(2, filtered));
		await window.screenshot("panel-threshold");
		await page.getByLabel("Without the condition").uncheck();
	});

	it("draws series with their gaps, and hides and isolates them", async () => {
		await type("sum by (shop) (rate(orders_total[2m]))");
		await expect.poll(() => page.locator("#legend li").count()).toBe(3);
		expect(await read(page.locator("#legend"))).toContain('{shop="berlin"}');
		const series = page.locator("#legend .series");
		await series.nth(0).click();
		expect(await series.nth(0).getAttribute("aria-pressed")).toBe("false");
		await page.locator("#legend li").nth(2).hover();
		await page.locator("#legend .only").nth(2).click();
		expect(await series.evaluateAll((all) => all.map((each) => each.getAttribute("aria-pressed")))).toEqual([
			"false",
			"false",
			"true",
		]);
		await page.locator("#legend .only").nth(2).click();
		expect(await series.nth(0).getAttribute("aria-pressed")).toBe("true");
		await window.screenshot("panel-chart");
	});

	it("zooms by a drag and by keys, and back", async () => {
		const box = await page.locator("#chart .u-over").boundingBox();
		if (box === null) throw new Error("There is no chart.");
		const { mouse } = window.page;
		await mouse.move(box.x + box.width * 0.3, box.y + 80);
		await mouse.down();
		await mouse.move(box.x + box.width * 0.6, box.y + 90, { steps: 5 });
		await mouse.up();
		const reset = page.getByRole("button", { name: "Reset Zoom" });
		await reset.waitFor();
		await reset.click();
		await reset.waitFor({ state: "hidden" });
		const chart = page.locator("#chart");
		await chart.focus();
		await chart.press("+");
		await reset.waitFor();
		await chart.press("ArrowLeft");
		expect(await read(page.locator("#chart-values"))).toContain("berlin");
		await chart.press("0");
		await reset.waitFor({ state: "hidden" });
	});

	it("compares with an hour before, stacks, and takes a scale of powers", async () => {
		await page.getByLabel("Compare with").selectOption("3600");
		await expect.poll(() => page.locator("#legend .swatch.earlier").count()).toBeGreaterThan(0);
		await window.screenshot("panel-compare");
		await page.getByLabel("Compare with").selectOption("0");
		await page.getByLabel("Stacked").check();
		await window.screenshot("panel-stacked");
		await page.getByLabel("Stacked").uncheck();
		await page.getByLabel("Log scale").check();
		await window.screenshot("panel-log");
		await page.getByLabel("Log scale").uncheck();
	});

	it("draws exemplars over their series, and tells their traces", async () => {
		await page.getByLabel("15 minutes").check();
		await type("histogram_quantile(0.9, rate(checkout_seconds_bucket[1m]))");
		const exemplars = page.locator("#exemplars");
		await exemplars.waitFor();
		expect(await read(exemplars.locator("summary"))).toMatch(/^Exemplars \(\d+\)$/);
		await exemplars.locator("summary").click();
		expect(await read(exemplars)).toMatch(/trace_id="trace-\d+"/);
		await exemplars.getByRole("button", { name: "Copy Trace Id" }).first().click();
		await expect.poll(clipboard).toMatch(/^trace-\d+$/);
		await window.screenshot("panel-exemplars");
		await page.getByLabel("1 hour", { exact: true }).check();
		await type("sum by (shop) (rate(orders_total[5m]))");
		await expect.poll(status).toMatch(/3 series/);
	});

	it("asks for a span and a step of the user's own, and says what is wrong with them", async () => {
		await page.getByLabel("Step").fill("five");
		await page.getByLabel("Step").press("Enter");
		await page.getByText("The step “five” is no duration").waitFor();
		await page.getByLabel("Step").fill("1m");
		await page.getByLabel("Step").blur();
		await expect.poll(status).toMatch(/3 series/);
		await page.getByLabel("From and to").check();
		expect(await page.locator("#from").inputValue()).toMatch(/^\d{4}-\d\d-\d\dT/);
		await page.getByLabel("1 hour", { exact: true }).check();
		await page.getByLabel("Step").fill("");
	});

	it("asks before a query that would read very much", async () => {
		await page.getByLabel("Step").fill("1");
		await type("count(wide)");
		await page.locator("#error", { hasText: /would read about \d+ million samples/ }).waitFor();
		await window.screenshot("panel-cost");
		await page.getByRole("button", { name: "Run Anyway" }).click();
		await expect.poll(status).toMatch(/1 series/);
		await page.locator("#error").waitFor({ state: "hidden" });
		await page.getByLabel("Step").fill("");
		await page.getByLabel("Step").blur();
	});

	it("scrolls through ten thousand series, sorts and filters them, and copies a cell", async () => {
		await tab("Table").click();
		await type("wide");
		await expect.poll(() => read(page.locator("#table-note"))).toContain("10,000 series");
		const rows = page.locator("#table tbody tr:not(.space)");
		expect(await rows.count()).toBeLessThan(120);
		await page.getByRole("button", { name: "Value" }).click();
		expect(await read(rows.first())).toContain("10,006");
		await page.locator("#scroll").evaluate((scroll) => {
			scroll.scrollTop = scroll.scrollHeight;
		});
		await expect.poll(() => rows.last().getAttribute("aria-rowindex")).toBe("10001");
		const box = await rows.last().boundingBox();
		const frame = await page.locator("#scroll").boundingBox();
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0) + 1);
		await window.screenshot("panel-table-end");

		await page.getByLabel("Filter").fill("zone=b pod-1");
		await expect.poll(() => read(page.locator("#table-note"))).toMatch(/^[\d,]+ of 10,000 series/);
		await page.getByLabel("Filter").fill("pod-9998");
		await expect.poll(() => rows.count()).toBe(1);
		const table = page.locator("#table");
		await table.focus();
		for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "Control+c"]) await table.press(key);
		await expect.poll(status).toContain("The cell is in the clipboard");
		expect(await clipboard()).toBe("pod-9998");
		await table.press("Control+Shift+c");
		await expect.poll(clipboard).toMatch(/^wide\{node="node-38\.example\.org", pod="pod-9998", zone="c"\} \d+$/);
		await page.getByLabel("Filter").fill("");
		await window.screenshot("panel-table");
	});

	it("shows the answer as the server's API has it", async () => {
		await tab("Raw").click();
		const raw = page.locator("#raw");
		await expect.poll(() => read(raw)).toContain('"resultType": "vector"');
		expect(await read(page.locator("#raw-note"))).toMatch(/more series are not shown/);
		await window.screenshot("panel-raw");
	});

	it("does not send what has a fault, and leads to its place", async () => {
		await tab("Chart").click();
		await type("sum(rate(orders_total[5m])");
		await page.getByText(/^At character 27: The "\("/).waitFor();
		await window.screenshot("panel-fault");
		await page.getByRole("button", { name: "Send It Anyway" }).click();
		await page.locator("#error", { hasText: /unclosed left parenthesis|parse error/ }).waitFor();
	});

	it("saves the table and the picture, and asks again by itself", async () => {
		await type("sum by (shop) (rate(orders_total[15m]))");
		await expect.poll(status).toMatch(/3 series/);
		await saveAs("Save PNG");
		await expect.poll(() => sizeOf("query.png")).toBeGreaterThan(5000);
		expect([...(await readFile(join(window.workspace, "query.png"))).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
		await tab("Table").click();
		await expect.poll(() => read(page.locator("#table-note"))).toBe("3 series.");
		await saveAs("Save CSV");
		await expect.poll(() => sizeOf("query.csv")).toBeGreaterThan(20);
		const csv = await readFile(join(window.workspace, "query.csv"), "utf8");
		// In the order that the table was sorted in before, from the largest value.
		expect(csv).toMatch(/^Value,shop\r\n(?:[\d.]+,(?:berlin|lisbon|oslo)\r\n){3}$/);
		const values = [...csv.matchAll(/^[\d.]+/gm)].map(Number);
		expect(values).toEqual(values.toSorted((a, b) => b - a));
		await page.getByLabel("Refresh").selectOption("5");
		await page.locator("#status").evaluate((element) => {
			element.textContent = "waiting";
		});
		await expect.poll(status).toMatch(/3 series/);
		await page.getByLabel("Refresh").selectOption("0");
		await tab("Chart").click();
	});

	it("copies the query as a command for a shell", async () => {
		await type('orders_total{shop!="it\'s"}');
		await expect.poll(status).toMatch(/3 series/);
		await page.getByRole("button", { name: "Copy as curl" }).click();
		await expect.poll(status).toContain("The curl command is in the clipboard");
		const command = await clipboard();
		expect(command).toContain(`curl -sS '${prometheus.url}/api/v1/query_range'`);
		expect(command).toContain("-H 'X-Team: it'\\''s ours'");
		const { stdout } = await run("sh", ["-c", command]);
		expect(JSON.parse(stdout)).toMatchObject({ status: "success", data: { resultType: "matrix" } });
	});

	it("opens the query in a browser", async () => {
		// VS Code itself writes addresses of this machine anew when its window is elsewhere, and loses escaped signs in them.
		await type('orders_total{shop="berlin"} > 1');
		await expect.poll(status).toMatch(/1 series/);
		const popup = window.page.context().waitForEvent("page");
		await page.getByRole("button", { name: "Open in Browser" }).click();
		const opened = await popup;
		const parameters = new URL(opened.url()).searchParams;
		expect(parameters.get("g0.expr")).toBe('orders_total{shop="berlin"} > 1');
		await opened.close();
	});

	it("explains an alert part by part, and selects a part in its file", async () => {
		await person.focusEditor();
		await person.putCursor(6, 30);
		await person.runCommand("Observability: Explain Query");
		const items = page.getByRole("treeitem");
		await expect.poll(() => items.count()).toBeGreaterThan(6);
		const division = items.filter({ hasText: "/ on (shop)" }).last();
		await division.locator("> .part").click();
		const details = page.locator("#details");
		await expect.poll(() => read(details)).toContain("They must be alike in shop.");
		expect(await read(details)).toContain('no series on the right has their shop, such as "madrid"');
		expect(await read(details)).toContain('{shop="oslo"}');
		await window.screenshot("panel-explain");
		await items.filter({ hasText: "orders_failed_total[5m]" }).last().locator("> .part").click();
		await person.focusEditor();
		await window.page.locator("#status\\.editor\\.selection", { hasText: "(23 selected)" }).waitFor();
		expect(await page.locator("#expression").inputValue()).toBe("last_over_time(orders_failed_total[5m])");
		await page.getByRole("tab", { name: "Table" }).click();
		await expect.poll(() => read(page.locator("#table-note"))).toContain("3 series");
	});

	it("explains by keys, and says why two sides cannot be matched", async () => {
		await tab("Explain").click();
		await page.locator("#expression").fill("wide * on (zone) orders_total");
		await page.getByRole("button", { name: "Explain This Expression" }).click();
		const root = page.getByRole("treeitem").first();
		await expect.poll(() => read(root)).toContain("* on (zone)");
		await root.focus();
		for (const key of ["ArrowRight", "ArrowDown", "Enter"]) await window.page.keyboard.press(key);
		await expect.poll(() => read(page.locator("#details"))).toContain("orders_total");
		await window.page.keyboard.press("Home");
		await window.page.keyboard.press("Enter");
		await expect.poll(() => read(page.locator("#details"))).toContain("share {}");
		await window.page.keyboard.press("ArrowLeft");
		expect(await root.getAttribute("aria-expanded")).toBe("false");
	});

	it("keeps a pinned panel, and opens another one for the next query", async () => {
		await page.getByRole("button", { name: "Pin" }).click();
		await window.page.locator(".tab", { hasText: "Query (pinned)" }).waitFor();
		await person.focusEditor();
		await person.putCursor(6, 30);
		await person.runCommand("Observability: Run Query");
		await window.page.locator(".tab.active", { hasText: /^Query$/ }).waitFor();
		expect(await window.page.locator(".tab", { hasText: /^Query/ }).count()).toBe(2);
	});

	it("remembers what was run", async () => {
		await page.getByRole("button", { name: "History" }).click();
		const rows = window.page.locator(".quick-input-widget .monaco-list-row");
		await rows.filter({ hasText: "wide" }).first().waitFor();
		await window.screenshot("panel-history");
		await person.type("rate(orders_total[2m])");
		await person.choose("rate(orders_total[2m])");
		await expect.poll(() => page.locator("#expression").inputValue()).toBe("sum by (shop) (rate(orders_total[2m]))");
	});
});

describe("looks right", () => {
	it.each([
		["Default Dark Modern", "dark"],
		["Default Light Modern", "light"],
		["Default High Contrast", "high-contrast"],
		["Default High Contrast Light", "high-contrast-light"],
	])("in %s", async (theme, name) => {
		await setTheme(theme);
		const type = /light/.test(name) ? "light" : "dark";
		await page.locator(`body[class*=vscode-${name.startsWith("high") ? "high-contrast" : type}]`).waitFor();
		await tab("Chart").click();
		await page.locator("#expression").fill("sum by (shop) (rate(orders_total[15m])) > 1");
		await page.locator("#expression").press("Control+Enter");
		await expect.poll(status).toMatch(/3 series/);
		// One of them is also made as narrow as half a laptop's screen.
		for (const width of name === "light" ? [1500, 820] : [1500]) {
			await window.page.setViewportSize({ width, height: 950 });
			for (const each of ["Chart", "Table", "Explain"]) {
				await tab(each).click();
				if (each === "Explain") {
					await page.locator("#explain").click();
					await page.getByRole("treeitem").first().waitFor();
				} else if (each === "Table") await expect.poll(() => read(page.locator("#table-note"))).toMatch(/series/);
				await window.screenshot(`panel-${name}-${width}-${each.toLowerCase()}`);
			}
		}
		await window.page.setViewportSize({ width: 1500, height: 950 });
		expect(await page.locator("#tree").isVisible()).toBe(true);
	});
});

describe("a window that is loaded again", () => {
	it("has its panels as they were", { timeout: 150_000 }, async () => {
		await person.focusEditor();
		await person.reloadWindow();
		await window.page.locator(".tab", { hasText: /^Query$/ }).waitFor();
		await expect
			.poll(() => page.locator("#expression").inputValue(), { timeout: 40_000 })
			.toBe("sum by (shop) (rate(orders_total[15m])) > 1");
		await page.getByText("Run it again to see its value now.").waitFor();
	});
});
