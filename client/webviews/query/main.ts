import type { ExplainAnswer } from "../../../server/protocol/explain.ts";
import type { ServerStatus } from "../../../server/protocol/messages.ts";
import type { QueryAnswer, QueryParams, Threshold, WireResult } from "../../../server/protocol/query.ts";
import { button, element, find } from "../shared/elements.ts";
import { Chart, type Span } from "./chart.ts";
import { buildChart, keepPositive } from "./chartData.ts";
import { describeCuts } from "./chartText.ts";
import { writeCsv } from "./csv.ts";
import { listExemplars } from "./exemplarList.ts";
import { ExplainView } from "./explainView.ts";
import type { FromPanel, PanelState, Part, Tab, ToPanel } from "./messages.ts";
import { writeRaw } from "./rawText.ts";
import { describeResult } from "./resultText.ts";
import { Tabs } from "./tabs.ts";
import { readDuration, readLocalTime, resolveRange, type TimeRange, writeLocalTime } from "./timeRange.ts";
import { VirtualTable } from "./virtualTable.ts";
import "uplot/dist/uPlot.min.css";
import "../shared/theme.css";
import "./style.css";

/**
 * The page of the query panel: a form and its results in tabs. It asks the extension, which asks the server. Only what the
 * open tab shows is asked for; another tab asks when it is opened.
 */
declare function acquireVsCodeApi(): {
	postMessage(message: FromPanel): void;
	getState(): PanelState | undefined;
	setState(state: PanelState): void;
};

/** Series that a table scrolls through, and lines that a chart draws. */
const mostRows = 10_000;
const mostSeries = 1000;

const vscode = acquireVsCodeApi();
const form = find("query", HTMLFormElement);
const expression = find("expression", HTMLTextAreaElement);
const cancel = find("cancel", HTMLButtonElement);
const server = find("server", HTMLButtonElement);
const status = find("status", HTMLElement);
const error = find("error", HTMLElement);
const warnings = find("warnings", HTMLElement);
const ranges = [...document.querySelectorAll<HTMLInputElement>("input[name=range]")];
const from = find("from", HTMLInputElement);
const to = find("to", HTMLInputElement);
const step = find("step", HTMLInputElement);
const compare = find("compare", HTMLSelectElement);
const refresh = find("refresh", HTMLSelectElement);
const moment = find("moment", HTMLInputElement);
const stacked = find("stacked", HTMLInputElement);
const log = find("log", HTMLInputElement);
const unconditional = find("unconditional", HTMLInputElement);
const resetZoom = find("reset-zoom", HTMLButtonElement);
const loadZoom = find("load-zoom", HTMLButtonElement);
const explainStatus = find("explain-status", HTMLElement);

/** What is known of each part for the expression that was run last; a newer query drops what comes for an older one. */
interface Asked {
	readonly id: number;
	readonly params: QueryParams;
	answer?: QueryAnswer;
}
let parts: Partial<Record<Part, Asked>> = {};
let newest = 0;
let explaining = 0;
/** The expression has been run, so that tabs may ask for their part by themselves. */
let hasRun = false;
let zoom: Span | undefined;
let threshold: Threshold | undefined;
let exemplarsId = 0;
let isVisible = true;
let isPinned = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let raw: Asked | undefined;

const chart = new Chart(
	{ chart: find("chart", HTMLElement), legend: find("legend", HTMLElement), values: find("chart-values", HTMLElement) },
	(zoomed) => {
		zoom = zoomed;
		resetZoom.hidden = zoomed === undefined;
		loadZoom.hidden = zoomed === undefined;
	},
);
const copy = (text: string, what: string): void => vscode.postMessage({ kind: "copy", text, what });
const table = new VirtualTable(
	{
		scroll: find("scroll", HTMLElement),
		table: find("table", HTMLTableElement),
		note: find("table-note", HTMLElement),
	},
	copy,
);
const explainView = new ExplainView(
	{ tree: find("tree", HTMLElement), details: find("details", HTMLElement) },
	(node) => {
		vscode.postMessage({ kind: "reveal", node: node.id });
		if (node.query === undefined) return;
		expression.value = node.query;
		run();
	},
);
const tabs = new Tabs((tab) => {
	saveState();
	find("table-keys", HTMLElement).hidden = tab !== "table";
	if (tab === "table") table.layOut();
	if (tab === "raw") showRaw();
	// An explanation is asked for by itself.
	if (hasRun && tab !== "explain") ask(tab);
});

