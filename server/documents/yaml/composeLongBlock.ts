import type { ComposedText } from "./compose.ts";

/** Shorter texts are read fast enough by the library. */
const minLength = 4000;
/** A key that cannot be anything but text, and the header of a literal block without an indentation of its own. */
const header = /^( *)([A-Za-z_][\w./-]*):[ ]+\|(-?)[ ]*\n(?=( +)[^ \n])/;

/**
 * Reads one entry whose value is a long literal block, such as a file in a ConfigMap, as the library does but many times
 * faster: all it takes is to cut the indentation. `undefined` of any other text, and where anything about it is unusual.
 */
export function composeLongBlock(text: string): ComposedText | undefined {
	if (text.length < minLength || text.includes("\r")) return undefined;
	const match = header.exec(text);
	if (match === null) return undefined;
	const [head, spaces = "", name = "", strip = "", margin = ""] = match;
	if (margin.length <= spaces.length) return undefined;
	const lines = readLines(text, head.length, margin.length);
	if (lines === undefined) return undefined;
	const key = spaces.length;
	const colon = key + name.length;
	const start = head.indexOf("|", colon);
	const { end, content } = lines;
	const scalar = { kind: "scalar", aliased: false, flow: false } as const;
	return {
		node: {
			kind: "mapping",
			start: key,
			end: text.slice(0, end).trimEnd().length,
			aliased: false,
			flow: false,
			entries: [
				{
					key: { ...scalar, start: key, end: colon, style: "plain", value: name, raw: name, parentIndent: -1 },
					value: {
						...scalar,
						start,
						end,
						style: "literal",
						value: strip === "-" ? content : `${content}\n`,
						raw: text.slice(start, end),
						parentIndent: key,
					},
					colon,
				},
			],
		},
		problems: [],
		anchors: [],
	};
}

/** The block's text without its last line break, and where its last line ends; blank lines behind it are no part of it. */
function readLines(
	text: string,
	start: number,
	indent: number,
): { readonly content: string; readonly end: number } | undefined {
	const margin = " ".repeat(indent);
	const lines: string[] = [];
	let filled = 0;
	let end = start;
	for (let offset = start; offset < text.length; ) {
		const lineFeed = text.indexOf("\n", offset);
		const lineEnd = lineFeed === -1 ? text.length : lineFeed;
		const content = offset + indent;
		if (content < lineEnd && text.startsWith(margin, offset)) {
			// A line of more blanks than the margin is text or not by its place.
			if (isBlank(text, content, lineEnd)) return undefined;
			lines.push(text.slice(content, lineEnd));
			filled = lines.length;
			end = Math.min(lineEnd + 1, text.length);
		}
		// A line that is less indented ends the block.
		else if (isBlank(text, offset, lineEnd)) lines.push("");
		else return undefined;
		offset = lineEnd + 1;
	}
	return { content: lines.slice(0, filled).join("\n"), end };
}

function isBlank(text: string, start: number, end: number): boolean {
	for (let offset = start; offset < end; offset++) if (text.charCodeAt(offset) !== 32) return false;
	return true;
}
