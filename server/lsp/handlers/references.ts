import { askFile } from "../askedFile.ts";
import { guard } from "../guard.ts";
import { toLocations } from "../locations.ts";
import type { Session } from "../session.ts";

export function handleReferences(session: Session): void {
	const { connection, service, files, log } = session;
	connection.onReferences(
		guard("textDocument/references", log, async ({ textDocument, position, context }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			const offset = asked.document.offsetAt(position);
			return toLocations(service.navigation.references(asked.file, offset, context.includeDeclaration), files);
		}),
	);
}