/** Runs what is written, for the tab that is open. */
function run(extra: Pick<QueryParams, "unchecked" | "confirmed"> = {}): void {
	if (expression.value.trim() === "") {
		status.textContent = "Type an expression, then run it.";
		expression.focus();
		return;
	}
	saveState();
	parts = {};
	hasRun = true;
	threshold = undefined;
	ask(tabs.current, extra);
}

/** Asks for what a tab shows, where that is not known. */
function ask(tab: Tab, extra: Pick<QueryParams, "unchecked" | "confirmed"> = {}): void {
	switch (tab) {
		case "chart":
			if (parts.chart === undefined) askChart(extra);
			return;
		case "raw":
			if (raw === undefined || (parts.chart ?? parts.table) === undefined) askTable(extra);
			return;
		case "table":
		case "explain":
			if (parts.table === undefined) askTable(extra);
			return;
		default:
			tab satisfies never;
	}
}

function askTable(extra: Pick<QueryParams, "unchecked" | "confirmed">): void {
	const time = readLocalTime(moment.value) ?? Math.floor(Date.now() / 1000);
	send("table", { expression: expression.value.trim(), time, limit: mostRows, ...extra });
}

function askChart(extra: Pick<QueryParams, "unchecked" | "confirmed">): void {
	const range = chosenRange();
	if ("mistake" in range) {
		showProblem(range.mistake, []);
		return;
	}
	const query = { expression: chartExpression(), limit: mostSeries, ...extra };
	send("chart", { ...query, range });
	const offset = Number(compare.value);
	if (offset > 0)
		send("earlier", { ...query, range: { ...range, start: range.start - offset, end: range.end - offset } });
	exemplarsId = ++newest;
	chart.showExemplars([]);
	listExemplars([], copy);
	vscode.postMessage({
		kind: "exemplars",
		id: exemplarsId,
		expression: query.expression,
		start: range.start,
		end: range.end,
	});
}

/** Without its condition an alert's expression has a value also where it does not fire. */
function chartExpression(): string {
	return unconditional.checked && threshold !== undefined ? threshold.compared : expression.value.trim();
}

function chosenRange(): ReturnType<typeof resolveRange> {
	const seconds = Number(ranges.find(({ checked }) => checked)?.value ?? 3600);
	const choice =
		seconds > 0
			? ({ kind: "last", seconds } as const)
			: ({
					kind: "absolute",
					from: readLocalTime(from.value) ?? Number.NaN,
					to: readLocalTime(to.value) ?? Math.floor(Date.now() / 1000),
				} as const);
	const written = step.value.trim();
	const chosen = readDuration(written);
	if (written !== "" && chosen === undefined)
		return { mistake: `The step “${written}” is no duration such as 15s or 5m.` };
	return resolveRange(choice, chosen, Math.floor(Date.now() / 1000));
}

function send(part: Part, params: QueryParams): void {
	const id = ++newest;
	parts[part] = { id, params };
	showCancel(true);
	status.textContent = "Running…";
	vscode.postMessage({ kind: "query", id, part, params });
}

function receive(id: number, answer: QueryAnswer): void {
	const found = (Object.entries(parts) as [Part, Asked][]).find(([, asked]) => asked.id === id);
	if (found === undefined) return;
	const [part, asked] = found;
	asked.answer = answer;
	error.hidden = true;
	showCancel(isRunning());
	if (!isRunning()) scheduleRefresh();
	if (part !== "earlier") raw = asked;
	showRaw();
	if (answer.kind !== "ok") {
		if (part === "chart") chart.clear();
		else if (part === "table") table.clear();
		refuse(answer, part);
		return;
	}
	if (part === "table") {
		table.show(answer.result.data, answer.result.truncated);
		showThreshold(answer.threshold);
	} else showChart();
	const { result } = part === "earlier" && parts.chart?.answer?.kind === "ok" ? parts.chart.answer : answer;
	showWarnings(result);
	status.textContent = describeResult(result);
}

/** It keeps its place: what moves under the pointer just as someone clicks is not clicked. */
function showCancel(shown: boolean): void {
	cancel.disabled = !shown;
	cancel.classList.toggle("absent", !shown);
}

function isRunning(): boolean {
	return Object.values(parts).some(({ answer }) => answer === undefined);
}

