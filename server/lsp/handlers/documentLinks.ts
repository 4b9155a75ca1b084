import type { DocumentLink as LspDocumentLink } from "vscode-languageserver/node";
import type { DocumentLink } from "../../features/navigation/documentLinks.ts";
import { askFile } from "../askedFile.ts";
import { toRange } from "../convert.ts";
import type { FileTexts } from "../fileTexts.ts";
import { guard } from "../guard.ts";
import { toLocation } from "../locations.ts";
import type { Session } from "../session.ts";

export function handleDocumentLinks(session: Session): void {
	const { connection, service, files, log } = session;
	connection.onDocumentLinks(
		guard("textDocument/documentLink", log, async ({ textDocument }, signal) => {
			const asked = await askFile(session, textDocument.uri);
			if (asked === undefined || signal.aborted) return null;
			const { document, file } = asked;
			const links = service.navigation.links(file).map(async (link): Promise<LspDocumentLink | undefined> => {
				const range = toRange(document, link.span);
				const target = await addressOf(link, files);
				return target === undefined ? undefined : { range, target, tooltip: link.tooltip };
			});
			return (await Promise.all(links)).filter((link) => link !== undefined);
		}),
	);
}

/** With the line, as editors write it, where the place is not the file's beginning. */
async function addressOf({ target }: DocumentLink, files: FileTexts): Promise<string | undefined> {
	if ("url" in target) return target.url;
	if (target.span.end === 0) return target.uri;
	const location = await toLocation(target, files);
	return location && `${target.uri}#L${location.range.start.line + 1}`;
}
