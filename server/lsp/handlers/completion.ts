import { isStill, toCompletionList, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleCompletion({ connection, documents, service, log }: Session): void {
	connection.onCompletion(
		guard("textDocument/completion", log, async ({ textDocument, position, context }, signal) => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const source = toSource(document);
			const offset = document.offsetAt(position);
			const list = await service.complete(source, offset, signal, context?.triggerCharacter);
			// Typed on meanwhile: the list would stand at the wrong place, so the editor is to ask again.
			return isStill(document, source) ? toCompletionList(document, list) : { isIncomplete: true, items: [] };
		}),
	);
}