/** Says why there is no result, and offers what there is to do about it. */
function refuse(answer: Exclude<QueryAnswer, { kind: "ok" }>, part: Part): void {
	status.textContent = "";
	warnings.hidden = true;
	switch (answer.kind) {
		case "failed":
			showProblem(part === "earlier" ? `There is nothing to compare with: ${answer.message}` : answer.message, []);
			return;
		case "invalid":
			showProblem(`${sayPlace(answer.start)}: ${answer.message}`, [
				button("Show the Place", () => {
					expression.focus();
					expression.setSelectionRange(answer.start, Math.max(answer.end, answer.start + 1));
				}),
				button("Send It Anyway", () => run({ unchecked: true })),
			]);
			return;
		case "needsConfirmation":
			showProblem(answer.message, [button("Run Anyway", () => run({ confirmed: true }))]);
			error.className = "question";
			return;
		default:
			answer satisfies never;
	}
}

function sayPlace(offset: number): string {
	const before = expression.value.trimStart().slice(0, offset).split("\n");
	const column = (before.at(-1)?.length ?? 0) + 1;
	return before.length === 1 ? `At character ${column}` : `In line ${before.length} at character ${column}`;
}

function showProblem(message: string, actions: readonly HTMLButtonElement[]): void {
	for (const action of actions) action.className = "secondary";
	error.className = "";
	error.replaceChildren(
		element("p", {}, message),
		...(actions.length === 0 ? [] : [element("div", { className: "bar" }, ...actions)]),
	);
	error.hidden = false;
}

function showChart(): void {
	const asked = parts.chart;
	if (asked?.answer?.kind !== "ok" || asked.params.range === undefined) return;
	const { result } = asked.answer;
	showThreshold(threshold ?? asked.answer.threshold);
	const note = find("chart-note", HTMLElement);
	if (result.data.kind !== "columns") {
		chart.clear();
		note.textContent = `A ${result.data.kind} has no course over time to draw; the tab Table shows it.`;
		note.hidden = false;
		return;
	}
	const before = parts.earlier;
	const earlier =
		before?.answer?.kind === "ok" && before.answer.result.data.kind === "columns" && before.params.range !== undefined
			? { columns: before.answer.result.data, offset: asked.params.range.start - before.params.range.start }
			: undefined;
	const data = buildChart(result.data, earlier);
	const notPositive =
		log.checked && !stacked.checked ? keepPositive(data.lines.map(({ values }) => values)).dropped : 0;
	chart.show({
		data,
		span: asked.params.range,
		stacked: stacked.checked,
		log: log.checked,
		threshold,
		earlier: compare.selectedOptions[0]?.textContent ?? "",
	});
	const stackedEarlier = stacked.checked && earlier !== undefined;
	const cuts = describeCuts(data, { truncated: result.truncated, notPositive, stackedEarlier });
	note.textContent = data.total === 0 ? "No series in this time range." : cuts;
	note.hidden = note.textContent === "";
}

function showThreshold(found: Threshold | undefined): void {
	threshold = found;
	find("unconditional-field", HTMLElement).hidden = found === undefined;
}

function showRaw(): void {
	const note = find("raw-note", HTMLElement);
	const pre = find("raw", HTMLPreElement);
	if (raw?.answer === undefined) {
		pre.textContent = "";
		note.hidden = true;
		return;
	}
	// Writing megabytes that nobody looks at would hold the page up.
	if (tabs.current !== "raw") return;
	const { text, left } = writeRaw(raw.answer);
	pre.textContent = text;
	note.hidden = left === 0;
	note.textContent = `${left.toLocaleString("en-US")} more series are not shown here.`;
}

function showWarnings({ warnings: serious, infos }: WireResult): void {
	const texts = [...new Set([...serious, ...infos])];
	warnings.replaceChildren(...texts.map((text) => element("li", {}, text)));
	warnings.hidden = texts.length === 0;
}

function explain(opened?: number): void {
	const text = expression.value.trim();
	if (text === "") {
		expression.focus();
		return;
	}
	tabs.select("explain");
	explaining = ++newest;
	explainStatus.textContent = "Evaluating its parts…";
	explainView.clear();
	showCancel(true);
	vscode.postMessage({
		kind: "explain",
		id: explaining,
		expression: text,
		...(opened === undefined ? {} : { opened }),
	});
}

