import {
	CancellationTokenSource,
	type Disposable,
	env,
	Range,
	TextEditorRevealType,
	Uri,
	ViewColumn,
	type WebviewPanel,
	WorkspaceEdit,
	window,
	workspace,
} from "vscode";
import type { LanguageClient, Position } from "vscode-languageclient/node";
import {
	type BacktestResult,
	type BacktestView,
	backtestProgress,
	changeAlert,
	closeBacktest,
	replayBacktest,
	startBacktest,
} from "../server/protocol/backtest.ts";
import type { ServerStatusView } from "./views/serverStatusView.ts";
import type { FromPanel, KeptBacktest, ToPanel, TriedSettings } from "./webviews/backtest/messages.ts";
import { renderBacktestPage } from "./webviews/backtest/page.ts";

export const backtestViewType = "observability.backtest";

export interface BacktestTarget {
	readonly uri: Uri;
	/** In the alert. */
	readonly position: Position;
	/** Its name, where it is known: it finds the alert where the file has changed since. */
	readonly alert?: string;
}

type Run = Extract<FromPanel, { readonly kind: "run" }>;

/** The panel beside the editor that shows what an alert would have done. One for the window. */
export class BacktestPanel implements Disposable {
	readonly #client: LanguageClient;
	readonly #status: ServerStatusView;
	readonly #extension: Uri;
	#panel: WebviewPanel | undefined;
	#ready = false;
	#target: BacktestTarget | undefined;
	#running: CancellationTokenSource | undefined;
	/** What the page shows, for when it is made anew after it was hidden. */
	#shown: ToPanel | undefined;
	#view: BacktestView | undefined;
	#runs = 0;

	constructor(client: LanguageClient, status: ServerStatusView, extension: Uri) {
		this.#client = client;
		this.#status = status;
		this.#extension = extension;
	}

	/** Shows the panel, and backtests the alert there over the days that the settings say. */
	async show(target: BacktestTarget): Promise<void> {
		this.#forget();
		this.#target = target;
		const panel = this.#panel ?? this.#open();
		panel.reveal(undefined, true);
		const days = workspace.getConfiguration("observability", target.uri).get<number>("backtest.days", 7);
		await this.#run({ kind: "run", spanSeconds: Math.round(days * 24 * 3600), expand: false, confirmed: false });
	}

	/** Takes over a panel of before the window was loaded anew. Nothing is asked of a server before somebody says so. */
	restore(panel: WebviewPanel, state: unknown): void {
		const kept = readKept(state);
		if (kept === undefined || this.#panel !== undefined) {
			panel.dispose();
			return;
		}
		const { alert, target } = kept;
		const position = { line: target.line, character: target.character };
		this.#target = { uri: Uri.parse(target.uri), position, alert };
		this.#shown = { kind: "restored", alert };
		this.#adopt(panel);
	}

