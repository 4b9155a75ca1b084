import type { ComposedText } from "./compose.ts";
import type { ScalarStyle, YamlEntry, YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.ts";

/** Tabs, carriage returns and other controls, the byte order mark, and the stand-ins of line breaks (looseScalar.ts). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: These are the characters that make a text unusual.
const unusual = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ue00a\ue00d]/;
/** A key that can be nothing but text, up to its colon. */
const keyPattern = /[A-Za-z_][\w./-]{0,200}:(?=[ \n]|$)/y;
/** The first character of a plain scalar that can be nothing else. */
const plainStart = /[^-?:,[\]{}#&*!|>'"%@`\s]/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\nt])*"(?= *(?:\n|$))/y;
const singleQuoted = /'(?:[^'\n]|'')*'(?= *(?:\n|$))/y;
const blockHeader = /([|>])(-?) *\n/y;

/** Collections nested deeper are left to the library. */
const maxDepth = 30;

/**
 * Reads what most of every file is made of, keys with texts of one line and blocks of text, as the library does but many
 * times faster. `undefined` of any other text, and where anything about it is unusual.
 */
export function composePlain(text: string): ComposedText | undefined {
	if (unusual.test(text)) return undefined;
	const reader = new PlainReader(text);
	const node = reader.read();
	return node && { node, problems: [], anchors: [] };
}

/** Every method answers `undefined` where the text is not plain enough; nothing more is read then. */
class PlainReader {
	readonly #text: string;
	/** Where the next line with something on it starts, and its indentation; -1 at the end. */
	#line = 0;
	#indent = 0;
	/**
	 * The indentation of the comment before it that stands furthest in, -1 without any: the library counts a comment to a
	 * collection that ends there, but for one that stands further out than the collection.
	 */
	#comment = -1;

	constructor(text: string) {
		this.#text = text;
	}

	read(): YamlNode | undefined {
		this.#seekLine(0);
		if (this.#indent === -1) return undefined;
		const node = this.#readBlock(this.#indent, 0);
		return this.#indent === -1 ? node : undefined;
	}

	/** The collection whose first line is the next one. */
	#readBlock(indent: number, depth: number): YamlMapping | YamlSequence | undefined {
		if (depth > maxDepth) return undefined;
		const start = this.#line + indent;
		return this.#startsItem(start) ? this.#readSequence(indent, depth) : this.#readMapping(indent, start, depth);
	}

	#readSequence(indent: number, depth: number): YamlSequence | undefined {
		const items: YamlItem[] = [];
		const first = this.#line + indent;
		let end = first;
		while (this.#indent === indent && this.#startsItem(this.#line + indent)) {
			const dash = this.#line + indent;
			const content = this.#skipSpaces(dash + 1);
			const inner = content - this.#line;
			const node = this.#isKey(content)
				? this.#readMapping(inner, content, depth + 1)
				: this.#readFlowScalar(content, indent);
			if (node === undefined) return undefined;
			end = node.end;
			items.push({ start: dash, end: Math.max(end, dash + 1), base: 0, node });
		}
		if (this.#indent > indent || this.#comment >= indent) return undefined;
		return { kind: "sequence", start: first, end, aliased: false, flow: false, items };
	}

