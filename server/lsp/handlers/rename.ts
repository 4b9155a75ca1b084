import {
	type ChangeAnnotation,
	LSPErrorCodes,
	ResponseError,
	type TextDocumentEdit,
	type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FileEdits } from "../../features/rename/renameEdit.ts";
import { askFile } from "../askedFile.ts";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { NavigationAbilities } from "../navigationAbilities.ts";
import type { Session } from "../session.ts";

export function handleRename(session: Session): void {
	const { connection, documents, service, files, client, log } = session;
	/** A buffer that was changed a moment ago counts too: a name that it has only now would be left behind. */
	const readBuffers = (): void => {
		for (const document of documents.all()) service.kindOf(toSource(document));
	};
	connection.onPrepareRename(
		guard("textDocument/prepareRename", log, async ({ textDocument, position }) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined) return null;
			readBuffers();
			const prepared = service.navigation.prepareRename(asked.file, asked.document.offsetAt(position));
			if (prepared === undefined) return null;
			if (prepared.kind === "refused") return refusal(prepared.reason);
			return { range: toRange(asked.document, prepared.span), placeholder: prepared.placeholder };
		}),
	);
	connection.onRenameRequest(
		guard("textDocument/rename", log, async ({ textDocument, position, newName }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined) return null;
			const { document, file } = asked;
			readBuffers();
			const readFile = async (uri: string) => {
				const found = await files.read(uri);
				return found && toSource(found);
			};
			const result = await service.navigation.rename(file, document.offsetAt(position), newName, { readFile, signal });
			if (result.kind === "refused") return refusal(result.reason);
			for (const { source } of result.files) {
				const open = documents.get(source.uri);
				if (open !== undefined && open.version !== source.version) {
					return new ResponseError<void>(LSPErrorCodes.ContentModified, "A file was changed during the rename.");
				}
			}
			return toWorkspaceEdit(result.files, (uri) => documents.get(uri)?.version ?? null, client.navigation);
		}),
	);
}

/** The editor shows the sentence. */
function refusal(reason: string): ResponseError<void> {
	return new ResponseError<void>(LSPErrorCodes.RequestFailed, reason);
}

const annotations: Readonly<Record<"name" | "prose", ChangeAnnotation>> = {
	name: { label: "Names", needsConfirmation: false },
	prose: {
		label: "Mentions in text",
		description: "The word may mean something else here",
		needsConfirmation: true,
	},
};

/** What needs a look is left out where the editor cannot ask for one. */
function toWorkspaceEdit(
	files: readonly FileEdits[],
	versionOf: (uri: string) => number | null,
	{ changeAnnotations: annotated, versionedEdits }: NavigationAbilities,
): WorkspaceEdit {
	const changed = files
		.map(({ source, edits }) => ({ source, edits: edits.filter(({ optional }) => annotated || optional !== true) }))
		.filter(({ edits }) => edits.length > 0)
		.map(({ source: { uri, languageId, text }, edits }) => {
			const document = TextDocument.create(uri, languageId, 0, text);
			return {
				uri,
				edits: edits.map(({ span, newText, optional }) => ({
					range: toRange(document, span),
					newText,
					...(annotated && versionedEdits ? { annotationId: optional === true ? "prose" : "name" } : {}),
				})),
			};
		});
	if (!versionedEdits) return { changes: Object.fromEntries(changed.map(({ uri, edits }) => [uri, edits])) };
	const documentChanges = changed.map(
		({ uri, edits }): TextDocumentEdit => ({ textDocument: { uri, version: versionOf(uri) }, edits }),
	);
	if (!annotated) return { documentChanges };
	const hasProse = files.some(({ edits }) => edits.some(({ optional }) => optional === true));
	const { name, prose } = annotations;
	return { documentChanges, changeAnnotations: hasProse ? { name, prose } : { name } };
}
