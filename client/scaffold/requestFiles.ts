import { type TextDocument, workspace } from "vscode";
import {
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type LanguageClient,
} from "vscode-languageclient/node";
import { type AnsweredScaffold, type RenderResult, renderScaffold } from "../../server/protocol/scaffold.ts";

/**
 * Asks for the files, made from what the editors show. Of most languages (a list of requirements, a Dockerfile) the
 * server hears nothing, so it would add to what is on disk; while it makes the files it is told of them.
 */
export async function requestFiles(client: LanguageClient, answered: AnsweredScaffold): Promise<RenderResult> {
	const untold = findUntold(client);
	const { code2ProtocolConverter: convert } = client;
	try {
		for (const document of untold) {
			await client.sendNotification(DidOpenTextDocumentNotification.type, convert.asOpenTextDocumentParams(document));
		}
		return await client.sendRequest(renderScaffold, answered);
	} finally {
		for (const document of untold) {
			await client.sendNotification(DidCloseTextDocumentNotification.type, convert.asCloseTextDocumentParams(document));
		}
	}
}

/** Files with unsaved changes of which the server does not know. */
function findUntold(client: LanguageClient): readonly TextDocument[] {
	const { openDocuments } = client.getFeature(DidOpenTextDocumentNotification.method);
	const told = new Set([...openDocuments].map(({ uri }) => uri.toString()));
	return workspace.textDocuments.filter(
		({ uri, isDirty }) => isDirty && uri.scheme === "file" && !told.has(uri.toString()),
	);
}
