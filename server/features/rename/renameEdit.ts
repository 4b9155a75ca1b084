import { decodePercent } from "../../base/decodePercent.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { joinEdits, type TextEdit } from "../../text/textEdit.ts";

/** What a rename changes, or why it cannot be done: a sentence for the user. */
export type RenameResult =
	| { readonly kind: "edits"; readonly files: readonly FileEdits[] }
	| { readonly kind: "refused"; readonly reason: string };

export interface FileEdits {
	/** The version of the file that the edits are for. */
	readonly source: SourceDocument;
	readonly edits: readonly RenameEdit[];
}

export interface RenameEdit extends TextEdit {
	/** In prose, where the name may mean something else: made only after a look. */
	readonly optional?: true;
}

export function refuse(reason: string): { readonly kind: "refused"; readonly reason: string } {
	return { kind: "refused", reason };
}

/** Such as `rules/api.yaml, line 12`. */
export function describePlace({ uri, text }: SourceDocument, offset: number): string {
	const line = text.slice(0, offset).split("\n").length;
	return `${describeFile(uri)}, line ${line}`;
}

/** The last parts of the path, as people call files. */
export function describeFile(uri: string): string {
	const path = uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, "");
	return decodePercent(path.split("/").slice(-2).join("/"));
}

/** The text after edits that do not overlap; copied once, however many there are. */
export function applyAll(text: string, edits: readonly TextEdit[]): string {
	const joined = joinEdits(text, edits);
	if (joined === undefined) return text;
	return text.slice(0, joined.span.start) + joined.newText + text.slice(joined.span.end);
}
