import { commands, type Disposable, TabInputText, TabInputTextDiff, Uri, window, workspace } from "vscode";
import type { PlannedFile } from "./plan.ts";

/** Documents that exist only to be looked at: what a scaffold would write, and the text that it would replace. */
const previewScheme = "observability-preview";

/** Shows what a scaffold would do. Its documents are kept for as long as a preview is open. */
export class ScaffoldPreviews implements Disposable {
	readonly #contents = new Map<string, string>();
	readonly #provider = workspace.registerTextDocumentContentProvider(previewScheme, {
		provideTextDocumentContent: (uri) => this.#contents.get(uri.toString()) ?? "",
	});

	/** All files in one comparison, each beside what stands there now: new ones, edits and those that would be replaced. */
	async showFiles(title: string, files: readonly PlannedFile[]): Promise<Preview> {
		const session = crypto.randomUUID();
		const resources = files.map((file): [Uri, Uri | undefined, Uri] => [
			file.uri,
			file.state === "new" ? undefined : this.#document(session, "before", file.path, file.existing),
			this.#document(session, "after", file.path, file.content),
		]);
		// Of an open comparison with the same name, the editor would show the old files.
		await commands.executeCommand("vscode.changes", title, resources);
		return this.#preview(session, title);
	}

	/** The difference between a file that exists and what would replace it. */
	async showConflict(file: PlannedFile): Promise<Preview> {
		const session = crypto.randomUUID();
		const title = `${file.path}: yours ↔ new`;
		const before = this.#document(session, "before", file.path, file.existing);
		const after = this.#document(session, "after", file.path, file.content);
		await commands.executeCommand("vscode.diff", before, after, title, { preview: false });
		return this.#preview(session, title);
	}

	#document(session: string, side: string, path: string, content: string): Uri {
		// What tells documents apart is in the query: the editor shows the path, which is the file's own.
		const uri = Uri.from({ scheme: previewScheme, path: `/${path}`, query: `${session}/${side}` });
		this.#contents.set(uri.toString(), content);
		return uri;
	}

	#preview(session: string, title: string): Preview {
		const belongs = (uri: Uri): boolean => uri.scheme === previewScheme && uri.query.startsWith(`${session}/`);
		return {
			close: async () => {
				const tabs = window.tabGroups.all
					.flatMap((group) => group.tabs)
					.filter(({ input, label }) => {
						if (input instanceof TabInputTextDiff) return belongs(input.modified);
						// The editor's API has no name for a comparison of many files: it is known by its title alone.
						return !(input instanceof TabInputText) && label.startsWith(title);
					});
				if (tabs.length > 0) await window.tabGroups.close(tabs, true);
				for (const uri of this.#contents.keys()) if (belongs(Uri.parse(uri))) this.#contents.delete(uri);
			},
		};
	}

	dispose(): void {
		this.#provider.dispose();
		this.#contents.clear();
	}
}

export interface Preview {
	/** Closes the editors that show it and forgets its documents. */
	close(): Promise<void>;
}
