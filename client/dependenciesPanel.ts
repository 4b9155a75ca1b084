import { type Disposable, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type DependenciesParams, dependencies } from "../server/protocol/overview.ts";
import { openPlace } from "./commands/openPlace.ts";
import type { FromPicture, ToPicture } from "./webviews/dependencies/messages.ts";
import { renderDependenciesPage } from "./webviews/dependencies/page.ts";

/** The picture of what a metric or an alert is made of and what is made of it. One for the window. */
export class DependenciesPanel implements Disposable {
	readonly #client: LanguageClient;
	readonly #extension: Uri;
	#panel: WebviewPanel | undefined;
	#ready = false;
	#waiting: ToPicture | undefined;

	constructor(client: LanguageClient, extension: Uri) {
		this.#client = client;
		this.#extension = extension;
	}

	async show(of: DependenciesParams): Promise<void> {
		const panel = this.#panel ?? this.#open();
		panel.reveal(undefined, true);
		const message = await this.#ask(of);
		if (this.#ready) void this.#panel?.webview.postMessage(message);
		else this.#waiting = message;
	}

	async #ask(of: DependenciesParams): Promise<ToPicture> {
		try {
			const result = await this.#client.sendRequest(dependencies, of);
			if (result !== null) return { kind: "picture", result };
			return { kind: "nothing", reason: "Put the cursor on a metric, a recording rule or an alert." };
		} catch (error) {
			return { kind: "nothing", reason: error instanceof Error ? error.message : String(error) };
		}
	}

	#open(): WebviewPanel {
		const panel = window.createWebviewPanel(
			"observability.dependencies",
			"Dependencies",
			{ viewColumn: ViewColumn.Beside, preserveFocus: true },
			{ enableScripts: true, localResourceRoots: [Uri.joinPath(this.#extension, "dist")] },
		);
		panel.iconPath = Uri.joinPath(this.#extension, "media", "icon.svg");
		panel.webview.onDidReceiveMessage((message: FromPicture) => this.#receive(message));
		panel.onDidDispose(() => {
			this.#panel = undefined;
			this.#ready = false;
			this.#waiting = undefined;
		});
		panel.webview.html = renderDependenciesPage(panel.webview, Uri.joinPath(this.#extension, "dist"));
		this.#panel = panel;
		return panel;
	}

	async #receive(message: FromPicture): Promise<void> {
		switch (message.kind) {
			case "ready":
				this.#ready = true;
				if (this.#waiting !== undefined) void this.#panel?.webview.postMessage(this.#waiting);
				this.#waiting = undefined;
				return;
			case "open": {
				const { uri, span } = message.node;
				if (uri === undefined || span === undefined) return;
				return openPlace({ uri, offset: span.start, length: span.end - span.start });
			}
			case "centre": {
				const { symbol } = message.node;
				if (symbol?.kind !== "metric" && symbol?.kind !== "alert") return;
				return this.show({ kind: symbol.kind, name: symbol.name });
			}
			default:
				return message satisfies never;
		}
	}

	dispose(): void {
		this.#panel?.dispose();
	}
}
