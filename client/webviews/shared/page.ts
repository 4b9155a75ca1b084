import { Uri, type Webview } from "vscode";

/** A page with the script and the style sheet of its name in `dist`. Nothing else can run or load in it. */
export function renderPage(
	webview: Webview,
	dist: Uri,
	{ name, title, body }: { readonly name: string; readonly title: string; readonly body: string },
): string {
	const nonce = crypto.randomUUID();
	const script = webview.asWebviewUri(Uri.joinPath(dist, `${name}.js`));
	const style = webview.asWebviewUri(Uri.joinPath(dist, `${name}.css`));
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<link rel="stylesheet" href="${style}">
	<title>${title}</title>
</head>
<body>
${body}
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
