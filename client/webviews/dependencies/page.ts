import { Uri, type Webview } from "vscode";

/** The page of the dependency picture. Nothing but our own script and style sheet can run or load in it. */
export function renderDependenciesPage(webview: Webview, dist: Uri): string {
	const nonce = crypto.randomUUID();
	const script = webview.asWebviewUri(Uri.joinPath(dist, "dependencies.js"));
	const style = webview.asWebviewUri(Uri.joinPath(dist, "dependencies.css"));
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<link rel="stylesheet" href="${style}">
	<title>Dependencies</title>
</head>
<body>
	<header>
		<h1 id="title"></h1>
		<p id="note" role="status"></p>
		<div class="bar">
			<button type="button" id="smaller" aria-label="Zoom out">−</button>
			<button type="button" id="larger" aria-label="Zoom in">+</button>
			<button type="button" id="fit">Fit</button>
			<span class="hint">Arrow keys walk, Enter opens, Shift+Enter draws around, + and − zoom.</span>
		</div>
	</header>
	<main id="stage" aria-label="Dependencies"></main>
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
