import type { Insight } from "../../../server/protocol/scaffold.ts";
import { element, find } from "../shared/elements.ts";
import { showFigure } from "./figures.ts";
import { LinesChart } from "./linesPicture.ts";
import type { FromPage, ToPage } from "./messages.ts";
import { showInline, showParagraph } from "./paragraphs.ts";
import { showSpans } from "./spansPicture.ts";
import "uplot/dist/uPlot.min.css";
import "../shared/theme.css";
import "./style.css";

/** The page of an insight: it shows what it is told, and asks for nothing by itself. */
declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();
const title = find("title", HTMLElement);
const asking = find("asking", HTMLElement);
const progress = find("progress", HTMLProgressElement);
const status = find("status", HTMLElement);
const cancel = find("cancel", HTMLButtonElement);
const again = find("again", HTMLButtonElement);
const told = find("told", HTMLElement);
let charts: readonly LinesChart[] = [];

function show(message: ToPage): void {
	find("heading", HTMLElement).textContent = message.heading;
	document.body.classList.toggle("below-question", message.heading !== "");
	asking.hidden = message.kind === "told";
	told.hidden = message.kind !== "told";
	title.hidden = message.kind !== "told";
	if (message.kind === "told") {
		showInsight(message.insight);
		return;
	}
	const isWaiting = message.kind === "waiting";
	status.textContent = message.message;
	progress.hidden = !isWaiting;
	cancel.hidden = !isWaiting;
	again.hidden = isWaiting || !message.again;
}

function showInsight({ title: what, paragraphs = [], figures, pictures, notes }: Insight): void {
	title.textContent = what;
	fill("figures", figures.map(showFigure));
	fill(
		"notes",
		notes.map((note) => element("li", {}, ...showInline(note))),
	);
	fill("words", paragraphs.map(showParagraph));
	for (const chart of charts) chart.dispose();
	const made: LinesChart[] = [];
	const sections = pictures.map((picture) => {
		if (picture.kind === "spans") return showSpans(picture);
		const chart = new LinesChart(picture);
		made.push(chart);
		return chart.section;
	});
	charts = made;
	fill("pictures", sections);
}

/** What is empty is not there for those who listen to the page either. */
function fill(id: string, children: readonly HTMLElement[]): void {
	const place = find(id, HTMLElement);
	place.hidden = children.length === 0;
	place.replaceChildren(...children);
}

cancel.addEventListener("click", () => vscode.postMessage({ kind: "cancel" }));
again.addEventListener("click", () => vscode.postMessage({ kind: "again" }));
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => show(data));
vscode.postMessage({ kind: "ready" });
