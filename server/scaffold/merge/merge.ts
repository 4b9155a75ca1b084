/**
 * Adds what a template made to a file that is there already. A merge keeps every byte of the file that it need not touch,
 * comments above all, and adds nothing that is there: doing it twice is doing it once.
 */
export type Merge = (existing: string, addition: string) => MergeResult;

export type MergeResult =
	| { readonly kind: "merged"; readonly content: string }
	/** The file is left alone; why, in words for the user. */
	| { readonly kind: "refused"; readonly reason: string };

/** Why a file cannot be added to, thrown from within a merge and answered by `createMerge`. */
export class MergeRefusal extends Error {}

/** What is written at the ends of the file and its lines, so that what is added is written alike. */
export interface HostText {
	/** Without its byte order mark. */
	readonly text: string;
	readonly lineBreak: "\n" | "\r\n";
}

const byteOrderMark = "\ufeff";

/**
 * A merge of texts whose mark and line breaks are seen to: the addition comes with `\n` alone, and `merge` answers the
 * whole text with the line breaks of the file.
 */
export function createMerge(merge: (host: HostText, addition: string) => string): Merge {
	return (existing, addition) => {
		const mark = existing.startsWith(byteOrderMark) ? byteOrderMark : "";
		const text = existing.slice(mark.length);
		const plain = addition.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
		try {
			return { kind: "merged", content: mark + merge({ text, lineBreak: lineBreakOf(text) }, plain) };
		} catch (error) {
			if (!(error instanceof MergeRefusal)) throw error;
			return { kind: "refused", reason: error.message };
		}
	};
}

/** The one that most of the lines end with. */
function lineBreakOf(text: string): HostText["lineBreak"] {
	const pairs = text.split("\r\n").length - 1;
	const all = text.split("\n").length - 1;
	return pairs * 2 > all ? "\r\n" : "\n";
}

/** Lines after the last one of a text, which ends as it ended: with a line break or without. */
export function appendLines({ text, lineBreak }: HostText, lines: readonly string[]): string {
	if (lines.length === 0) return text;
	const added = lines.join(lineBreak);
	if (text === "" || text.endsWith("\n")) return `${text}${added}${lineBreak}`;
	return `${text}${lineBreak}${added}`;
}
