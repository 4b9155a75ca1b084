import { MarkupKind } from "vscode-languageserver/node";
import type { CompletionList } from "../../features/answers.ts";
import { isStill, toCompletionList, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** So many lists are kept for their documentation; an editor asks only about the one that it shows. */
const KEPT_LISTS = 8;

/**
 * Lists travel without documentation, which is two thirds of their bytes and read for one item at a time: the editor
 * asks for it when it shows an item.
 */
export function handleCompletion({ connection, documents, service, log }: Session): void {
	const kept = new Map<number, CompletionList>();
	let count = 0;
	const keep = (list: CompletionList): number => {
		count += 1;
		kept.set(count, list);
		kept.delete(count - KEPT_LISTS);
		return count;
	};
	connection.onCompletion(
		guard("textDocument/completion", log, async ({ textDocument, position, context }, signal) => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const source = toSource(document);
			const offset = document.offsetAt(position);
			const list = await service.complete(source, offset, signal, context?.triggerCharacter);
			// Typed on meanwhile: the list would stand at the wrong place, so the editor is to ask again.
			return isStill(document, source)
				? toCompletionList(document, list, keep(list))
				: { isIncomplete: true, items: [] };
		}),
	);
	connection.onCompletionResolve(
		guard("completionItem/resolve", log, (item) => {
			const documentation = findDocumentation(kept, item.data);
			return documentation === undefined
				? item
				: { ...item, documentation: { kind: MarkupKind.Markdown, value: documentation } };
		}),
	);
}

/** `data` is what `toCompletionList` put there; an editor may send anything. */
function findDocumentation(kept: ReadonlyMap<number, CompletionList>, data: unknown): string | undefined {
	if (!Array.isArray(data)) return undefined;
	const [list, index]: unknown[] = data;
	return typeof list === "number" && typeof index === "number"
		? kept.get(list)?.items[index]?.documentation
		: undefined;
}
