import type { DocumentModel } from "../../documents/model.ts";
import { type Span, touches } from "../../text/span.ts";

/** A comment in the offsets of the file. */
export type CommentLine = Span;

/** Blank, or only comments and actions of a template: such lines are part of what is around them. */
const neutral = /^\s*(?:#.*|(?:\{\{(?:(?!\}\}).)*\}\}\s*)+(?:#.*)?)?$/;

/**
 * What a comment is about: the item or the key on its own line, or on the next one where it stands alone, with
 * everything that is indented below it. `undefined` where nothing follows.
 *
 * Told from the indentation alone, as YAML's own structure may be broken, or a template's.
 */
export function scopeOfComment(text: string, comment: CommentLine): Span | undefined {
	const lineStart = text.lastIndexOf("\n", comment.start - 1) + 1;
	const alone = text.slice(lineStart, comment.start).trim() === "";
	let line = lineAt(text, alone ? nextLine(text, comment.end) : lineStart);
	while (alone && line !== undefined && neutral.test(line.text)) line = lineAt(text, line.next);
	return line && extentOf(text, line);
}

interface Line {
	readonly start: number;
	readonly text: string;
	/** Where the next one starts. */
	readonly next: number;
}

function lineAt(text: string, start: number): Line | undefined {
	if (start >= text.length) return undefined;
	const lineFeed = text.indexOf("\n", start);
	const end = lineFeed === -1 ? text.length : lineFeed;
	return { start, text: text.slice(start, end).replace(/\r$/, ""), next: end + 1 };
}

function nextLine(text: string, offset: number): number {
	const lineFeed = text.indexOf("\n", offset);
	return lineFeed === -1 ? text.length : lineFeed + 1;
}

/** The line with what is indented further than it; below a key also the items that stand at its own column. */
function extentOf(text: string, first: Line): Span {
	const column = indentOf(first.text);
	const isItem = /^\s*-(?:\s|$)/.test(first.text);
	let end = first.start + first.text.length;
	for (let line = lineAt(text, first.next); line !== undefined; line = lineAt(text, line.next)) {
		const indent = indentOf(line.text);
		if (neutral.test(line.text)) {
			// The text of a block may end with lines of nothing but actions.
			if (indent > column && line.text.trim() !== "") end = line.start + line.text.length;
			continue;
		}
		const rest = line.text.slice(indent);
		const belongs =
			indent > column || (indent === column && (/^[\]}]/.test(rest) || (!isItem && /^-(?:\s|$)/.test(rest))));
		if (!belongs) break;
		end = line.start + line.text.length;
	}
	return { start: first.start, end };
}

/**
 * Where the line of the key starts whose block scalar the line at `lineStart` is part of, so that a `#` there is text;
 * `undefined` where it is part of none. Nothing above `floor` is looked at.
 */
export function blockHeaderAbove(text: string, lineStart: number, floor: number): number | undefined {
	let indent = indentOf(lineAt(text, lineStart)?.text ?? "");
	for (let end = lineStart - 1; end > floor && indent > 0; ) {
		const start = text.lastIndexOf("\n", end - 1) + 1;
		const line = text.slice(start, end).replace(/\r$/, "");
		if (line.trim() !== "" && indentOf(line) < indent) {
			if (/(?:^|[\s:-])[|>][-+0-9]*(?:\s+#.*)?$/.test(line)) return holdsFile.test(line) ? undefined : start;
			indent = indentOf(line);
		}
		end = start - 1;
	}
	return undefined;
}

/** A key that is the name of a file, as in a ConfigMap: what is in it is read like one. */
const holdsFile = /^\s*["']?[^\s:"']+\.(?:ya?ml|rules?)["']?\s*:/;

/** Where the group around `offset` starts, as that is no text of a block however deep it stands; else the file. */
export function floorOf({ groups }: DocumentModel, offset: number): number {
	return groups.find(({ span }) => touches(span, offset))?.span.start ?? 0;
}

export function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}