function showExplanation(answer: ExplainAnswer): void {
	explaining = 0;
	showCancel(isRunning());
	if (answer.kind === "failed") {
		explainStatus.textContent = answer.message;
		return;
	}
	const { explanation } = answer;
	expression.value = explanation.expression;
	saveState();
	explainStatus.textContent = `${explanation.nodes} parts, ${explanation.queries} ${explanation.queries === 1 ? "query" : "queries"}.`;
	explainView.show(explanation);
}

function stop(): void {
	vscode.postMessage({ kind: "cancel" });
	parts = Object.fromEntries(Object.entries(parts).filter(([, { answer }]) => answer !== undefined));
	if (explaining !== 0) explainStatus.textContent = "Cancelled.";
	explaining = 0;
	showCancel(false);
	status.textContent = "Cancelled.";
	scheduleRefresh();
}

/** The next refresh, from when the last answer came; none while nobody looks. */
function scheduleRefresh(): void {
	clearTimeout(timer);
	const seconds = Number(refresh.value);
	if (seconds === 0 || !isVisible || !hasRun || isRunning()) return;
	timer = setTimeout(() => {
		if (document.visibilityState !== "visible" || tabs.current === "explain") return;
		const kept = threshold;
		parts = {};
		threshold = kept;
		ask(tabs.current === "raw" ? "table" : tabs.current);
	}, seconds * 1000);
}

function showServer({ server: known, health, message }: ServerStatus): void {
	server.textContent = known === undefined ? "Select Prometheus" : known.name;
	server.title = known === undefined ? "" : [known.url, message].filter(Boolean).join("\n");
	server.classList.toggle("unhealthy", health === "unhealthy");
}

function saveState(): void {
	vscode.setState({
		expression: expression.value,
		tab: tabs.current,
		seconds: Number(ranges.find(({ checked }) => checked)?.value ?? 3600),
		from: from.value,
		to: to.value,
		moment: moment.value,
		step: step.value,
		compare: Number(compare.value),
		refresh: Number(refresh.value),
		stacked: stacked.checked,
		log: log.checked,
		unconditional: unconditional.checked,
		pinned: isPinned,
	});
}

function restoreState(state: Partial<PanelState>): void {
	expression.value = state.expression ?? "";
	for (const range of ranges) range.checked = Number(range.value) === (state.seconds ?? 3600);
	from.value = state.from ?? "";
	to.value = state.to ?? "";
	moment.value = state.moment ?? "";
	step.value = state.step ?? "";
	compare.value = String(state.compare ?? 0);
	refresh.value = String(state.refresh ?? 0);
	stacked.checked = state.stacked === true;
	log.checked = state.log === true;
	unconditional.checked = state.unconditional === true;
	showCustom();
	tabs.select(state.tab ?? "chart");
	if (expression.value !== "") status.textContent = "Run it again to see its value now.";
}

function showCustom(): void {
	find("custom", HTMLElement).hidden = Number(ranges.find(({ checked }) => checked)?.value) !== 0;
}

/** What the open tab shows, as a request; `undefined` where nothing can be asked. */
function currentParams(): QueryParams | undefined {
	const text = expression.value.trim();
	if (text === "") return undefined;
	if (tabs.current !== "chart")
		return { expression: text, time: readLocalTime(moment.value) ?? Math.floor(Date.now() / 1000) };
	const range = chosenRange();
	return { expression: chartExpression(), ...("mistake" in range ? {} : { range }) };
}

/** Asks again for the chart alone, as what was changed is about nothing else. */
function chartAgain(): void {
	saveState();
	if (!hasRun) return;
	const kept = threshold;
	delete parts.chart;
	delete parts.earlier;
	threshold = kept;
	ask(tabs.current);
}

