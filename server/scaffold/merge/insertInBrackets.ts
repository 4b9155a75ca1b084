import type { TextEdit } from "../../text/textEdit.ts";

export interface Brackets {
	/** The opening bracket. */
	readonly start: number;
	/** After the closing one. */
	readonly end: number;
	/** The last of what is in them; left out where there is nothing. */
	readonly last?: { readonly start: number; readonly end: number };
}

/**
 * Adds to a list or a map in brackets behind the last one that is there: on lines of its own where that has them.
 * `print` answers what is written, its further lines indented by the text that it is given.
 */
export function insertInBrackets(
	text: string,
	{ start, end, last }: Brackets & { readonly last: { readonly start: number; readonly end: number } },
	lineBreak: string,
	pieces: readonly ((indent: string) => string)[],
): readonly TextEdit[] {
	const rest = text.slice(last.end, end - 1);
	const comma = /^(?:\s|(?:#|\/\/)[^\n]*(?=\n)|\/\*[\s\S]*?\*\/)*,/.exec(rest);
	const closingLine = text.lastIndexOf("\n", end - 2) + 1;
	const alone = closingLine > last.end && text.slice(closingLine, end - 1).trim() === "";
	const lastLine = text.lastIndexOf("\n", last.start - 1) + 1;
	const indent = /^[ \t]*/.exec(text.slice(lastLine))?.[0] ?? "";
	const ownLine = text.slice(lastLine, last.start).trim() === "" && lastLine > start;
	if (!(alone && ownLine)) {
		const behind = last.end + (comma?.[0].length ?? 0);
		const added = pieces.map((print) => print("")).join(", ");
		return [
			insert(
				behind,
				comma === null ? `, ${added}` : ` ${added}${text.slice(behind, end - 1).trim() === "" ? "," : ""}`,
			),
		];
	}
	const lines = pieces.map((print) => `${indent}${print(indent)}`).join(`,${lineBreak}`);
	const added = insert(closingLine, `${lines}${comma === null ? "" : ","}${lineBreak}`);
	return comma === null ? [insert(last.end, ","), added] : [added];
}

export function insert(offset: number, newText: string): TextEdit {
	return { span: { start: offset, end: offset }, newText };
}