	/** `start` is where its first key stands, which may be behind a dash. */
	#readMapping(indent: number, start: number, depth: number): YamlMapping | undefined {
		const entries: YamlEntry[] = [];
		let end = start;
		let at = start;
		do {
			const entry = this.#readEntry(at, indent, depth);
			if (entry?.value === undefined) return undefined;
			entries.push(entry);
			end = this.#trimEnd(entry.value.end);
			at = this.#line + indent;
		} while (this.#indent === indent && !this.#startsItem(at));
		// An item in the column of a mapping's keys belongs to the sequence around it, or is a fault.
		if (this.#indent > indent || (this.#indent === indent && depth === 0) || this.#comment >= indent) return undefined;
		return { kind: "mapping", start, end, aliased: false, flow: false, entries };
	}

	#readEntry(start: number, indent: number, depth: number): YamlEntry | undefined {
		if (!this.#isKey(start)) return undefined;
		const colon = keyPattern.lastIndex - 1;
		const key = this.#scalar("plain", start, colon, this.#text.slice(start, colon));
		const content = this.#skipSpaces(colon + 1);
		const value = this.#readValue(content, indent, depth);
		return value && { key, value, colon };
	}

	#readValue(content: number, indent: number, depth: number): YamlNode | undefined {
		const code = this.#text.charCodeAt(content);
		if (code === 124 || code === 62) return this.#readBlockScalar(content, indent);
		if (code !== 10 && content < this.#text.length) return this.#readFlowScalar(content, indent);
		this.#seekLine(content + 1);
		if (this.#indent > indent) return this.#readBlock(this.#indent, depth + 1);
		if (this.#indent !== indent || !this.#startsItem(this.#line + indent)) return undefined;
		return this.#readSequence(indent, depth + 1);
	}

	/** A text of one line in the collection of that indentation, and then the line behind it. */
	#readFlowScalar(start: number, indent: number): YamlScalar | undefined {
		const text = this.#text;
		const lineEnd = this.#endOfLine(start);
		const scalar = this.#readOneLine(start, lineEnd);
		this.#seekLine(lineEnd + 1);
		// What is indented further goes on with it.
		return text.charCodeAt(start) === 35 || this.#indent > indent ? undefined : scalar;
	}

	#readOneLine(start: number, lineEnd: number): YamlScalar | undefined {
		const text = this.#text;
		const code = text.charCodeAt(start);
		if (code === 34) {
			doubleQuoted.lastIndex = start;
			if (!doubleQuoted.test(text)) return undefined;
			const end = doubleQuoted.lastIndex;
			const inside = text.slice(start + 1, end - 1);
			return this.#scalar("double", start, end, inside.includes("\\") ? decodeEscapes(inside) : inside);
		}
		if (code === 39) {
			singleQuoted.lastIndex = start;
			if (!singleQuoted.test(text)) return undefined;
			const end = singleQuoted.lastIndex;
			const inside = text.slice(start + 1, end - 1);
			return this.#scalar("single", start, end, inside.includes("'") ? inside.replaceAll("''", "'") : inside);
		}
		plainStart.lastIndex = start;
		if (!plainStart.test(text)) return undefined;
		const value = text.slice(start, this.#trimEnd(lineEnd));
		if (value.endsWith(":") || value.includes(": ") || value.includes(" #")) return undefined;
		return this.#scalar("plain", start, start + value.length, value);
	}

	#readBlockScalar(start: number, indent: number): YamlScalar | undefined {
		blockHeader.lastIndex = start;
		const header = blockHeader.exec(this.#text);
		if (header === null) return undefined;
		const lines: string[] = [];
		let margin = -1;
		let end = blockHeader.lastIndex;
		let filled = 0;
		let offset = end;
		while (offset < this.#text.length) {
			const lineEnd = this.#endOfLine(offset);
			const first = this.#skipSpaces(offset);
			const column = first - offset;
			if (first >= lineEnd) {
				// Blanks before the first line may say how far the block is indented, and blanks beyond that are text.
				if (margin === -1 || column > margin) return undefined;
				lines.push("");
			} else {
				if (column <= indent) break;
				if (margin === -1) margin = column;
				if (column < margin || (header[1] === ">" && column > margin)) return undefined;
				lines.push(this.#text.slice(offset + margin, lineEnd));
				filled = lines.length;
				end = Math.min(lineEnd + 1, this.#text.length);
			}
			offset = lineEnd + 1;
		}
		if (filled === 0) return undefined;
		this.#seekLine(end);
		lines.length = filled;
		const content = header[1] === "|" ? lines.join("\n") : fold(lines);
		const style = header[1] === "|" ? "literal" : "folded";
		return this.#scalar(style, start, end, header[2] === "-" ? content : `${content}\n`, indent);
	}

	#scalar(style: ScalarStyle, start: number, end: number, value: string, parentIndent = -1): YamlScalar {
		const raw = this.#text.slice(start, end);
		return { kind: "scalar", start, end, aliased: false, style, flow: false, value, raw, parentIndent };
	}

	#isKey(offset: number): boolean {
		keyPattern.lastIndex = offset;
		return keyPattern.test(this.#text);
	}

	#startsItem(offset: number): boolean {
		return this.#text.charCodeAt(offset) === 45 && this.#text.charCodeAt(offset + 1) === 32;
	}

	/** Goes on to the next line, from the line start `offset` on, that has something on it but a comment. */
	#seekLine(offset: number): void {
		this.#comment = -1;
		for (let line = offset; line < this.#text.length; line = this.#endOfLine(line) + 1) {
			const content = this.#skipSpaces(line);
			if (content >= this.#text.length) break;
			const code = this.#text.charCodeAt(content);
			if (code === 35) this.#comment = Math.max(this.#comment, content - line);
			if (code === 10 || code === 35) continue;
			this.#line = line;
			this.#indent = content - line;
			return;
		}
		this.#line = this.#text.length;
		this.#indent = -1;
	}

	#skipSpaces(offset: number): number {
		let at = offset;
		while (this.#text.charCodeAt(at) === 32) at++;
		return at;
	}

	#endOfLine(offset: number): number {
		const lineFeed = this.#text.indexOf("\n", offset);
		return lineFeed === -1 ? this.#text.length : lineFeed;
	}

	#trimEnd(end: number): number {
		let at = end;
		while (this.#text.charCodeAt(at - 1) <= 32) at--;
		return at;
	}
}

const escapes: Readonly<Record<string, string>> = { "\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\" };

function decodeEscapes(text: string): string {
	return text.replace(/\\./g, (written) => escapes[written] ?? written);
}

/** One line break stands for a blank, more of them for one less. */
function fold(lines: readonly string[]): string {
	let folded = "";
	let breaks = 0;
	for (const [index, line] of lines.entries()) {
		if (line === "") breaks++;
		else {
			folded += index === 0 ? line : (breaks === 0 ? " " : "\n".repeat(breaks)) + line;
			breaks = 0;
		}
	}
	return folded;
}
