import type { ServerCapabilities } from "vscode-languageserver/node";
import { codeLanguageIds } from "../code/editorLanguages.ts";
import { handleCallHierarchy } from "./handlers/callHierarchy.ts";
import { handleDefinition } from "./handlers/definition.ts";
import { handleDocumentLinks } from "./handlers/documentLinks.ts";
import { handleImplementation } from "./handlers/implementation.ts";
import { handleReferences } from "./handlers/references.ts";
import { handleRename } from "./handlers/rename.ts";
import { handleUsageLenses, type UsageLenses } from "./handlers/usageLenses.ts";
import { handleWorkspaceSymbols } from "./handlers/workspaceSymbols.ts";
import type { Session } from "./session.ts";

export const navigationCapabilities: ServerCapabilities = {
	definitionProvider: true,
	referencesProvider: true,
	implementationProvider: true,
	callHierarchyProvider: true,
	documentLinkProvider: { resolveProvider: false },
	workspaceSymbolProvider: { resolveProvider: true },
	codeLensProvider: { resolveProvider: true },
	renameProvider: { prepareProvider: true },
};

export interface HandledNavigation {
	/** Asks for source code too, as soon as the client can be asked. */
	initialized(): void;
	readonly lenses: UsageLenses["source"];
	/** The graph may say something else now. */
	changed(): void;
	stop(): void;
}

/** Answers all that leads from name to name, over files of ours and over source code. */
export function handleNavigation(session: Session): HandledNavigation {
	handleDefinition(session);
	handleReferences(session);
	handleImplementation(session);
	handleCallHierarchy(session);
	handleDocumentLinks(session);
	handleWorkspaceSymbols(session);
	handleRename(session);
	const lenses = handleUsageLenses(session);
	return {
		initialized() {
			if (session.client.navigation.dynamicFiles) registerCode(session);
		},
		lenses: lenses.source,
		changed: () => lenses.changed(),
		stop: () => lenses.stop(),
	};
}

/**
 * Asks for what happens in source code, and for nothing but navigation there: all other answers are those of the
 * languages' own servers.
 */
function registerCode({ connection, log }: Session): void {
	const documentSelector = codeLanguageIds.map((language) => ({ language, scheme: "file" }));
	const registrations = [
		{ method: "textDocument/didOpen", registerOptions: { documentSelector } },
		{ method: "textDocument/didChange", registerOptions: { documentSelector, syncKind: 2 } },
		{ method: "textDocument/didClose", registerOptions: { documentSelector } },
		{ method: "textDocument/definition", registerOptions: { documentSelector } },
		{ method: "textDocument/references", registerOptions: { documentSelector } },
		{ method: "textDocument/implementation", registerOptions: { documentSelector } },
		{ method: "textDocument/prepareCallHierarchy", registerOptions: { documentSelector } },
		{ method: "textDocument/codeLens", registerOptions: { documentSelector, resolveProvider: true } },
	].map((registration) => ({ id: `code:${registration.method}`, ...registration }));
	connection.sendRequest("client/registerCapability", { registrations }).catch((error: unknown) => {
		log(`Source code has no definitions and references of metrics: ${String(error)}`);
	});
}
