import { Uri, type Webview } from "vscode";
import { renderQueryBody } from "./body.ts";

/** The page of the query panel. Nothing but our own script and style sheet can run or load in it. */
export function renderQueryPage(webview: Webview, dist: Uri): string {
	const nonce = crypto.randomUUID();
	const script = webview.asWebviewUri(Uri.joinPath(dist, "query.js"));
	const style = webview.asWebviewUri(Uri.joinPath(dist, "query.css"));
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
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
${renderQueryBody()}
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
