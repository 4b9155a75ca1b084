import { LineIndex } from "../../text/lineIndex.ts";
import { MergeRefusal } from "./merge.ts";
import type { TreeEntry, TreeItem, TreeNode } from "./tree.ts";

/** Reads JSON with comments and commas at ends, as editors' and compilers' configurations have them; refuses anything else. */
export function readJsonTree(text: string): TreeNode {
	const reader = new JsonReader(text);
	const root = reader.readValue(0);
	reader.expectEnd();
	return root;
}

/** Brackets in brackets beyond which a file is somebody's joke. */
const deepest = 500;

class JsonReader {
	readonly #text: string;
	#offset = 0;

	constructor(text: string) {
		this.#text = text;
	}

	readValue(depth: number): TreeNode {
		this.#skip();
		const start = this.#offset;
		const character = this.#text[start];
		if (depth > deepest) this.#refuse("is nested too deeply");
		if (character === "{") return this.#readObject(start, depth);
		if (character === "[") return this.#readArray(start, depth);
		const written = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;
		written.lastIndex = start;
		const token = written.exec(this.#text)?.[0];
		if (token === undefined) return this.#refuse("is no valid JSON: a value is missing");
		this.#offset = start + token.length;
		try {
			return { kind: "scalar", start, end: this.#offset, value: JSON.parse(token) as unknown };
		} catch {
			return this.#refuse(`is no valid JSON: ${token}`);
		}
	}

	expectEnd(): void {
		this.#skip();
		if (this.#offset < this.#text.length) this.#refuse("is no valid JSON: something stands behind the end");
	}

	#readObject(start: number, depth: number): TreeNode {
		const entries: TreeEntry[] = [];
		this.#offset++;
		while (!this.#closes("}")) {
			this.#skip();
			const begin = this.#offset;
			const key =
				this.#text[begin] === '"' ? this.readValue(depth + 1) : this.#refuse("is no valid JSON: a key is missing");
			this.#skip();
			if (this.#text[this.#offset] !== ":") this.#refuse("is no valid JSON: a colon is missing");
			this.#offset++;
			const colonEnd = this.#offset;
			const node = this.readValue(depth + 1);
			if (entries.some((entry) => entry.key === key.value)) this.#refuse(`has the key "${String(key.value)}" twice`);
			entries.push({ key: String(key.value), start: begin, colonEnd, end: node.end, node });
			this.#separate("}");
		}
		const value = Object.fromEntries(entries.map((entry) => [entry.key, entry.node?.value]));
		return { kind: "map", flow: true, column: 0, start, end: this.#offset, value, entries };
	}

	#readArray(start: number, depth: number): TreeNode {
		const items: TreeItem[] = [];
		this.#offset++;
		while (!this.#closes("]")) {
			const node = this.readValue(depth + 1);
			items.push({ start: node.start, end: node.end, node });
			this.#separate("]");
		}
		const value = items.map((item) => item.node?.value);
		return { kind: "list", flow: true, column: 0, start, end: this.#offset, value, items };
	}

	#closes(bracket: string): boolean {
		this.#skip();
		if (this.#text[this.#offset] !== bracket) return false;
		this.#offset++;
		return true;
	}

	#separate(bracket: string): void {
		this.#skip();
		if (this.#text[this.#offset] === ",") this.#offset++;
		else if (this.#text[this.#offset] !== bracket) this.#refuse(`is no valid JSON: a comma or ${bracket} is missing`);
	}

	#skip(): void {
		const blanks = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
		blanks.lastIndex = this.#offset;
		this.#offset += blanks.exec(this.#text)?.[0].length ?? 0;
	}

	#refuse(fault: string): never {
		throw new MergeRefusal(`line ${new LineIndex(this.#text).lineAt(this.#offset) + 1} ${fault}.`);
	}
}
