import type { Uri, Webview } from "vscode";
import { renderPage } from "../shared/page.ts";

const spans: readonly (readonly [label: string, spoken: string, seconds: number])[] = [
	["1h", "1 hour", 3600],
	["6h", "6 hours", 6 * 3600],
	["1d", "1 day", 24 * 3600],
	["3d", "3 days", 3 * 24 * 3600],
	["7d", "7 days", 7 * 24 * 3600],
	["14d", "14 days", 14 * 24 * 3600],
	["30d", "30 days", 30 * 24 * 3600],
];

/** The page of the backtest panel. */
export function renderBacktestPage(webview: Webview, dist: Uri): string {
	const choices = spans.map(
		([label, spoken, seconds]) =>
			`<label title="${spoken}"><input type="radio" name="span" value="${seconds}" aria-label="${spoken}"><span>${label}</span></label>`,
	);
	const body = `	<header>
		<h1 id="alert">Backtest</h1>
		<button id="show-alert" type="button" class="link">Show in file</button>
	</header>
	<pre id="expression" tabindex="0" aria-label="Expression"></pre>
	<form id="ask" class="bar">
		<fieldset><legend>How far to look back</legend>${choices.join("")}</fieldset>
		<label class="field">Evaluated every <input id="step" type="text" size="5" placeholder="auto" spellcheck="false" aria-describedby="interval"></label>
		<button id="run" type="submit">Run again</button>
		<button id="cancel" type="button" class="secondary" hidden>Cancel</button>
	</form>
	<p id="interval" class="hint"></p>
	<p id="status" role="status"></p>
	<progress id="progress" max="100" aria-label="Fetching samples" hidden></progress>
	<p id="error" role="alert" hidden></p>
	<section id="question" role="alertdialog" aria-labelledby="question-text" hidden>
		<p id="question-text"></p>
		<button id="yes" type="button">Run It</button>
		<button id="no" type="button" class="secondary">Leave It</button>
	</section>
	<main id="results" hidden>
		<section aria-labelledby="numbers-title">
			<h2 id="numbers-title">What it would have done</h2>
			<dl id="numbers"></dl>
		</section>
		<form id="try" aria-labelledby="try-title">
			<h2 id="try-title">Try other settings</h2>
			<p id="fixed" class="hint" hidden></p>
			<div id="settings"></div>
			<div class="bar">
				<button id="apply" type="button" disabled>Write into the file</button>
				<button id="reset" type="button" class="secondary" disabled>Back to the rule</button>
				<button id="copy" type="button" class="secondary">Copy as Markdown</button>
			</div>
		</form>
		<ul id="notes" aria-label="Notes"></ul>
		<button id="expand" type="button" class="secondary" hidden>Use the definitions of recorded metrics</button>
		<section aria-labelledby="series-title">
			<h2 id="series-title">Series, noisiest first</h2>
			<p class="hint key"><span class="swatch firing"></span> firing <span class="swatch pending"></span> pending</p>
			<div class="scroll" tabindex="0" role="region" aria-labelledby="series-title"><table id="series"></table></div>
			<p id="rest" class="hint" hidden></p>
		</section>
		<section aria-labelledby="chart-title">
			<h2 id="chart-title">Value</h2>
			<div id="chart" role="img"></div>
			<ul id="legend" aria-label="Lines in the chart"></ul>
			<p id="chart-note" class="hint" hidden></p>
		</section>
		<section aria-labelledby="firings-title">
			<h2 id="firings-title">Firings</h2>
			<div class="scroll" tabindex="0" role="region" aria-labelledby="firings-title"><table id="firings"></table></div>
		</section>
	</main>`;
	return renderPage(webview, dist, { name: "backtest", title: "Backtest", body });
}
