const ranges: readonly (readonly [label: string, spoken: string, seconds: number])[] = [
	["15m", "15 minutes", 15 * 60],
	["1h", "1 hour", 60 * 60],
	["6h", "6 hours", 6 * 60 * 60],
	["1d", "1 day", 24 * 60 * 60],
	["7d", "7 days", 7 * 24 * 60 * 60],
	["Custom", "From and to", 0],
];
const offsets: readonly (readonly [label: string, seconds: number])[] = [
	["nothing", 0],
	["1 hour before", 3600],
	["1 day before", 86_400],
	["1 week before", 7 * 86_400],
];
const refreshes: readonly (readonly [label: string, seconds: number])[] = [
	["off", 0],
	["5 s", 5],
	["30 s", 30],
	["1 min", 60],
	["5 min", 300],
];
const tabs = [
	["chart", "Chart"],
	["table", "Table"],
	["raw", "Raw"],
	["explain", "Explain"],
] as const;

/** What is between the page's frame and its script; the same wherever the panel is shown. */
export function renderQueryBody(): string {
	const range = ranges.map(
		([label, spoken, seconds]) =>
			`<label title="${spoken}"><input type="radio" name="range" value="${seconds}" aria-label="${spoken}"${seconds === 3600 ? " checked" : ""}><span>${label}</span></label>`,
	);
	const options = (entries: readonly (readonly [label: string, seconds: number])[]): string =>
		entries.map(([label, seconds]) => `<option value="${seconds}">${label}</option>`).join("");
	const tabButtons = tabs.map(
		([id, title]) =>
			`<button id="tab-${id}" type="button" role="tab" aria-controls="panel-${id}" aria-selected="false" tabindex="-1">${title}</button>`,
	);
	return `	<form id="query">
		<label for="expression">PromQL expression</label>
		<textarea id="expression" rows="3" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="error"></textarea>
		<div class="bar">
			<button id="run" type="submit">Run</button>
			<button id="cancel" type="button" class="secondary absent" disabled>Cancel</button>
			<span id="keys" class="hint"></span>
			<label class="field">Refresh <select id="refresh">${options(refreshes)}</select></label>
			<span class="end">
				<button id="history" type="button" class="link">History</button>
				<button id="server" type="button" class="link"></button>
			</span>
		</div>
	</form>
	<p id="status" role="status"></p>
	<div id="error" role="alert" hidden></div>
	<ul id="warnings" aria-label="Warnings" hidden></ul>
	<div class="tabs">
		<div role="tablist" aria-label="Result">${tabButtons.join("")}</div>
		<span class="end">
			<button id="open" type="button" class="link">Open in Browser</button>
			<button id="curl" type="button" class="link">Copy as curl</button>
			<button id="pin" type="button" class="link" aria-pressed="false" title="Keep this panel; the next query opens another one">Pin</button>
		</span>
	</div>
	<section id="panel-chart" role="tabpanel" aria-labelledby="tab-chart" hidden>
		<div class="bar">
			<fieldset id="ranges"><legend>Time range of the chart</legend>${range.join("")}</fieldset>
			<label class="field">Step <input id="step" size="6" placeholder="auto" autocomplete="off" spellcheck="false"></label>
			<label class="field">Compare with <select id="compare">${options(offsets)}</select></label>
		</div>
		<div id="custom" class="bar" hidden>
			<label class="field">From <input id="from" type="datetime-local" step="1"></label>
			<label class="field">to <input id="to" type="datetime-local" step="1"></label>
		</div>
		<div class="bar">
			<label class="field"><input id="stacked" type="checkbox"> Stacked</label>
			<label class="field"><input id="log" type="checkbox"> Log scale</label>
			<label id="unconditional-field" class="field" hidden><input id="unconditional" type="checkbox"> Without the condition</label>
			<button id="reset-zoom" type="button" class="secondary" hidden>Reset Zoom</button>
			<button id="load-zoom" type="button" class="secondary" hidden>Load This Span</button>
			<span class="end"><button id="png" type="button" class="link">Save PNG</button></span>
		</div>
		<div id="chart" role="group" tabindex="0" aria-roledescription="chart" aria-describedby="chart-keys"></div>
		<p id="chart-keys" class="spoken">Arrow keys move through the values, plus and minus zoom, Shift and arrow keys pan, 0 shows all.</p>
		<p id="chart-values" class="spoken" role="status"></p>
		<p id="chart-note" class="hint" hidden></p>
		<ul id="legend" aria-label="Series in the chart"></ul>
		<details id="exemplars" hidden><summary></summary><ul></ul></details>
	</section>
	<section id="panel-table" role="tabpanel" aria-labelledby="tab-table" hidden>
		<div class="bar">
			<label class="field">Filter <input id="filter" type="search" size="20" placeholder="words, or label=value" autocomplete="off" spellcheck="false"></label>
			<label class="field">Time <input id="moment" type="datetime-local" step="1" title="Empty for now"></label>
			<span class="end">
				<button id="copy-csv" type="button" class="link">Copy CSV</button>
				<button id="csv" type="button" class="link">Save CSV</button>
			</span>
		</div>
		<p id="table-note" class="hint"></p>
		<div id="scroll" class="scroll"><table id="table" role="grid" tabindex="0" aria-label="Values of the series" aria-describedby="table-keys"></table></div>
		<p id="table-keys" class="hint"></p>
	</section>
	<section id="panel-raw" role="tabpanel" aria-labelledby="tab-raw" hidden>
		<div class="bar"><span class="end"><button id="copy-raw" type="button" class="link">Copy</button></span></div>
		<p id="raw-note" class="hint" hidden></p>
		<pre id="raw" tabindex="0" aria-label="The answer as JSON"></pre>
	</section>
	<section id="panel-explain" role="tabpanel" aria-labelledby="tab-explain" hidden>
		<div class="bar">
			<button id="explain" type="button" class="secondary">Explain This Expression</button>
			<span id="explain-status" class="hint" role="status"></span>
		</div>
		<div id="explanation">
			<ul id="tree" role="tree" aria-label="Parts of the expression"></ul>
			<div id="details" role="region" aria-label="About the part" aria-live="polite"></div>
		</div>
	</section>`;
}