	#open(): WebviewPanel {
		return this.#adopt(
			window.createWebviewPanel(backtestViewType, "Backtest", {
				viewColumn: ViewColumn.Beside,
				preserveFocus: true,
			}),
		);
	}

	#adopt(panel: WebviewPanel): WebviewPanel {
		const dist = Uri.joinPath(this.#extension, "dist");
		panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
		panel.iconPath = Uri.joinPath(this.#extension, "media", "icon.svg");
		panel.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message));
		panel.onDidDispose(() => {
			this.#panel = undefined;
			this.#ready = false;
			this.#forget();
		});
		panel.webview.html = renderBacktestPage(panel.webview, dist);
		this.#panel = panel;
		return panel;
	}

	async #receive(message: FromPanel): Promise<void> {
		switch (message.kind) {
			case "ready":
				this.#ready = true;
				if (this.#shown !== undefined) this.#post(this.#shown);
				return;
			case "run":
				return this.#run(message);
			case "cancel":
				return this.#cancel();
			case "replay":
				return this.#replay(message.settings);
			case "apply":
				return this.#apply(message.settings);
			case "copy":
				await env.clipboard.writeText(message.text);
				this.#post({ kind: "said", message: "Copied." });
				return;
			case "showAlert":
				return this.#showAlert();
			default:
				return message satisfies never;
		}
	}

	async #run({ spanSeconds, stepSeconds, expand, confirmed }: Run): Promise<void> {
		const target = this.#target;
		if (target === undefined) return;
		this.#cancel();
		const running = new CancellationTokenSource();
		this.#running = running;
		const alert = this.#view?.alert ?? target.alert;
		this.#say({ kind: "running", alert: alert ?? "" });
		const workDoneToken = `backtest-${++this.#runs}`;
		const progress = this.#client.onProgress(backtestProgress, workDoneToken, ({ percentage }) => {
			if (this.#running === running) this.#post({ kind: "running", alert: alert ?? "", done: percentage });
		});
		const result = await this.#ask(target, {
			spanSeconds,
			expand,
			confirmed,
			workDoneToken,
			...(stepSeconds === undefined ? {} : { stepSeconds }),
			...(alert === undefined ? {} : { alert }),
			token: running.token,
		});
		progress.dispose();
		if (this.#running !== running) {
			// Nobody waits for it any more.
			if (result.kind === "ok") this.#close(result.backtest.id);
			return;
		}
		this.#running = undefined;
		running.dispose();
		switch (result.kind) {
			case "ok":
				if (this.#view !== undefined) this.#close(this.#view.id);
				this.#view = result.backtest;
				if (this.#panel !== undefined) this.#panel.title = `Backtest: ${result.backtest.alert}`;
				return this.#say({
					kind: "backtest",
					view: result.backtest,
					spanSeconds,
					server: this.#status.current.server?.name ?? "the server",
					target: { uri: target.uri.toString(), ...target.position },
				});
			case "confirm":
				return this.#say({ kind: "confirm", question: result.question });
			case "failed":
				return this.#say({
					kind: "failed",
					message: result.message,
					needsServer: this.#status.current.server === undefined,
				});
			default:
				return result satisfies never;
		}
	}

	async #ask(
		{ uri, position }: BacktestTarget,
		{
			token,
			...params
		}: Omit<Run, "kind"> & {
			readonly alert?: string;
			readonly workDoneToken: string;
			readonly token: CancellationTokenSource["token"];
		},
	): Promise<BacktestResult> {
		try {
			// The server reads files that are open; one whose tab was closed is opened again unseen.
			await workspace.openTextDocument(uri);
			const document = this.#client.code2ProtocolConverter.asUri(uri);
			return await this.#client.sendRequest(startBacktest, { uri: document, position, ...params }, token);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			return { kind: "failed", message, cancelled: token.isCancellationRequested };
		}
	}

	async #replay(settings: TriedSettings): Promise<void> {
		const view = this.#view;
		if (view === undefined) return;
		const replay = await this.#client.sendRequest(replayBacktest, { id: view.id, ...settings }).catch(() => null);
		if (this.#view !== view) return;
		if (replay === null) this.#say({ kind: "failed", message: notKept, needsServer: false });
		else this.#post({ kind: "replayed", settings, replay });
	}

	/** Into the editor and not onto the disk: there it can be looked at beside the panel, and undone. */
	async #apply(settings: TriedSettings): Promise<void> {
		const view = this.#view;
		const target = this.#target;
		if (view === undefined || target === undefined) return;
		const uri = this.#client.code2ProtocolConverter.asUri(target.uri);
		const document = await workspace.openTextDocument(target.uri);
		const changed = await this.#client.sendRequest(changeAlert, { id: view.id, uri, ...settings });
		if (changed.kind === "refused") {
			this.#post({ kind: "said", message: changed.reason });
			return;
		}
		if (document.version !== changed.version) {
			this.#post({ kind: "said", message: "The file has changed just now. Try again." });
			return;
		}
		const ranges = changed.edits.map(({ range }) => this.#client.protocol2CodeConverter.asRange(range));
		const edit = new WorkspaceEdit();
		for (const [index, { newText }] of changed.edits.entries()) {
			const range = ranges[index];
			if (range !== undefined) edit.replace(target.uri, range, newText);
		}
		if (!(await workspace.applyEdit(edit))) return;
		const [first] = ranges;
		const editor = await window.showTextDocument(document, { viewColumn: ViewColumn.One });
		if (first !== undefined) editor.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
		this.#post({
			kind: "said",
			message: `${view.alert} has the new settings now; the file is not saved yet, and Undo takes them back.`,
		});
	}

	async #showAlert(): Promise<void> {
		if (this.#target === undefined) return;
		const { line, character } = this.#target.position;
		const editor = await window.showTextDocument(this.#target.uri, { viewColumn: ViewColumn.One });
		editor.revealRange(new Range(line, character, line, character), TextEditorRevealType.InCenterIfOutsideViewport);
	}

	#cancel(): void {
		const running = this.#running;
		if (running === undefined) return;
		this.#running = undefined;
		running.cancel();
		running.dispose();
		this.#say({ kind: "failed", message: "Cancelled.", needsServer: false });
	}

	/** Lets go of what is kept for the panel, here and in the server. */
	#forget(): void {
		this.#cancel();
		if (this.#view !== undefined) this.#close(this.#view.id);
		this.#view = undefined;
		this.#shown = undefined;
	}

	#close(id: number): void {
		if (this.#client.isRunning()) this.#client.sendRequest(closeBacktest, { id }).catch(() => {});
	}

	#say(message: ToPanel): void {
		this.#shown = message;
		this.#post(message);
	}

	#post(message: ToPanel): void {
		if (this.#ready) void this.#panel?.webview.postMessage(message);
	}

	dispose(): void {
		this.#panel?.dispose();
		this.#forget();
	}
}

/** What a page kept may be of an older version. */
function readKept(state: unknown): KeptBacktest | undefined {
	if (typeof state !== "object" || state === null) return undefined;
	const { target, alert, spanSeconds } = state as Partial<KeptBacktest>;
	if (typeof alert !== "string" || typeof spanSeconds !== "number" || typeof target?.uri !== "string") return undefined;
	if (typeof target.line !== "number" || typeof target.character !== "number") return undefined;
	return { target, alert, spanSeconds };
}

const notKept = "The samples of this backtest are not kept any more. Run it again.";
