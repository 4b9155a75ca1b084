import { LineIndex } from "../../text/lineIndex.ts";
import { MergeRefusal } from "./merge.ts";

/** A file of TOML as its tables and what is written in them. The first table is the root, which has no header. */
export interface TomlTable {
	/** The names of its header, unquoted. */
	readonly path: readonly string[];
	/** Headed by `[[…]]`. */
	readonly listed: boolean;
	/** The header's line, with the comments above it. */
	readonly start: number;
	/** After the last line that says something. */
	readonly end: number;
	readonly entries: readonly TomlEntry[];
}

export interface TomlEntry {
	/** With the table's path before it. */
	readonly path: readonly string[];
	/** With the comments above it. */
	readonly start: number;
	/** After its line, without the line break. */
	readonly end: number;
	readonly value: TomlValue;
}

export interface TomlValue {
	readonly kind: "array" | "table" | "scalar";
	readonly start: number;
	readonly end: number;
	/** Of an array its values, of a table in braces the values of its keys. */
	readonly items: readonly (TomlValue & { readonly key?: readonly string[]; readonly begin: number })[];
}

/** Refuses what is no TOML, as far as the layout goes: values are not judged. */
export function readToml(text: string): readonly TomlTable[] {
	return new TomlReader(text).read();
}

type OpenTable = { -readonly [Key in keyof TomlTable]: Key extends "entries" ? TomlEntry[] : TomlTable[Key] };

class TomlReader {
	readonly #text: string;
	#offset = 0;

	constructor(text: string) {
		this.#text = text;
	}

	read(): readonly TomlTable[] {
		let table: OpenTable = { path: [], listed: false, start: 0, end: 0, entries: [] };
		const tables = [table];
		let comments: number | undefined;
		while (this.#offset < this.#text.length) {
			const start = this.#offset;
			this.#match(/[ \t]*/y);
			const character = this.#text[this.#offset];
			if (character === "#") comments ??= start;
			if (character === "\n" || character === "\r" || character === undefined) comments = undefined;
			if (character !== undefined && !"#\r\n".includes(character)) {
				const head = comments ?? start;
				comments = undefined;
				if (character === "[") {
					const header = this.#readHeader();
					table = { ...header, start: head, end: this.#endOfLine(), entries: [] };
					tables.push(table);
				} else {
					const path = [...table.path, ...this.#readKey("=")];
					const value = this.#readValue();
					const end = this.#endOfLine();
					table.entries.push({ path, start: head, end, value });
					table.end = end;
				}
				continue;
			}
			this.#endOfLine();
		}
		return tables;
	}

	#readHeader(): { readonly path: readonly string[]; readonly listed: boolean } {
		const listed = this.#match(/\[\[/y) !== undefined;
		if (!listed) this.#offset++;
		const path = this.#readKey("]");
		if (listed && this.#match(/\]/y) === undefined) this.#refuse('"]]" is missing');
		return { path, listed };
	}

	/** A dotted key and the character behind it. */
	#readKey(end: string): readonly string[] {
		const path: string[] = [];
		for (;;) {
			this.#match(/[ \t]*/y);
			const part = this.#match(/[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y);
			if (part === undefined) return this.#refuse("a name is missing");
			path.push(/^["']/.test(part) ? part.slice(1, -1) : part);
			this.#match(/[ \t]*/y);
			const next = this.#text[this.#offset];
			this.#offset++;
			if (next === end) return path;
			if (next !== ".") {
				this.#offset--;
				this.#refuse(`"${end}" is missing`);
			}
		}
	}

	#readValue(depth = 0): TomlValue {
		this.#match(/[ \t]*/y);
		const start = this.#offset;
		if (depth > 100) this.#refuse("is nested too deeply");
		const opening = this.#text[start];
		if (opening === "[" || opening === "{") {
			const closing = opening === "[" ? "]" : "}";
			const items: (TomlValue & { readonly key?: readonly string[]; readonly begin: number })[] = [];
			this.#offset++;
			for (;;) {
				this.#match(/(?:\s+|#[^\n]*)*/y);
				if (this.#text[this.#offset] === closing) break;
				const begin = this.#offset;
				const key = opening === "{" ? { key: this.#readKey("=") } : {};
				items.push({ ...this.#readValue(depth + 1), ...key, begin });
				this.#match(/(?:\s+|#[^\n]*)*/y);
				if (this.#match(/,/y) === undefined && this.#text[this.#offset] !== closing)
					this.#refuse(`"${closing}" is missing`);
			}
			this.#offset++;
			return { kind: opening === "[" ? "array" : "table", start, end: this.#offset, items };
		}
		const written = this.#match(
			/"""[\s\S]*?(?<!\\)"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\w+.:-]+(?: \d[\d.:Z+-]*)?/y,
		);
		if (written === undefined) this.#refuse("a value is missing");
		return { kind: "scalar", start, end: this.#offset, items: [] };
	}

	/** Passes blanks, a comment and the line break; answers where the line's text ended. */
	#endOfLine(): number {
		this.#match(/[ \t]*(?:#[^\n\r]*)?/y);
		const end = this.#offset;
		if (this.#offset < this.#text.length && this.#match(/\r?\n/y) === undefined)
			this.#refuse("something stands behind the end of a value");
		return end;
	}

	#match(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#offset;
		const found = pattern.exec(this.#text)?.[0];
		this.#offset += found?.length ?? 0;
		return found;
	}

	#refuse(fault: string): never {
		throw new MergeRefusal(`line ${new LineIndex(this.#text).lineAt(this.#offset) + 1} is no valid TOML: ${fault}.`);
	}
}