form.addEventListener("submit", (event) => {
	event.preventDefault();
	run();
});
expression.addEventListener("keydown", (event) => {
	if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
	event.preventDefault();
	run();
});
expression.addEventListener("input", saveState);
for (const range of ranges) {
	range.addEventListener("change", () => {
		showCustom();
		if (Number(range.value) === 0) {
			const covered: TimeRange | Span | undefined = parts.chart?.params.range;
			const now = Math.floor(Date.now() / 1000);
			from.value ||= writeLocalTime(covered?.start ?? now - 3600);
			to.value ||= writeLocalTime(covered?.end ?? now);
		}
		chartAgain();
	});
}
for (const field of [from, to, step, compare]) field.addEventListener("change", chartAgain);
unconditional.addEventListener("change", chartAgain);
for (const choice of [stacked, log]) {
	choice.addEventListener("change", () => {
		saveState();
		showChart();
	});
}
moment.addEventListener("change", () => {
	saveState();
	delete parts.table;
	if (hasRun) ask("table");
});
refresh.addEventListener("change", () => {
	saveState();
	scheduleRefresh();
});
find("filter", HTMLInputElement).addEventListener("input", ({ target }) => {
	if (target instanceof HTMLInputElement) table.filter(target.value);
});
resetZoom.addEventListener("click", () => {
	chart.resetZoom();
	find("chart", HTMLElement).focus();
});
loadZoom.addEventListener("click", () => {
	if (zoom === undefined) return;
	from.value = writeLocalTime(zoom.start);
	to.value = writeLocalTime(zoom.end);
	for (const range of ranges) range.checked = Number(range.value) === 0;
	showCustom();
	chartAgain();
});
cancel.addEventListener("click", stop);
document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && !cancel.disabled) stop();
});
server.addEventListener("click", () => vscode.postMessage({ kind: "selectServer" }));
find("history", HTMLButtonElement).addEventListener("click", () => vscode.postMessage({ kind: "history" }));
find("pin", HTMLButtonElement).addEventListener("click", () => vscode.postMessage({ kind: "pin" }));
for (const [id, action] of [
	["curl", "curl"],
	["open", "browser"],
] as const) {
	find(id, HTMLButtonElement).addEventListener("click", () => {
		const params = currentParams();
		if (params !== undefined) vscode.postMessage({ kind: "elsewhere", action, params });
	});
}
const csv = (): string => writeCsv(table.shown.rows, table.shown.columns);
find("csv", HTMLButtonElement).addEventListener("click", () => {
	if (table.shown.columns.length > 0) vscode.postMessage({ kind: "save", as: "csv", data: csv() });
});
find("copy-csv", HTMLButtonElement).addEventListener("click", () => {
	if (table.shown.columns.length > 0) copy(csv(), "The table");
});
find("copy-raw", HTMLButtonElement).addEventListener("click", () => {
	copy(find("raw", HTMLPreElement).textContent ?? "", "The answer");
});
find("png", HTMLButtonElement).addEventListener("click", () => {
	const [, data] = chart.toPng(chartExpression())?.split(",") ?? [];
	if (data !== undefined) vscode.postMessage({ kind: "save", as: "png", data });
});
find("explain", HTMLButtonElement).addEventListener("click", () => explain());
// The editor changes the size of text without a change of the page's.
new ResizeObserver(() => table.layOut()).observe(status);

window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
	switch (data.kind) {
		case "open":
			if (data.expression === "") {
				expression.focus();
				return;
			}
			expression.value = data.expression;
			unconditional.checked = false;
			if (data.action === "explain") explain(data.id);
			else {
				// Whoever runs something wants to see it.
				hasRun = false;
				tabs.select(data.tab ?? (tabs.current === "explain" ? "chart" : tabs.current));
				run();
			}
			return;
		case "answer":
			receive(data.id, data.answer);
			return;
		case "exemplars":
			if (data.id !== exemplarsId) return;
			chart.showExemplars(data.series);
			listExemplars(data.series, copy);
			return;
		case "explained":
			if (data.id === explaining) showExplanation(data.answer);
			return;
		case "explainProgress":
			if (data.id === explaining) explainStatus.textContent = `${data.done} of ${data.total} parts…`;
			return;
		case "note":
			status.textContent = data.text;
			return;
		case "server":
			showServer(data.status);
			return;
		case "visible":
			isVisible = data.visible;
			scheduleRefresh();
			return;
		case "pinned": {
			const pin = find("pin", HTMLButtonElement);
			isPinned = data.pinned;
			saveState();
			pin.ariaPressed = String(data.pinned);
			pin.textContent = data.pinned ? "Pinned" : "Pin";
			return;
		}
		default:
			data satisfies never;
	}
});

const isMac = navigator.platform.startsWith("Mac");
const control = isMac ? "⌘" : "Ctrl+";
find("keys", HTMLElement).textContent = `${control}${isMac ? " " : ""}Enter`;
find("table-keys", HTMLElement).textContent =
	`Arrow keys move; ${control}C copies the cell, ${control}Shift+C the row.`;
const restored = vscode.getState();
if (restored !== undefined) restoreState(restored);
vscode.postMessage({ kind: "ready" });
if (restored?.pinned === true) vscode.postMessage({ kind: "pin" });
