import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { renderQueryBody } from "../client/webviews/query/body.ts";
import type { QueryAnswer } from "../server/protocol/query.ts";
import { startChromium } from "../test/support/chromium.ts";
import { milliseconds, printTable } from "./measure.ts";

const SERIES = 1000;
const POINTS = 500;
const RUNS = 15;

/**
 * The query panel in Chromium: from an answer of 1,000 series with 500 points each to the first paint, and a zoom; beside
 * the bare chart library with the same lines. And a table of 10,000 series: the first paint, and a page further.
 */
export async function measureQueryPanel(): Promise<string> {
	const browser = await startChromium();
	try {
		const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
		const bare = await measureBare(await context.newPage());
		const panel = await measurePanel(await context.newPage());
		const ratio = (own: number, floor: number): string => `${(own / floor).toFixed(2)} x`;
		const row = (name: string, times: readonly number[], floor?: readonly number[]): string[] => [
			name,
			milliseconds(at(times, 0.5)),
			milliseconds(at(times, 0.95)),
			floor === undefined ? "" : ratio(at(times, 0.5), at(floor, 0.5)),
		];
		return printTable(
			[`query panel, ${SERIES} series of ${POINTS} points`, "median", "p95", "of bare uPlot"],
			[
				row("bare uPlot: first paint", bare.first),
				row("panel: from the answer to the first paint", panel.first, bare.first),
				row("bare uPlot: zoom", bare.zoom),
				row("panel: zoom", panel.zoom, bare.zoom),
				row("panel: table of 10,000 series, first paint", panel.table),
				row("panel: a page further in the table", panel.scroll),
			],
		);
	} finally {
		await browser.close();
	}
}

/** Runs in the page, which needs what is painted and when. */
const paintedAfter = `
	window.paintedAfter = async (work) => {
		const started = performance.now();
		await work();
		await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
		return performance.now() - started;
	};`;

async function measureBare(page: Page): Promise<{ readonly first: number[]; readonly zoom: number[] }> {
	const { outputFiles } = await build({
		stdin: {
			contents: `import uPlot from "uplot";
				const times = Array.from({ length: ${POINTS} }, (_, index) => 1.8e9 + index * 15);
				const data = [times, ...Array.from({ length: ${SERIES} }, (_, line) => times.map((_, at) => line + Math.sin(at / 30 + line)))];
				const series = [{}, ...data.slice(1).map(() => ({ stroke: "#36c", width: 1.5, points: { show: false } }))];
				window.draw = () => {
					window.plot?.destroy();
					window.plot = new uPlot({ width: 850, height: 280, legend: { show: false }, cursor: { points: { show: false } }, series }, data, document.body);
				};
				window.zoom = (from, to) => window.plot.setScale("x", { min: times[from], max: times[to] });`,
			resolveDir: fileURLToPath(new URL("..", import.meta.url)),
		},
		bundle: true,
		write: false,
		format: "iife",
		logLevel: "error",
	});
	await page.setContent("<!DOCTYPE html><body></body>");
	await page.addScriptTag({ content: paintedAfter });
	await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
	const first: number[] = [];
	const zoom: number[] = [];
	for (let run = 0; run < RUNS; run += 1) {
		first.push(await page.evaluate("paintedAfter(() => draw())"));
		zoom.push(await page.evaluate(`paintedAfter(() => zoom(${100 + run}, ${POINTS - 100}))`));
	}
	return { first: first.slice(2), zoom: zoom.slice(2) };
}

async function measurePanel(page: Page) {
	const dist = new URL("../dist/", import.meta.url);
	const [script, style] = await Promise.all(
		["query.js", "query.css"].map((name) => readFile(new URL(name, dist), "utf8")),
	);
	const start = 1_800_000_000;
	const columns: QueryAnswer = answerWith({
		kind: "columns",
		start,
		step: 15,
		length: POINTS,
		series: Array.from({ length: SERIES }, (_, line) => ({
			labels: labelsOf(line),
			values: Array.from({ length: POINTS }, (_, index) => line + Math.sin(index / 30 + line)),
		})),
	});
	const vector: QueryAnswer = answerWith({
		kind: "vector",
		series: Array.from({ length: 10_000 }, (_, line) => ({
			labels: labelsOf(line),
			sample: { time: start, value: line },
		})),
	});
	await page.setContent(`<!DOCTYPE html><style>${style}</style><body>${renderQueryBody()}</body>`);
	await page.addScriptTag({ content: paintedAfter });
	await page.addScriptTag({
		content: `
			window.sent = [];
			window.acquireVsCodeApi = () => ({ postMessage: (message) => window.sent.push(message), getState() {}, setState() {} });
			window.answers = ${JSON.stringify({ chart: columns, table: vector })};
			window.run = (tab) => {
				document.getElementById("step").value = "${3600 / POINTS}";
				document.getElementById("tab-" + tab).click();
				document.getElementById("expression").value = "up";
				document.getElementById("query").requestSubmit();
				const { id, params } = window.sent.findLast(({ kind, part }) => kind === "query" && part === tab);
				// The lines cover what was asked for.
				if (params.range !== undefined) Object.assign(answers.chart.result.data, params.range);
				return id;
			};
			// As the editor hands it over: a copy, in a task of its own.
			window.answer = (id, part) => new Promise((resolve) => {
				addEventListener("message", () => resolve(), { once: true });
				postMessage({ kind: "answer", id, answer: answers[part] });
			});
			window.press = (key) => document.getElementById("chart").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));`,
	});
	await page.addScriptTag({ content: script ?? "" });
	const [first, zoom, table, scroll]: number[][] = [[], [], [], []];
	for (let run = 0; run < RUNS; run += 1) {
		const id = await page.evaluate<number>('run("chart")');
		first?.push(await page.evaluate(`paintedAfter(() => answer(${id}, "chart"))`));
		zoom?.push(await page.evaluate('paintedAfter(() => press("+"))'));
		const other = await page.evaluate<number>('run("table")');
		table?.push(await page.evaluate(`paintedAfter(() => answer(${other}, "table"))`));
		scroll?.push(await page.evaluate('paintedAfter(() => { document.getElementById("scroll").scrollTop += 5000; })'));
	}
	const drawn = await page.locator("#legend li").count();
	if (drawn !== 100) throw new Error(`The chart names ${drawn} lines.`);
	const warm = (times: number[] | undefined): number[] => (times ?? []).slice(2);
	return { first: warm(first), zoom: warm(zoom), table: warm(table), scroll: warm(scroll) };
}

function answerWith(data: Extract<QueryAnswer, { kind: "ok" }>["result"]["data"]): QueryAnswer {
	return { kind: "ok", result: { data, warnings: [], infos: [], durationSeconds: 0.1, truncated: false } };
}

function labelsOf(line: number): Readonly<Record<string, string>> {
	return {
		__name__: "http_requests_total",
		instance: `10.0.${line % 256}.1:9090`,
		pod: `pod-${line}`,
		zone: "abc"[line % 3] ?? "",
	};
}

function at(times: readonly number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
