import { Uri, type Webview } from "vscode";

const ranges: readonly (readonly [label: string, spoken: string, seconds: number])[] = [
	["15m", "15 minutes", 15 * 60],
	["1h", "1 hour", 60 * 60],
	["6h", "6 hours", 6 * 60 * 60],
	["1d", "1 day", 24 * 60 * 60],
	["7d", "7 days", 7 * 24 * 60 * 60],
];

/** The page of the query panel. Nothing but our own script and style sheet can run or load in it. */
export function renderQueryPage(webview: Webview, dist: Uri): string {
	const nonce = crypto.randomUUID();
	const script = webview.asWebviewUri(Uri.joinPath(dist, "query.js"));
	const style = webview.asWebviewUri(Uri.joinPath(dist, "query.css"));
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	const choices = ranges.map(
		([label, spoken, seconds]) =>
			`<label title="${spoken}"><input type="radio" name="range" value="${seconds}" aria-label="${spoken}"${seconds === 3600 ? " checked" : ""}><span>${label}</span></label>`,
	);
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<link rel="stylesheet" href="${style}">
	<title>Query</title>
</head>
<body>
	<form id="query">
		<label for="expression">PromQL expression</label>
		<textarea id="expression" rows="3" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea>
		<div class="bar">
			<button id="run" type="submit">Run</button>
			<button id="cancel" type="button" class="secondary" hidden>Cancel</button>
			<span id="keys" class="hint"></span>
			<fieldset><legend>Time range of the chart</legend>${choices.join("")}</fieldset>
			<button id="server" type="button" class="link"></button>
		</div>
	</form>
	<p id="status" role="status"></p>
	<p id="error" role="alert" hidden></p>
	<ul id="warnings" aria-label="Warnings" hidden></ul>
	<main id="results" hidden>
		<section aria-labelledby="chart-title">
			<h2 id="chart-title">Over time</h2>
			<div id="chart" role="img"></div>
			<p id="chart-note" class="hint" hidden></p>
			<ul id="legend" aria-label="Series in the chart"></ul>
		</section>
		<section aria-labelledby="table-title">
			<h2 id="table-title">Now</h2>
			<p id="table-note" class="hint" hidden></p>
			<div class="scroll" tabindex="0" role="region" aria-labelledby="table-title"><table id="table"></table></div>
		</section>
	</main>
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
