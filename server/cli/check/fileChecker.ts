import { pathToFileURL } from "node:url";
import type { Missing } from "../../checks/knowledgeRecorder.ts";
import { readSource } from "../../node/readSource.ts";
import type { LanguageService } from "../../service.ts";
import type { Problem } from "../../text/problem.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { languageIdOf } from "./languageIds.ts";

export type FileOutcome =
	| {
			readonly kind: "checked";
			readonly path: string;
			readonly text: string;
			readonly kinds: readonly string[];
			readonly problems: readonly Problem[];
			readonly missing: readonly Missing[];
	  }
	| { readonly kind: "unchecked"; readonly path: string; readonly reason: string };

/**
 * Checks files in two rounds: what all of them say together is known before the first is judged, so that the order of
 * the files makes no difference. What is not text is left out.
 */
export async function checkFiles(
	service: LanguageService,
	files: readonly string[],
	signal: AbortSignal,
): Promise<readonly FileOutcome[]> {
	const outcomes: FileOutcome[] = [];
	const documents: { readonly path: string; readonly document: SourceDocument }[] = [];
	for (const path of files) {
		const source = readSource(path);
		if (source.kind === "failed") outcomes.push({ kind: "unchecked", path, reason: source.reason });
		else if (source.kind === "text") documents.push({ path, document: toDocument(path, source.text) });
	}
	for (const { document } of documents) service.kindOf(document);
	for (const { path, document } of documents) {
		const result = await service.diagnoseSettled(document, signal);
		if (result === undefined) outcomes.push({ kind: "unchecked", path, reason: "the run was cancelled" });
		else
			outcomes.push({ kind: "checked", path, text: document.text, kinds: service.kindOf(document).kinds, ...result });
	}
	return outcomes;
}

export function toDocument(path: string, text: string): SourceDocument {
	return { uri: pathToFileURL(path).href, languageId: languageIdOf(path), version: 1, text };
}
