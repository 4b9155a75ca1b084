import { CancellationTokenSource, commands, Disposable, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type QueryAnswer, type QueryParams, query } from "../server/protocol/messages.ts";
import type { ServerStatusView } from "./views/serverStatusView.ts";
import type { FromPanel, ToPanel } from "./webviews/query/messages.ts";
import { renderQueryPage } from "./webviews/query/page.ts";

export const queryViewType = "observability.query";

/** Points of a chart: about one for every two pixels of a panel beside an editor. */
const chartPoints = 240;

/** The panel beside the editor that shows a query's result. One for the window. */
export class QueryPanel implements Disposable {
	readonly #panel: WebviewPanel;
	readonly #client: LanguageClient;
	readonly #subscriptions: Disposable;
	#running: CancellationTokenSource | undefined;
	#ready = false;
	#waiting: ToPanel | undefined;

	constructor(panel: WebviewPanel, client: LanguageClient, status: ServerStatusView, extension: Uri) {
		this.#panel = panel;
		this.#client = client;
		const dist = Uri.joinPath(extension, "dist");
		panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
		panel.iconPath = Uri.joinPath(extension, "media", "icon.svg");
		this.#subscriptions = Disposable.from(
			panel.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message, status)),
			status.onDidChange((current) => this.#post({ kind: "server", status: current })),
		);
		panel.webview.html = renderQueryPage(panel.webview, dist);
	}

	static create(client: LanguageClient, status: ServerStatusView, extension: Uri): QueryPanel {
		const where = { viewColumn: ViewColumn.Beside, preserveFocus: true };
		return new QueryPanel(window.createWebviewPanel(queryViewType, "Query", where), client, status, extension);
	}

	onDidDispose(listener: () => void): void {
		this.#panel.onDidDispose(listener);
	}

	/** Shows the panel and runs `expression` in it; an empty one is left for the user to type. */
	show(expression: string): void {
		this.#panel.reveal(undefined, expression !== "");
		const message: ToPanel = { kind: "run", expression };
		if (this.#ready) this.#post(message);
		else this.#waiting = message;
	}

	async #receive(message: FromPanel, status: ServerStatusView): Promise<void> {
		switch (message.kind) {
			case "ready":
				this.#ready = true;
				this.#post({ kind: "server", status: status.current });
				if (this.#waiting !== undefined) this.#post(this.#waiting);
				this.#waiting = undefined;
				return;
			case "query":
				return this.#run(message);
			case "cancel":
				return this.#cancel();
			case "selectServer":
				await commands.executeCommand("observability.selectPrometheus");
				return;
			default:
				return message satisfies never;
		}
	}

	async #run({ id, expression, seconds }: FromPanel & { readonly kind: "query" }): Promise<void> {
		this.#cancel();
		const running = new CancellationTokenSource();
		this.#running = running;
		const end = Math.floor(Date.now() / 1000);
		const range = { start: end - seconds, end, step: Math.max(1, Math.round(seconds / chartPoints)) };
		const ask = (params: QueryParams): Promise<QueryAnswer> =>
			this.#client.sendRequest(query, params, running.token).catch((error: unknown): QueryAnswer => {
				return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
			});
		const [instant, over] = await Promise.all([ask({ expression }), ask({ expression, range })]);
		if (!running.token.isCancellationRequested) this.#post({ kind: "result", id, instant, range: over, span: range });
		if (this.#running === running) this.#cancel();
	}

	#cancel(): void {
		this.#running?.cancel();
		this.#running?.dispose();
		this.#running = undefined;
	}

	#post(message: ToPanel): void {
		if (this.#ready) void this.#panel.webview.postMessage(message);
	}

	dispose(): void {
		this.#cancel();
		this.#subscriptions.dispose();
		this.#panel.dispose();
	}
}
