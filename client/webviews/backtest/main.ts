import type { BacktestView, ReplayView } from "../../../server/protocol/backtest.ts";
import { parseDuration, printDuration } from "../../../server/protocol/durations.ts";
import { element, find } from "../shared/elements.ts";
import { formatValue } from "../shared/numberText.ts";
import { BacktestChart } from "./chart.ts";
import type { FromPanel, KeptBacktest, ToPanel, TriedSettings } from "./messages.ts";
import { listNumbers, sayNumbers, writeMarkdown } from "./numbers.ts";
import { SeriesTable, writeTime } from "./seriesTable.ts";
import { SettingsForm } from "./settingsForm.ts";
import "uplot/dist/uPlot.min.css";
import "../shared/theme.css";
import "./style.css";

/** The page of the backtest panel: numbers, settings to try, a time line for each series and a chart of one. */
declare function acquireVsCodeApi(): {
	postMessage(message: FromPanel): void;
	getState(): KeptBacktest | undefined;
	setState(state: KeptBacktest): void;
};

const vscode = acquireVsCodeApi();
const ask = find("ask", HTMLFormElement);
const step = find("step", HTMLInputElement);
const run = find("run", HTMLButtonElement);
const cancel = find("cancel", HTMLButtonElement);
const status = find("status", HTMLElement);
const progress = find("progress", HTMLProgressElement);
const error = find("error", HTMLElement);
const question = find("question", HTMLElement);
const results = find("results", HTMLElement);
const apply = find("apply", HTMLButtonElement);
const reset = find("reset", HTMLButtonElement);
const expand = find("expand", HTMLButtonElement);
const spans = [...ask.querySelectorAll<HTMLInputElement>("input[name=span]")];
const chart = new BacktestChart({
	chart: find("chart", HTMLElement),
	legend: find("legend", HTMLElement),
	note: find("chart-note", HTMLElement),
});
const table = new SeriesTable(
	{
		table: find("series", HTMLTableElement),
		rest: find("rest", HTMLElement),
		firings: find("firings", HTMLTableElement),
	},
	(series) => {
		if (shown === undefined) return;
		const { thresholds } = tried?.settings ?? settings.own;
		chart.show({ series, view: shown, thresholds });
	},
);
const settings = new SettingsForm(find("settings", HTMLElement), (changed) => askForReplay(changed));

let shown: BacktestView | undefined;
/** Other settings than the rule's, with what they make of it. */
let tried: { readonly settings: TriedSettings; readonly replay: ReplayView } | undefined;
let expanding = false;
/** One replay is asked for at a time; of those that are wanted meanwhile, the last. */
let asking = false;
let wanted: TriedSettings | undefined;

function askForReplay(changed: TriedSettings): void {
	if (asking) {
		wanted = changed;
		return;
	}
	asking = true;
	vscode.postMessage({ kind: "replay", settings: changed });
}

function start(confirmed = false): void {
	const stepSeconds = step.value.trim() === "" ? undefined : parseDuration(step.value.trim());
	const wrong = step.value.trim() !== "" && (stepSeconds === undefined || stepSeconds <= 0);
	step.setAttribute("aria-invalid", `${wrong}`);
	if (wrong) {
		status.textContent = `“${step.value}” is no duration such as 30s or 1m.`;
		step.focus();
		return;
	}
	const spanSeconds = Number(spans.find(({ checked }) => checked)?.value ?? 7 * 24 * 3600);
	vscode.postMessage({
		kind: "run",
		spanSeconds,
		...(stepSeconds === undefined ? {} : { stepSeconds }),
		expand: expanding,
		confirmed,
	});
}

function setRunning(running: boolean): void {
	run.disabled = running;
	cancel.hidden = !running;
	progress.hidden = !running;
	if (running) {
		error.hidden = true;
		question.hidden = true;
	}
}

function receive(message: ToPanel): void {
	switch (message.kind) {
		case "running":
			setRunning(true);
			find("alert", HTMLElement).textContent = message.alert === "" ? "Backtest" : message.alert;
			if (message.done === undefined) progress.removeAttribute("value");
			else progress.value = message.done;
			status.textContent = message.done === undefined ? "Asking the server…" : `Fetching samples: ${message.done} %`;
			return;
		case "confirm":
			setRunning(false);
			status.textContent = "";
			find("question-text", HTMLElement).textContent = message.question;
			question.hidden = false;
			find("yes", HTMLButtonElement).focus();
			return;
		case "failed":
			setRunning(false);
			status.textContent = "";
			error.textContent = message.message;
			error.hidden = false;
			return;
		case "backtest":
			setRunning(false);
			showBacktest(message);
			return;
		case "restored":
			setRunning(false);
			find("alert", HTMLElement).textContent = message.alert;
			chooseSpan(vscode.getState()?.spanSeconds);
			status.textContent = `The window was loaded anew, and the samples of ${message.alert} are gone. “Run again” asks for them.`;
			return;
		case "replayed":
			showReplay(message.settings, message.replay);
			return;
		case "said":
			status.textContent = message.message;
			return;
		default:
			message satisfies never;
	}
}

