import { askFile } from "../askedFile.ts";
import { toRange } from "../convert.ts";
import { guard } from "../guard.ts";
import { toLinks, toLocations } from "../locations.ts";
import type { NavigationSession } from "../navigationSession.ts";

export function handleDefinition(session: NavigationSession): void {
	const { connection, service, files, abilities, log } = session;
	connection.onDefinition(
		guard("textDocument/definition", log, async ({ textDocument, position }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			const found = service.navigation.definition(asked.file, asked.document.offsetAt(position));
			if (found === undefined) return null;
			if (!abilities.definitionLinks) return toLocations(found.targets, files);
			return toLinks(found.targets, toRange(asked.document, found.symbol.span), files);
		}),
	);
}
