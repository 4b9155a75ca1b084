import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { inventLastHour } from "./lastHour.ts";
import { type Person, personAt, read } from "./person.ts";
import { type Walk, walkIn } from "./scaffoldWalk.ts";

/**
 * One window with the packaged extension, one real Prometheus, and a person: each step goes on from the one before.
 * The screenshots are what the README shows.
 */
interface Sample {
	readonly metric: { readonly instance?: string; readonly handler?: string };
	readonly value: readonly [time: number, value: string];
}

const samples = new URL("../../../samples/", import.meta.url);
const run = promisify(execFile);

let prometheus: RealPrometheus;
let window: VscodeWindow;
let person: Person;
let walk: Walk;

beforeAll(async () => {
	const ruleFiles = await Promise.all(
		["alerts/node.yaml", "alerts/prometheus.yaml"].map((path) => readFile(new URL(path, samples), "utf8")),
	);
	prometheus = await startRealPrometheus({ nodeExporter: true, retention: "90d", ruleFiles, history: inventLastHour });
	window = await openWindow({
		workspace: "samples",
		workspaceSettings: {
			"editor.minimap.enabled": false,
			"observability.prometheus.servers": [{ name: "demo", url: prometheus.url }],
		},
	});
	person = personAt(window.page);
	walk = walkIn(window.page, person);
});

