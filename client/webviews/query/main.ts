import type { QueryAnswer, QueryResult, ServerStatus } from "../../../server/protocol/messages.ts";
import { decodeNumbers } from "../../../server/protocol/wireNumbers.ts";
import { Chart } from "./chart.ts";
import type { FromPanel, PanelState, ToPanel } from "./messages.ts";
import { ResultTable } from "./table.ts";
import "uplot/dist/uPlot.min.css";
import "./style.css";

/** The page of the query panel: a form, a chart and a table. It asks the extension, which asks the server. */
declare function acquireVsCodeApi(): {
	postMessage(message: FromPanel): void;
	getState(): PanelState | undefined;
	setState(state: PanelState): void;
};

const vscode = acquireVsCodeApi();
const form = find("query", HTMLFormElement);
const expression = find("expression", HTMLTextAreaElement);
const run = find("run", HTMLButtonElement);
const cancel = find("cancel", HTMLButtonElement);
const server = find("server", HTMLButtonElement);
const status = find("status", HTMLElement);
const error = find("error", HTMLElement);
const warnings = find("warnings", HTMLElement);
const results = find("results", HTMLElement);
const chart = new Chart({
	chart: find("chart", HTMLElement),
	legend: find("legend", HTMLElement),
	note: find("chart-note", HTMLElement),
});
const table = new ResultTable(find("table", HTMLTableElement), find("table-note", HTMLElement));
const ranges = [...form.querySelectorAll<HTMLInputElement>("input[name=range]")];

/** The newest query; what comes back for an older one is dropped. */
let newest = 0;

function start(): void {
	const text = expression.value.trim();
	if (text === "") {
		status.textContent = "Type an expression, then run it.";
		expression.focus();
		return;
	}
	saveState();
	setRunning(true);
	status.textContent = "Running…";
	vscode.postMessage({ kind: "query", id: ++newest, expression: text, seconds: chosenRange() });
}

function stop(): void {
	newest++;
	vscode.postMessage({ kind: "cancel" });
	setRunning(false);
	status.textContent = "Cancelled.";
}

function showResult({ instant, range, span }: ToPanel & { readonly kind: "result" }): void {
	setRunning(false);
	const now = instant.kind === "ok" ? decodeNumbers(instant.result) : undefined;
	const overTime = range.kind === "ok" ? decodeNumbers(range.result) : undefined;
	results.hidden = now === undefined && overTime === undefined;
	showErrors(instant, range);
	showWarnings([now, overTime]);

	if (now === undefined) table.clear();
	else table.show(now.data);
	if (overTime?.data.kind === "matrix") chart.show(overTime.data.series, span);
	else chart.clear();
	status.textContent = describeResult(now ?? overTime);
}

/** A query that fails for both fails for one reason, and says it once. */
function showErrors(instant: QueryAnswer, range: QueryAnswer): void {
	const messages: string[] = [];
	if (instant.kind === "failed") messages.push(instant.message);
	if (range.kind === "failed" && !messages.includes(range.message)) {
		messages.push(instant.kind === "ok" ? `No chart: ${range.message}` : range.message);
	}
	error.textContent = messages.join(" ");
	error.hidden = messages.length === 0;
}

function showWarnings(parts: readonly (QueryResult | undefined)[]): void {
	const texts = new Set(parts.flatMap((part) => (part === undefined ? [] : [...part.warnings, ...part.infos])));
	warnings.replaceChildren(
		...[...texts].map((text) => {
			const item = document.createElement("li");
			item.textContent = text;
			return item;
		}),
	);
	warnings.hidden = texts.size === 0;
}

function describeResult(result: QueryResult | undefined): string {
	if (result === undefined) return "";
	const { data, durationSeconds, truncated } = result;
	const duration =
		durationSeconds < 1 ? `${Math.max(1, Math.round(durationSeconds * 1000))} ms` : `${durationSeconds.toFixed(1)} s`;
	if (data.kind === "scalar" || data.kind === "string") return `A ${data.kind}, in ${duration}.`;
	const count = data.series.length;
	if (count === 0) return `No series, in ${duration}. Nothing matches now.`;
	const series = count === 1 ? "1 series" : `${count.toLocaleString("en-US")} series`;
	return `${truncated ? `The first ${series}; there are more` : series}, in ${duration}.`;
}

function showServer({ server: known, health, message }: ServerStatus): void {
	server.textContent = known === undefined ? "Select a Prometheus…" : known.name;
	server.title = message ?? (known === undefined ? "No server is selected" : `${known.url} (${health})`);
	server.classList.toggle("unhealthy", health === "unhealthy");
}

function setRunning(running: boolean): void {
	run.disabled = running;
	cancel.hidden = !running;
	results.ariaBusy = String(running);
}

function chosenRange(): number {
	return Number(ranges.find(({ checked }) => checked)?.value ?? 3600);
}

function saveState(): void {
	vscode.setState({ expression: expression.value, seconds: chosenRange() });
}

function find<T extends HTMLElement>(id: string, type: abstract new () => T): T {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
	return found;
}

form.addEventListener("submit", (event) => {
	event.preventDefault();
	start();
});
expression.addEventListener("keydown", (event) => {
	if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
	event.preventDefault();
	start();
});
expression.addEventListener("input", saveState);
for (const range of ranges) {
	range.addEventListener("change", () => {
		if (expression.value.trim() !== "") start();
	});
}
cancel.addEventListener("click", stop);
server.addEventListener("click", () => vscode.postMessage({ kind: "selectServer" }));
window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
	switch (data.kind) {
		case "run":
			if (data.expression === "") {
				expression.focus();
				return;
			}
			expression.value = data.expression;
			start();
			return;
		case "result":
			if (data.id === newest) showResult(data);
			return;
		case "server":
			showServer(data.status);
			return;
		default:
			data satisfies never;
	}
});

const isMac = navigator.platform.startsWith("Mac");
find("keys", HTMLElement).textContent = isMac ? "⌘ Enter" : "Ctrl+Enter";
const restored = vscode.getState();
if (restored !== undefined) {
	expression.value = restored.expression;
	for (const range of ranges) range.checked = Number(range.value) === restored.seconds;
	status.textContent = "Run it again to see its value now.";
}
vscode.postMessage({ kind: "ready" });
