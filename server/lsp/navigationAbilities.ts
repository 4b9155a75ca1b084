import type { InitializeParams } from "vscode-languageserver/node";

/** What the client can do with places. */
export interface NavigationAbilities {
	/** It takes definitions with what belongs to them. */
	readonly definitionLinks: boolean;
	/** It asks for the place of a symbol of the workspace when it needs that. */
	readonly resolvesSymbols: boolean;
	/** It asks the user before edits that need a look. */
	readonly changeAnnotations: boolean;
	/** It takes edits that are for a version of a file. */
	readonly versionedEdits: boolean;
	/** It has our command that shows places as references. */
	readonly showsReferences: boolean;
	/** The server may ask for more files while it runs. */
	readonly dynamicFiles: boolean;
}

export function readNavigationAbilities({
	capabilities,
	initializationOptions,
}: InitializeParams): NavigationAbilities {
	const { workspace, textDocument } = capabilities;
	const options = initializationOptions as
		| { readonly liveHover?: unknown; readonly references?: unknown }
		| null
		| undefined;
	return {
		definitionLinks: textDocument?.definition?.linkSupport === true,
		resolvesSymbols: workspace?.symbol?.resolveSupport?.properties.includes("location.range") === true,
		changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
		versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
		// The client that shows live values by itself is ours.
		showsReferences: options?.liveHover === true || options?.references === true,
		dynamicFiles:
			textDocument?.synchronization?.dynamicRegistration === true &&
			textDocument.definition?.dynamicRegistration === true,
	};
}
