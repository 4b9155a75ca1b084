import { toSource, toSymbol } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleDocumentSymbol({ connection, documents, service, log }: Session): void {
	connection.onDocumentSymbol(
		guard("textDocument/documentSymbol", log, ({ textDocument }) => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			return service.symbols(toSource(document)).map((item) => toSymbol(document, item));
		}),
	);
}
