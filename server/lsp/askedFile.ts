import type { TextDocument } from "vscode-languageserver-textdocument";
import type { AskedFile } from "../features/navigation/navigator.ts";
import { isStill, toSource } from "./convert.ts";
import type { Session } from "./session.ts";

export interface AskedDocument {
	readonly document: TextDocument;
	readonly file: AskedFile;
}

/** An open file as questions about names want it; `undefined` where it is not open, or changed while it was read. */
export async function askFile(
	{ documents, code }: Pick<Session, "documents" | "code">,
	uri: string,
): Promise<AskedDocument | undefined> {
	const document = documents.get(uri);
	if (document === undefined) return undefined;
	const source = toSource(document);
	const registrations = await code.registrationsOf(document);
	if (!isStill(document, source)) return undefined;
	return { document, file: { document: source, ...(registrations === undefined ? {} : { registrations }) } };
}
