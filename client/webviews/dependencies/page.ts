import type { Uri, Webview } from "vscode";
import { renderPage } from "../shared/page.ts";

/** The page of the dependency picture. */
export function renderDependenciesPage(webview: Webview, dist: Uri): string {
	const body = `	<header>
		<h1 id="title"></h1>
		<p id="note" role="status"></p>
		<div class="bar">
			<button type="button" class="secondary" id="smaller" aria-label="Zoom out">−</button>
			<button type="button" class="secondary" id="larger" aria-label="Zoom in">+</button>
			<button type="button" class="secondary" id="fit">Fit</button>
			<span class="hint">Arrow keys walk, Enter opens, Shift+Enter draws around, + and − zoom.</span>
		</div>
	</header>
	<main id="stage" aria-label="Dependencies"></main>`;
	return renderPage(webview, dist, { name: "dependencies", title: "Dependencies", body });
}
