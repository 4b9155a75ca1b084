import { Disposable, EventEmitter, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { Insight } from "../server/protocol/scaffold.ts";
import type { FromPage, InsightState, ToPage } from "./webviews/insight/messages.ts";
import { renderInsightPage } from "./webviews/insight/page.ts";

const insightViewType = "observability.insight";

/** Opens an insight beside the editor, with the keyboard left where it is. `title` is the tab's. */
export function showInsight(extension: Uri, title: string, insight: Insight): InsightPanel {
	const panel = new InsightPanel(extension, title);
	panel.show({ kind: "told", insight });
	return panel;
}

/** A page beside the editor that shows what would come of something, or that it is being looked at. */
export class InsightPanel implements Disposable {
	readonly #panel: WebviewPanel;
	readonly #heading: string;
	readonly #pressed = new EventEmitter<"cancel" | "again">();
	readonly #subscriptions: Disposable;
	#state: InsightState | undefined;
	#ready = false;
	#closed = false;

	/** What the user wants of what is under way. */
	readonly onDidPress = this.#pressed.event;

	/** `heading` stands above the page's own title. */
	constructor(extension: Uri, title: string, heading = "") {
		const dist = Uri.joinPath(extension, "dist");
		this.#heading = heading;
		this.#panel = window.createWebviewPanel(
			insightViewType,
			title,
			{ viewColumn: ViewColumn.Beside, preserveFocus: true },
			{ enableScripts: true, localResourceRoots: [dist] },
		);
		this.#panel.iconPath = Uri.joinPath(extension, "media", "icon.svg");
		this.#subscriptions = Disposable.from(
			this.#pressed,
			this.#panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message)),
			this.#panel.onDidDispose(() => {
				this.#closed = true;
				// Who closes the page does not want the answer any more.
				this.#pressed.fire("cancel");
				this.#subscriptions.dispose();
			}),
		);
		this.#panel.webview.html = renderInsightPage(this.#panel.webview, dist);
	}

	show(state: InsightState): void {
		this.#state = state;
		this.#post();
	}

	#receive(message: FromPage): void {
		if (message.kind !== "ready") {
			this.#pressed.fire(message.kind);
			return;
		}
		// A page that was hidden is made anew when it is shown.
		this.#ready = true;
		this.#post();
	}

	#post(): void {
		if (!this.#ready || this.#closed || this.#state === undefined) return;
		const message: ToPage = { ...this.#state, heading: this.#heading };
		void this.#panel.webview.postMessage(message);
	}

	dispose(): void {
		if (!this.#closed) this.#panel.dispose();
	}
}
