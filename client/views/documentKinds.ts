import { commands, Disposable, EventEmitter, type TextDocument, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type DocumentKind, documentKind } from "../../server/protocol/messages.ts";

/** What the server says that the open files are: menus and the status bar follow it. */
export class DocumentKinds implements Disposable {
	readonly #kinds = new Map<string, DocumentKind>();
	readonly #changed = new EventEmitter<void>();
	readonly #subscriptions: Disposable;

	readonly onDidChange = this.#changed.event;

	constructor(client: LanguageClient) {
		this.#subscriptions = Disposable.from(
			client.onNotification(documentKind, (kind) => {
				this.#kinds.set(client.protocol2CodeConverter.asUri(kind.uri).toString(), kind);
				this.#update();
			}),
			workspace.onDidCloseTextDocument(({ uri }) => this.#kinds.delete(uri.toString())),
			window.onDidChangeActiveTextEditor(() => this.#update()),
			this.#changed,
		);
	}

	/** Claims that the file is of a kind that the server knows. */
	isOurs(document: TextDocument | undefined): boolean {
		return document !== undefined && (this.#kinds.get(document.uri.toString())?.kinds.length ?? 0) > 0;
	}

	/** Keeps the context keys, by which menus show our commands, true to the active editor. */
	#update(): void {
		const document = window.activeTextEditor?.document;
		const kind = document && this.#kinds.get(document.uri.toString());
		void commands.executeCommand("setContext", "observability.known", this.isOurs(document));
		void commands.executeCommand("setContext", "observability.promql", kind?.promql === true);
		this.#changed.fire();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}
