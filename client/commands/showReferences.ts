import { commands, type Disposable, Uri } from "vscode";
import type { LanguageClient, Position } from "vscode-languageclient/node";
import { type UsagesParams, usages } from "../../server/protocol/usages.ts";

/** Shows the places that a code lens counts, as the editor shows references; its arguments come from the server. */
export function registerShowReferences(client: LanguageClient): Disposable {
	return commands.registerCommand(
		"observability.showReferences",
		async (uri: string, position: Position, asked: UsagesParams) => {
			const places = await client.sendRequest(usages, asked);
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
