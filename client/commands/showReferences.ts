import { commands, type Disposable, Uri } from "vscode";
import type { LanguageClient, Location, Position } from "vscode-languageclient/node";

/** Shows the places that a code lens counts, as the editor shows references; its arguments come from the server. */
export function registerShowReferences(client: LanguageClient): Disposable {
	return commands.registerCommand(
		"observability.showReferences",
		async (uri: string, position: Position, places: readonly Location[]) => {
			const { protocol2CodeConverter: convert } = client;
			await commands.executeCommand(
				"editor.action.showReferences",
				Uri.parse(uri),
				convert.asPosition(position),
				places.map((place) => convert.asLocation(place)),
			);
		},
	);
}
