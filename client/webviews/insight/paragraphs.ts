import { element } from "../shared/elements.ts";

/** A paragraph in a little Markdown: `**strong**`, `` `code` ``, `## heading`, lines of `- `. Anything else is text. */
export function showParagraph(text: string): HTMLElement {
	const heading = /^#{1,3} (.+)$/.exec(text);
	if (heading?.[1] !== undefined) return element("h2", {}, ...showInline(heading[1]));
	const lines = text.split("\n");
	if (lines.every((line) => line.startsWith("- "))) {
		return element("ul", {}, ...lines.map((line) => element("li", {}, ...showInline(line.slice(2)))));
	}
	return element("p", {}, ...showInline(text));
}

/** Strong words and code; marks that have no end stand as they are. */
export function showInline(text: string): (Node | string)[] {
	return splitInline(text).map(({ kind, text: inner }) => (kind === "text" ? inner : element(kind, {}, inner)));
}

export interface InlinePiece {
	readonly kind: "text" | "strong" | "code";
	readonly text: string;
}

export function splitInline(text: string): readonly InlinePiece[] {
	const pieces: InlinePiece[] = [];
	let from = 0;
	for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)) {
		const [whole, code, strong] = match;
		if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
		pieces.push(code === undefined ? { kind: "strong", text: strong ?? "" } : { kind: "code", text: code });
		from = match.index + whole.length;
	}
	if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
	return pieces;
}
