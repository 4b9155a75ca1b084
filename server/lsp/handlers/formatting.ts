import {
	type Disposable,
	DocumentFormattingRequest,
	DocumentOnTypeFormattingRequest,
	DocumentRangeFormattingRequest,
	type Range,
	type ServerCapabilities,
	type TextEdit,
} from "vscode-languageserver/node";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

const onType = { firstTriggerCharacter: "\n", moreTriggerCharacter: [")", "}", "]"] };

export const formattingCapabilities: ServerCapabilities = {
	documentFormattingProvider: true,
	documentRangeFormattingProvider: true,
	documentOnTypeFormattingProvider: onType,
};

export interface Formatting {
	/** Becomes the client's formatter, or ceases to be it, as the settings say. */
	follow(): void;
}

/** Lays out the PromQL of a file, of a selection or of the line being typed; how wide and how far in is Prometheus's style, not the editor's. */
export function handleFormatting(session: Session): Formatting {
	const { connection, documents, service, log } = session;
	const format = (uri: string, range?: Range): TextEdit[] | null => {
		const document = documents.get(uri);
		if (document === undefined) return null;
		const span = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
		const edits = service.format(toSource(document), span);
		return edits.map((edit) => ({ range: toRange(document, edit.span), newText: edit.newText }));
	};
	connection.onDocumentFormatting(
		guard("textDocument/formatting", log, ({ textDocument }) => format(textDocument.uri)),
	);
	connection.onDocumentRangeFormatting(
		guard("textDocument/rangeFormatting", log, ({ textDocument, range }) => format(textDocument.uri, range)),
	);
	connection.onDocumentOnTypeFormatting(
		guard("textDocument/onTypeFormatting", log, ({ textDocument, position, ch }) => {
			const document = documents.get(textDocument.uri);
			const edit = document && service.formatOnType(toSource(document), document.offsetAt(position), ch);
			return edit ? [{ range: toRange(document, edit.span), newText: edit.newText }] : null;
		}),
	);
	return followSettings(session);
}

function followSettings(session: Session): Formatting {
	const { connection, client, log } = session;
	let registered = false;
	let last: Promise<readonly Disposable[]> = Promise.resolve([]);
	return {
		follow() {
			const wanted = session.settings.asDocumentFormatter;
			if (client.formatter || !client.formatterChanges || wanted === registered) return;
			registered = wanted;
			// One after the other, however fast the setting changes.
			last = last
				.then((before) => {
					for (const registration of before) registration.dispose();
					return wanted ? register(connection) : [];
				})
				.catch((error: unknown) => {
					log(`Formatting could not be ${wanted ? "offered" : "withdrawn"}: ${String(error)}`);
					return [];
				});
		},
	};
}

/** For the documents that the client tells the server of. */
function register({ client }: Session["connection"]): Promise<readonly Disposable[]> {
	return Promise.all([
		client.register(DocumentFormattingRequest.type, { documentSelector: null }),
		client.register(DocumentRangeFormattingRequest.type, { documentSelector: null }),
		client.register(DocumentOnTypeFormattingRequest.type, { documentSelector: null, ...onType }),
	]);
}
