import {
	type Diagnostic,
	languages,
	type Position,
	Range,
	type TextDocument,
	Uri,
	WorkspaceEdit,
	window,
	workspace,
} from "vscode";

/** What the tests do to documents, and how they wait for what the server says of them. */

/** Opens a new document, in an editor, that stands in no folder. */
export async function openYaml(content: string): Promise<TextDocument> {
	const document = await workspace.openTextDocument({ language: "yaml", content });
	await window.showTextDocument(document);
	return document;
}

/** A document with its cursor where `<|>` stands. */
export async function openAtCursor(text: string): Promise<{ document: TextDocument; position: Position }> {
	const offset = text.indexOf("<|>");
	const document = await openYaml(text.replace("<|>", ""));
	return { document, position: document.positionAt(offset) };
}

export async function replaceText(document: TextDocument, from: string, to: string): Promise<void> {
	const at = document.getText().indexOf(from);
	const edit = new WorkspaceEdit();
	edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + from.length)), to);
	await workspace.applyEdit(edit);
}

/** Resolves as soon as the document's diagnostics are as `expected` wants them; the error names those that were there. */
export function diagnosticsOf(
	{ uri }: TextDocument,
	expected: (diagnostics: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
	return eventually(
		() => languages.getDiagnostics(uri),
		expected,
		(listener) => languages.onDidChangeDiagnostics(listener),
		(diagnostics) => diagnostics.map(({ message }) => message).join("\n") || "no diagnostics",
	);
}

const patience = 15_000;

async function eventually<T>(
	read: () => T,
	expected: (value: T) => boolean,
	subscribe: (listener: () => void) => { dispose(): void },
	describeValue: (value: T) => string,
): Promise<T> {
	const { promise, resolve, reject } = Promise.withResolvers<T>();
	const check = (): void => {
		const value = read();
		if (expected(value)) resolve(value);
	};
	const subscription = subscribe(check);
	const timer = setTimeout(
		() => reject(new Error(`It did not happen within ${patience / 1000} s; there were: ${describeValue(read())}`)),
		patience,
	);
	check();
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
		subscription.dispose();
	}
}

/** The first folder of the test workspace. */
export function workspaceFolder(): Uri {
	const folder = workspace.workspaceFolders?.[0];
	if (folder === undefined) throw new Error("The tests run in a workspace with a folder.");
	return folder.uri;
}

export async function readFile(...path: string[]): Promise<string> {
	return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(workspaceFolder(), ...path)));
}

export async function writeFile(content: string, ...path: string[]): Promise<void> {
	await workspace.fs.writeFile(Uri.joinPath(workspaceFolder(), ...path), new TextEncoder().encode(content));
}
