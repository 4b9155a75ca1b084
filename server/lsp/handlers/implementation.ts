import { askFile } from "../askedFile.ts";
import { guard } from "../guard.ts";
import { toLocations } from "../locations.ts";
import type { Session } from "../session.ts";

export function handleImplementation(session: Session): void {
	const { connection, service, files, log } = session;
	connection.onImplementation(
		guard("textDocument/implementation", log, async ({ textDocument, position }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			return toLocations(service.navigation.implementations(asked.file, asked.document.offsetAt(position)), files);
		}),
	);
}
