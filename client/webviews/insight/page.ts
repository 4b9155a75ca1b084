import type { Uri, Webview } from "vscode";
import { renderPage } from "../shared/page.ts";

/** The page that shows what would come of something: figures, words and pictures. */
export function renderInsightPage(webview: Webview, dist: Uri): string {
	const body = `	<p id="heading" class="hint"></p>
	<h1 id="title" hidden></h1>
	<div id="asking" class="bar" hidden>
		<progress id="progress" aria-label="Looking"></progress>
		<span id="status" role="status"></span>
		<button id="cancel" type="button" class="secondary">Cancel</button>
		<button id="again" type="button" class="secondary">Look Again</button>
	</div>
	<main id="told" hidden>
		<dl id="figures"></dl>
		<ul id="notes" aria-label="Notes"></ul>
		<section id="words"></section>
		<div id="pictures"></div>
	</main>`;
	return renderPage(webview, dist, { name: "insight", title: "Insight", body });
}
