import type { Uri, Webview } from "vscode";
import { renderPage } from "../shared/page.ts";
import { renderQueryBody } from "./body.ts";

/** The page of the query panel. */
export function renderQueryPage(webview: Webview, dist: Uri): string {
	return renderPage(webview, dist, { name: "query", title: "Query", body: renderQueryBody() });
}