function chooseSpan(seconds: number | undefined): void {
	for (const span of spans) span.checked = Number(span.value) === seconds;
}

function showBacktest({ view, spanSeconds, server, target }: ToPanel & { readonly kind: "backtest" }): void {
	vscode.setState({ target, alert: view.alert, spanSeconds });
	shown = view;
	tried = undefined;
	asking = false;
	wanted = undefined;
	expanding = view.expanded.length > 0;
	results.hidden = false;
	find("alert", HTMLElement).textContent = view.alert;
	find("expression", HTMLElement).textContent = view.expression;
	chooseSpan(spanSeconds);
	const { start: from, end, step: every, evaluations } = view.span;
	find("interval", HTMLElement).textContent =
		`${writeTime(from)} to ${writeTime(end)} on ${server}: ${evaluations.toLocaleString("en-US")} evaluations, every ${printDuration(every)} ${view.intervalSource}, as if the rule had been loaded at the beginning. A group's own evaluations are shifted by less than one interval.`;
	const fixed = find("fixed", HTMLElement);
	fixed.hidden = view.fixed === undefined;
	fixed.textContent = view.fixed ?? "";
	settings.show(view);
	const notes =
		view.expanded.length === 0
			? view.notes
			: [`Used in place of ${view.expanded.join(", ")}: the definition from the workspace.`, ...view.notes];
	find("notes", HTMLElement).replaceChildren(...notes.map((note) => element("li", {}, note.replaceAll("`", ""))));
	expand.hidden = view.expandable.length === 0 && view.expanded.length === 0;
	expand.textContent = expanding
		? "Use what was recorded"
		: `Use the definition of ${view.expandable.join(", ")} from the workspace`;
	showReplay(settings.own, view.replay);
}

function showReplay(now: TriedSettings, replay: ReplayView): void {
	asking = false;
	if (shown === undefined) return;
	const isOwn = JSON.stringify(now) === JSON.stringify(settings.own);
	tried = isOwn ? undefined : { settings: now, replay };
	apply.disabled = isOwn;
	reset.disabled = isOwn;
	const own = shown.replay.summary;
	find("numbers", HTMLElement).replaceChildren(...listNumbers(own, replay.summary));
	status.textContent = sayNumbers(own, replay.summary, !isOwn);
	if (replay.failedEvaluations > 0) {
		status.textContent += ` At ${replay.failedEvaluations} evaluations two results had the same labels, which Prometheus refuses.`;
	}
	table.show(replay, shown.span);
	if (wanted !== undefined) {
		const next = wanted;
		wanted = undefined;
		askForReplay(next);
	}
}

function copyText(): string {
	if (shown === undefined) return "";
	const own = shown.replay.summary;
	const { settings: now, replay } = tried ?? { settings: settings.own, replay: shown.replay };
	const write = (one: TriedSettings): string =>
		[
			...one.thresholds.map((value, index) => `${shown?.thresholds[index]?.operator ?? ""} ${formatValue(value)}`),
			`for ${printDuration(one.forSeconds)}`,
			`keep_firing_for ${printDuration(one.keepFiringForSeconds)}`,
		].join(", ");
	const lines = [
		`\`${shown.expression.replaceAll(/\s+/g, " ")}\``,
		"",
		`${printDuration(shown.span.end - shown.span.start)} until ${new Date(shown.span.end * 1000).toISOString()}, every ${printDuration(shown.span.step)}.`,
		`Rule: ${write(settings.own)}.`,
		...(tried === undefined ? [] : [`Tried: ${write(now)}.`]),
		...shown.notes.map((note) => `Note: ${note}`),
	];
	return writeMarkdown(`Backtest of ${shown.alert}`, lines, own, replay.summary, tried !== undefined);
}

ask.addEventListener("submit", (event) => {
	event.preventDefault();
	start();
});
for (const span of spans) span.addEventListener("change", () => start());
cancel.addEventListener("click", () => vscode.postMessage({ kind: "cancel" }));
find("yes", HTMLButtonElement).addEventListener("click", () => start(true));
find("no", HTMLButtonElement).addEventListener("click", () => {
	question.hidden = true;
	run.focus();
});
find("try", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
apply.addEventListener("click", () => {
	if (tried !== undefined) vscode.postMessage({ kind: "apply", settings: tried.settings });
});
reset.addEventListener("click", () => settings.reset());
find("copy", HTMLButtonElement).addEventListener("click", () => vscode.postMessage({ kind: "copy", text: copyText() }));
expand.addEventListener("click", () => {
	expanding = !expanding;
	start();
});
find("show-alert", HTMLButtonElement).addEventListener("click", () => vscode.postMessage({ kind: "showAlert" }));
window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => receive(data));
vscode.postMessage({ kind: "ready" });
