import {
	CancellationTokenSource,
	commands,
	Disposable,
	env,
	Range,
	Selection,
	TextEditorRevealType,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ExplainAnswer, type ExplainParams, explain, explainProgress } from "../server/protocol/explain.ts";
import type { DocumentPosition } from "../server/protocol/messages.ts";
import { exemplars, type QueryAnswer, type QueryParams, query, queryElsewhere } from "../server/protocol/query.ts";
import { pickPastQuery } from "./commands/pastQueries.ts";
import type { QueryHistory } from "./queryHistory.ts";
import { saveBytes } from "./saveBytes.ts";
import type { ServerStatusView } from "./views/serverStatusView.ts";
import type { FromPanel, Tab, ToPanel } from "./webviews/query/messages.ts";
import { renderQueryPage } from "./webviews/query/page.ts";

export const queryViewType = "observability.query";

export interface QueryPanelPorts {
	readonly client: LanguageClient;
	readonly status: ServerStatusView;
	readonly history: QueryHistory;
	readonly extension: Uri;
}

/** What the panel is opened with. */
export interface Opening {
	readonly expression: string;
	readonly action: "run" | "explain";
	/** The tab to run it in; the one that is open where it is left out. */
	readonly tab?: Tab;
	/** Where the expression stands in a file. */
	readonly place?: DocumentPosition;
}

type ExplainedFile = NonNullable<Extract<ExplainAnswer, { readonly kind: "ok" }>["file"]>;

/** The panel beside the editor that shows a query's result. */
export class QueryPanel implements Disposable {
	readonly #panel: WebviewPanel;
	readonly #ports: QueryPanelPorts;
	readonly #subscriptions: Disposable;
	/** What is under way, by the part of the page that it is for. */
	readonly #running = new Map<string, CancellationTokenSource>();
	#ready = false;
	#opening: { readonly id: number; readonly opening: Opening } | undefined;
	#openings = 0;
	#explained: ExplainedFile | undefined;
	#pinned = false;

