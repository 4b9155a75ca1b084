import { askFile } from "../askedFile.ts";
import { toRange } from "../convert.ts";
import { guard } from "../guard.ts";
import { toLinks, toLocations } from "../locations.ts";
import type { Session } from "../session.ts";

export function handleDefinition(session: Session): void {
	const { connection, service, files, client, log } = session;
	connection.onDefinition(
		guard("textDocument/definition", log, async ({ textDocument, position }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			const found = service.navigation.definition(asked.file, asked.document.offsetAt(position));
			if (found === undefined) return null;
			if (!client.navigation.definitionLinks) return toLocations(found.targets, files);
			return toLinks(found.targets, toRange(asked.document, found.symbol.span), files);
		}),
	);
}
