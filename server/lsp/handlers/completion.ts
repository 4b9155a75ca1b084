import { toCompletionList, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleCompletion({ connection, documents, service, log }: Session): void {
	connection.onCompletion(
		guard("textDocument/completion", log, async ({ textDocument, position, context }, signal) => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const source = toSource(document);
			const offset = document.offsetAt(position);
			return toCompletionList(document, await service.complete(source, offset, signal, context?.triggerCharacter));
		}),
	);
}