afterAll(async () => {
	await window?.close();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

/** The bytes that a hover shows, such as `25.28 GiB now`. */
function readBytes(text: string): number {
	const [, digits, prefix = ""] = /([\d.]+) ([KMGT]?)i?B now/.exec(text) ?? [];
	return Number(digits) * 1024 ** ["", "K", "M", "G", "T"].indexOf(prefix);
}

/** What files held when they were first looked at. */
const firstContents = new Map<string, string>();

/** The line and column, from 1, where `text` begins in a file of the workspace, or ends with `end`. */
async function find(path: string, text: string, side: "start" | "end" = "start"): Promise<[number, number]> {
	const current = await readFile(join(window.workspace, path), "utf8");
	const first = firstContents.get(path) ?? current;
	firstContents.set(path, first);
	// The editor may have saved what was just broken, or not yet: where it was before says as well where to mend it.
	const content = current.includes(text) ? current : first;
	const at = content.indexOf(text);
	if (at < 0) throw new Error(`${path} has no ${text}`);
	const before = content.slice(0, side === "start" ? at : at + text.length).split("\n");
	return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

/** What the real Prometheus says, asked directly. */
async function ask(query: string): Promise<readonly Sample[]> {
	const response = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`);
	const body = (await response.json()) as {
		data: { result: Sample[] };
	};
	return body.data.result;
}

describe("a person in the window", () => {
	const file = "alerts/node.yaml";
	const innerCall = 'rate(node_cpu_seconds_total{job="node", mode="idle"}[5m])';

	it("opens an alert file, and it has no problem", async () => {
		await person.openFile(file);
		await window.page.locator("#status\\.editor\\.mode", { hasText: "YAML" }).waitFor();
		await window.page.locator(".statusbar-item", { hasText: "demo" }).waitFor();
		const problems = await person.openProblems();
		await expect.poll(() => problems.count()).toBe(0);
		expect(await window.page.locator(".squiggly-error").count()).toBe(0);
	});

	it("breaks an expression inside a literal block and sees the squiggle and its message", async () => {
		const [line, column] = await find(file, innerCall, "end");
		await person.putCursor(line, column);
		await person.press("Backspace");
		const squiggle = window.page.locator(".editor-group-container.active .squiggly-error");
		await squiggle.first().waitFor();
		const problems = await person.openProblems();
		const problem = problems.filter({ hasText: /promql\// });
		await problem.first().waitFor();
		const text = (await read(problem.first())).replaceAll("\n", " ");
		expect(text).toMatch(/\)|bracket|parenthes/i);
		// The block begins two lines above the break and ends on the line below it.
		const [, at] = /Ln (\d+)/.exec(text) ?? [];
		expect(Number(at)).toBeGreaterThanOrEqual(line - 1);
		expect(Number(at)).toBeLessThanOrEqual(line + 1);
		await window.screenshot("squiggle-in-literal-block");
	});

	it("mends it and sees the squiggle go", async () => {
		const [line, column] = await find(file, innerCall, "end");
		await person.focusEditor();
		await person.putCursor(line, column - 1);
		await person.type(")");
		await window.page.locator(".squiggly-error").first().waitFor({ state: "hidden" });
		const problems = await person.openProblems();
		await expect.poll(() => problems.count()).toBe(0);
		await window.screenshot("mended");
		await person.closePanel();
	});

	it("completes a metric and sees its help", async () => {
		const [line, column] = await find(file, "instance:node_cpu_utilisation:rate5m > 0.9", "end");
		await person.putCursor(line, column);
		await person.type(" and on (instance) node_memory_Mem");
		const rows = window.page.locator(".suggest-widget .monaco-list-row");
		for (const metric of ["MemAvailable_bytes", "MemFree_bytes", "MemTotal_bytes"]) {
			await rows.filter({ hasText: `node_memory_${metric}` }).waitFor();
		}
		await rows.and(window.page.locator(".focused", { hasText: "node_memory_MemAvailable_bytes" })).waitFor();
		const details = window.page.locator(".suggest-details-container");
		if (!(await details.isVisible())) await person.press("Control+Space");
		// The help that node-exporter itself gives these metrics; a person looks through what is offered.
		const help = (field: string) => details.getByText(`Memory information field ${field}`).waitFor();
		// The list may begin anew while somebody walks in it, so the keys go on until the right row is reached.
		const walkTo = (metric: string) =>
			expect
				.poll(
					async () => {
						const reached = await rows.and(window.page.locator(".focused", { hasText: metric })).isVisible();
						if (!reached) await person.press("ArrowDown");
						return reached;
					},
					{ interval: 300 },
				)
				.toBe(true);
		await help("MemAvailable_bytes");
		await walkTo("node_memory_MemFree_bytes");
		await help("MemFree_bytes");
		await walkTo("node_memory_MemAvailable_bytes");
		await help("MemAvailable_bytes");
		expect(await read(details)).toMatch(/gauge/i);
		await window.screenshot("completion-with-metric-help");
		await person.press("Enter");
		await person.type(" > 0");
		await person.press("Control+s");
		await expect
			.poll(() => readFile(join(window.workspace, file), "utf8"))
			.toContain("rate5m > 0.9 and on (instance) node_memory_MemAvailable_bytes > 0\n");
	});

	it("hovers over a metric and sees the value that Prometheus has, and its last hour", async () => {
		const hover = window.page.locator(".monaco-hover:visible").filter({ hasText: "answered in" });
		const pointAndRead = async (metric: string) => {
			await person.pointAt(metric, 8, hover);
			const [now] = await ask(metric);
			const text = await read(hover);
			expect(text).toContain(now?.metric.instance);
			return { text, shown: readBytes(text), real: Number(now?.value[1]) };
		};
		const total = await pointAndRead("node_memory_MemTotal_bytes");
		expect(total.shown / total.real).toBeCloseTo(1, 3);
		expect(total.text).toContain("Memory information field MemTotal_bytes");
		await person.pointAway();

		// What is free changes from one second to the next.
		const available = await pointAndRead("node_memory_MemAvailable_bytes");
		expect(available.shown / available.real).toBeCloseTo(1, 1);
		const chart = hover.locator("img[src^='data:image/svg+xml']");
		await chart.waitFor();
		// The image is drawn, not just named.
		await expect.poll(() => chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
		await window.screenshot("hover-with-live-value");
		await person.pointAway();
	});

	it("runs a query and sees its table and chart", async () => {
		const [line, column] = await find("alerts/prometheus.yaml", "rate(prometheus_http_requests_total");
		await person.openFile("alerts/prometheus.yaml");
		await person.putCursor(line, column + 6);
		await person.runCommand("Observability: Run Query");
		const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
		const canvas = page.locator("canvas").first();
		await canvas.waitFor();
		await expect.poll(() => canvas.evaluate(countColouredPixels)).toBeGreaterThan(100);
		await window.screenshot("query-with-chart");
		await page.getByRole("tab", { name: "Table" }).click();
		await page.locator("#active-cell").waitFor();
		const rows = await page.locator("table tbody tr").allInnerTexts();
		const real = await ask('sum by (handler) (rate(prometheus_http_requests_total{job="prometheus"}[5m]))');
		for (const { metric } of real.slice(0, 3)) expect(rows.join("\n")).toContain(metric.handler);
		await person.runCommand("View: Close All Editors");
	});

	it("runs Add SLO from the palette, sees the preview and finds the files", async () => {
		const before = await listFiles();
		await person.runCommand("Observability: Add SLO");
		await answerQuestions();
		const preview = window.page.locator(".editor-group-container .tab", { hasText: "preview" });
		await preview.first().waitFor();
		await window.page.locator(".view-line", { hasText: "groups:" }).first().waitFor();
		await window.screenshot("add-slo-preview");
		// An Enter too many writes nothing: the choice has to be made.
		await person.press("Enter");
		expect(await window.page.locator(".quick-input-widget .monaco-list-row.focused").count()).toBe(0);
		await walk.decide("Create 4 Files");
		const report = window.page.locator(".notification-toast", { hasText: "Wrote 4 files" });
		await report.waitFor();
		const added = (await listFiles()).filter((path) => !before.includes(path));
		const rules = added.find((path) => /^slo\/[^/]*rules\.ya?ml$/.test(path)) ?? "";
		expect(added).toEqual(expect.arrayContaining([rules, expect.stringMatching(/^slo\/runbooks\/.*\.md$/)]));
		expect(added).toHaveLength(4);
		const { stdout } = await run("promtool", ["check", "rules", join(window.workspace, rules)]);
		expect(stdout).toContain("SUCCESS");
		expect(stdout).not.toContain("FAILED");
		const written = await readFile(join(window.workspace, rules), "utf8");
		expect(written).toContain('sum(rate(prometheus_http_requests_total{job="prometheus"}[5m]))');
		const burnRateAlerts = written.slice(written.indexOf("- alert:"));
		for (const window of ["1h", "6h", "1d", "3d"]) expect(burnRateAlerts).toContain(`rate${window}{`);

		await window.page.locator(".tab.active", { hasText: rules.split("/").at(-1) ?? "" }).waitFor();
		// The editor names the group that the cursor is in, so the server has read the file by then.
		await person.focusEditor();
		await person.putCursor(9, 1);
		await window.page.locator(".breadcrumbs-control", { hasText: "slo-prometheus-availability" }).waitFor();
		const problems = await person.openProblems();
		await expect.poll(() => problems.count()).toBe(0);
		expect(await window.page.locator(".squiggly-error, .squiggly-warning").count()).toBe(0);
		await window.screenshot("add-slo-files");
		await person.clearNotifications();
	});

	it("sees every fault of the faulty sample", async () => {
		await person.openFile("faulty/rules.yaml");
		await person.openProblems();
		// One in each of its 15 complete rules, one more group of the same name, and a name that no metric can have; and an
		// alert that would always fire.
		await window.page.locator("#status\\.problems", { hasText: /^\s*17\s*1\s*$/ }).waitFor();
		await window.screenshot("faulty-rules");
	});
});

/** What a person would choose, by words of the question; Enter alone takes what is offered. */
const answers: readonly (readonly [RegExp, string])[] = [
	[/which service/i, "prometheus"],
	[/what is promised/i, "Availability"],
	[/which metric/i, "prometheus_http_requests_total"],
	[/series belong/i, 'job="prometheus"'],
	[/count as errors/i, 'code=~"5.."'],
];

/** Goes through the questions until the preview asks for its decision. */
async function answerQuestions(): Promise<void> {
	const title = () => read(walk.box.locator(".quick-input-title"));
	// The samples have an SLO for Sloth, so the same is suggested for the next.
	for (await walk.asked(/./); !/in which form/i.test(await title()); await walk.asked(/./)) {
		const asked = await title();
		await walk.answer(/./, answers.find(([words]) => words.test(asked))?.[1]);
	}
	await walk.answer(/in which form/i, "Rule file");
	await walk.asked(/./);
	await walk.takeSuggested();
	await walk.asked(/preview/);
}

async function listFiles(): Promise<string[]> {
	const entries = await readdir(window.workspace, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(window.workspace.length + 1))
		.sort();
}

/** Runs in the page: pixels of a canvas that are neither transparent nor grey. */
function countColouredPixels(element: Element): number {
	const canvas = element as HTMLCanvasElement;
	const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
	let coloured = 0;
	for (let index = 0; index + 3 < data.length; index += 4) {
		const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(index, index + 4);
		if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40) coloured++;
	}
	return coloured;
}