	constructor(panel: WebviewPanel, ports: QueryPanelPorts) {
		this.#panel = panel;
		this.#ports = ports;
		const dist = Uri.joinPath(ports.extension, "dist");
		panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
		panel.iconPath = Uri.joinPath(ports.extension, "media", "icon.svg");
		this.#subscriptions = Disposable.from(
			panel.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message)),
			panel.onDidChangeViewState(() => this.#post({ kind: "visible", visible: panel.visible })),
			ports.status.onDidChange((current) => this.#post({ kind: "server", status: current })),
			ports.client.onNotification(explainProgress, (progress) => this.#post({ kind: "explainProgress", ...progress })),
		);
		panel.webview.html = renderQueryPage(panel.webview, dist);
	}

	static create(ports: QueryPanelPorts): QueryPanel {
		const where = { viewColumn: ViewColumn.Beside, preserveFocus: true };
		// What was asked of a server is not asked again because a tab was looked at.
		const options = { retainContextWhenHidden: true };
		return new QueryPanel(window.createWebviewPanel(queryViewType, "Query", where, options), ports);
	}

	/** It keeps what it shows: the next query opens another panel. */
	get pinned(): boolean {
		return this.#pinned;
	}

	onDidDispose(listener: () => void): void {
		this.#panel.onDidDispose(listener);
	}

	/** Shows the panel and does in it what `opening` says; an empty expression is left for the user to type. */
	show(opening: Opening): void {
		this.#panel.reveal(undefined, opening.expression !== "");
		this.#opening = { id: ++this.#openings, opening };
		this.#open();
	}

	#open(): void {
		if (!this.#ready || this.#opening === undefined) return;
		const { id, opening } = this.#opening;
		const { expression, action, tab } = opening;
		this.#post({ kind: "open", id, expression, action, ...(tab === undefined ? {} : { tab }) });
	}

	async #receive(message: FromPanel): Promise<void> {
		switch (message.kind) {
			case "ready":
				this.#ready = true;
				this.#post({ kind: "server", status: this.#ports.status.current });
				this.#open();
				return;
			case "query":
				return this.#run(message.id, message.part, message.params);
			case "exemplars":
				return this.#askExemplars(message);
			case "cancel":
				for (const key of [...this.#running.keys()]) this.#cancel(key);
				return;
			case "explain":
				return this.#explain(message);
			case "reveal":
				return this.#reveal(message.node);
			case "selectServer":
				await commands.executeCommand("observability.selectPrometheus");
				return;
			case "history": {
				const expression = await pickPastQuery(this.#ports.history);
				if (expression !== undefined) this.show({ expression, action: "run" });
				return;
			}
			case "pin":
				this.#pinned = !this.#pinned;
				this.#panel.title = this.#pinned ? "Query (pinned)" : "Query";
				this.#post({ kind: "pinned", pinned: this.#pinned });
				return;
			case "copy":
				await env.clipboard.writeText(message.text);
				this.#post({ kind: "note", text: `${message.what} is in the clipboard.` });
				return;
			case "elsewhere":
				return this.#goElsewhere(message);
			case "save":
				await saveBytes(message.as, message.as === "csv" ? message.data : Buffer.from(message.data, "base64"));
				return;
			default:
				return message satisfies never;
		}
	}

	/** Ends what was under way for the same part of the page. */
	#start(key: string): CancellationTokenSource {
		this.#cancel(key);
		const running = new CancellationTokenSource();
		this.#running.set(key, running);
		return running;
	}

	async #run(id: number, part: string, params: QueryParams): Promise<void> {
		const { client, history, status } = this.#ports;
		// Two parts of the page may ask for the same one.
		const running = this.#start(part);
		if (part !== "earlier") {
			const { name } = status.current.server ?? {};
			await history.remember({
				expression: params.expression,
				at: Date.now(),
				...(name === undefined ? {} : { server: name }),
			});
		}
		const answer = await client
			.sendRequest(query, params, running.token)
			.catch((error: unknown): QueryAnswer => ({ kind: "failed", message: wordsOf(error) }));
		if (!running.token.isCancellationRequested) this.#post({ kind: "answer", id, answer });
		this.#end(part, running);
	}

	async #askExemplars({ id, expression, start, end }: FromPanel & { readonly kind: "exemplars" }): Promise<void> {
		const running = this.#start("exemplars");
		const answer = await this.#ports.client
			.sendRequest(exemplars, { expression, start, end }, running.token)
			// They are beside the point of the chart: one without them is as good.
			.catch(() => undefined);
		if (answer?.kind === "ok" && !running.token.isCancellationRequested) {
			this.#post({ kind: "exemplars", id, series: answer.series });
		}
		this.#end("exemplars", running);
	}

	async #explain({ id, expression, opened }: FromPanel & { readonly kind: "explain" }): Promise<void> {
		const running = this.#start("explain");
		const place = opened === this.#opening?.id ? this.#opening?.opening.place : undefined;
		const params: ExplainParams = { id, source: place === undefined ? { expression } : { place } };
		const answer = await this.#ports.client
			.sendRequest(explain, params, running.token)
			.catch((error: unknown): ExplainAnswer => ({ kind: "failed", message: wordsOf(error) }));
		if (!running.token.isCancellationRequested) {
			this.#explained = answer.kind === "ok" ? answer.file : undefined;
			this.#post({ kind: "explained", id, answer });
		}
		this.#end("explain", running);
	}

	/** The file is shown beside, and the keyboard stays in the panel. */
	async #reveal(node: number): Promise<void> {
		const file = this.#explained;
		const place = file?.ranges[node];
		if (file === undefined || place == null) return;
		const uri = this.#ports.client.protocol2CodeConverter.asUri(file.uri);
		const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
		if (document?.version !== file.version) {
			this.#post({ kind: "note", text: "The file has changed since; explain it again to see the parts in it." });
			return;
		}
		const shown = window.visibleTextEditors.find((editor) => editor.document === document);
		const viewColumn = shown?.viewColumn ?? ViewColumn.One;
		const editor = await window.showTextDocument(document, { viewColumn, preserveFocus: true });
		const { start, end } = place;
		const range = new Range(start.line, start.character, end.line, end.character);
		editor.selection = new Selection(range.start, range.end);
		editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
	}

	async #goElsewhere({ action, params }: FromPanel & { readonly kind: "elsewhere" }): Promise<void> {
		const elsewhere = await this.#ports.client.sendRequest(queryElsewhere, params).catch(() => null);
		const [link] = elsewhere?.links ?? [];
		if (elsewhere === null) this.#post({ kind: "note", text: "No Prometheus is selected." });
		else if (action === "curl") {
			await env.clipboard.writeText(elsewhere.curl);
			const secret = /\$[A-Z]/.test(elsewhere.curl)
				? " Set the variables in it before you run it; no secret is in it."
				: "";
			this.#post({ kind: "note", text: `The curl command is in the clipboard.${secret}` });
		} else if (link !== undefined) {
			// A text is opened as it is; a Uri would be written anew, and lose that an expression's plus sign is escaped.
			await env.openExternal(link.url as unknown as Uri);
		}
	}

	#cancel(key: string): void {
		const running = this.#running.get(key);
		this.#running.delete(key);
		running?.cancel();
		running?.dispose();
	}

	#end(key: string, running: CancellationTokenSource): void {
		if (this.#running.get(key) === running) this.#running.delete(key);
		running.dispose();
	}

	#post(message: ToPanel): void {
		if (this.#ready) void this.#panel.webview.postMessage(message);
	}

	dispose(): void {
		for (const key of [...this.#running.keys()]) this.#cancel(key);
		this.#subscriptions.dispose();
		this.#panel.dispose();
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
