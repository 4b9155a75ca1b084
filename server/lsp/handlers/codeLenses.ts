import type { CodeLens } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** One kind of lenses of a file; several stand in one line, in the order of their sources. It must not wait for a server. */
export type LensSource = (
	document: TextDocument,
	source: SourceDocument,
) => readonly CodeLens[] | Promise<readonly CodeLens[]>;

/** Whoever has something to show above lines adds a source in startServer.ts. */
export function handleCodeLenses({ connection, documents, log }: Session, sources: readonly LensSource[]): void {
	connection.onCodeLens(
		guard("textDocument/codeLens", log, async ({ textDocument }): Promise<CodeLens[]> => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return [];
			const source = toSource(document);
			return (await Promise.all(sources.map((find) => find(document, source)))).flat();
		}),
	);
}
