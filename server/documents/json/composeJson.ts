import type { Problem } from "../../text/problem.ts";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../yaml/node.ts";
import { readJsonString } from "./jsonString.ts";
import { type Brackets, findCommentEnd, findStringEnd, scanBrackets } from "./scanBrackets.ts";
import * as faults from "./syntaxFaults.ts";

/** A JSON text, or a bracket of one that was read by itself. Offsets are those of the text. */
export interface ComposedJson {
	readonly node?: YamlNode;
	readonly problems: readonly Problem[];
}

/** Composed brackets by their text, of one version of a file; the next version takes over those that it still holds. */
export type JsonCache = Map<string, ComposedJson>;

export interface JsonPieces {
	readonly previous: JsonCache;
	readonly next: JsonCache;
	/** Brackets up to this length are read by themselves and remembered; longer ones are read part by part. */
	readonly length: number;
}

/** Shorter brackets are read faster than they are looked up. */
const minPieceLength = 200;
/** Brackets nested deeper are passed over, so that hostile files cannot exhaust the stack; dashboards need twenty levels. */
const maxDepth = 200;

/** Reads a JSON text as far as it can be read; a text without any value has no node. */
export function composeJson(text: string, pieces: JsonPieces): ComposedJson {
	const reader = new JsonReader(text, pieces);
	const node = reader.readDocument();
	return { ...(node === undefined ? {} : { node }), problems: reader.tellProblems() };
}

/** What follows from a bracket that is missing somewhere before. */
const consequences: ReadonlySet<string> = new Set(["json/unexpected-text", "json/missing-comma", "json/missing-colon"]);

interface PlacedValue {
	readonly node: YamlNode;
	readonly base: number;
	readonly start: number;
	readonly end: number;
}

class JsonReader {
	readonly #problems: Problem[] = [];
	readonly #text: string;
	readonly #pieces: JsonPieces;
	readonly #brackets: Brackets;
	/** The index of the next opening bracket. */
	#bracket = 0;
	#offset: number;
	/** Something is wrong with what was read last, so that a comma that seems to be missing behind it follows from that. */
	#faulty = false;

	constructor(text: string, pieces: JsonPieces) {
		this.#text = text;
		this.#pieces = pieces;
		this.#brackets = scanBrackets(text);
		this.#offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	}

	/** In order; where a bracket is missing, without what seems to be wrong behind the first fault for it. */
	tellProblems(): readonly Problem[] {
		const problems = this.#problems.toSorted((a, b) => a.span.start - b.span.start);
		if (this.#brackets.pairs) return problems;
		return problems.filter(({ code }, index) => index === 0 || !consequences.has(code));
	}

	readDocument(): YamlNode | undefined {
		const end = this.#text.length;
		this.#skipBlanks(end);
		if (this.#offset >= end) return undefined;
		const placed = this.#readValue(end, 0, true);
		this.#skipBlanks(end);
		if (this.#offset < end) this.#problems.push(faults.describeTextBehind(this.#spanOfLine(end)));
		return placed?.node;
	}

	/** A value, or what stands in its place up to `limit`; always moves on. */
	#readValue(limit: number, depth: number, whole = false): PlacedValue | undefined {
		const start = this.#offset;
		switch (this.#text[start]) {
			case "{":
			case "[":
				return this.#readBracket(depth, whole);
			case '"': {
				const node = this.#readString(limit);
				return { node, base: 0, start, end: node.end };
			}
			default: {
				const node = this.#readWord(limit);
				return node && { node, base: 0, start, end: node.end };
			}
		}
	}

	#readBracket(depth: number, whole: boolean): PlacedValue {
		const index = this.#bracket;
		const { ends, closed, next } = this.#brackets;
		const start = this.#offset;
		const contentEnd = ends[index] ?? this.#text.length;
		const end = contentEnd + (closed[index] ?? 0);
		const { length } = this.#pieces;
		const size = end - start;
		if (!whole && size >= minPieceLength && size <= length && this.#text.length > length) {
			this.#bracket = next[index] ?? 0;
			this.#offset = end;
			return this.#readPiece(start, end);
		}
		if (depth >= maxDepth) {
			this.#bracket = next[index] ?? 0;
			this.#offset = end;
			return { node: passOver(this.#text[start] === "{", start, end), base: 0, start, end };
		}
		this.#bracket++;
		this.#offset = start + 1;
		const isObject = this.#text[start] === "{";
		const node = isObject
			? this.#readObject(start, contentEnd, end, depth)
			: this.#readList(start, contentEnd, end, depth);
		this.#faulty = closed[index] !== 1;
		if (this.#faulty) this.#problems.push(faults.describeOpenBracket(start, isObject));
		this.#bracket = next[index] ?? 0;
		this.#offset = end;
		return { node, base: 0, start, end };
	}

	#readPiece(start: number, end: number): PlacedValue {
		this.#faulty = false;
		const text = this.#text.slice(start, end);
		const { previous, next } = this.#pieces;
		let composed = next.get(text) ?? previous.get(text);
		if (composed === undefined) {
			// A slice keeps the whole file's text alive for as long as it is kept; a copy does not.
			const copy = ` ${text}`.slice(1);
			composed = composeJson(copy, this.#pieces);
			next.set(copy, composed);
		} else next.set(text, composed);
		for (const problem of composed.problems) this.#problems.push(faults.moveProblem(problem, start));
		const node = composed.node ?? passOver(true, 0, end - start);
		return { node, base: start, start, end };
	}

	#readObject(start: number, contentEnd: number, end: number, depth: number): YamlMapping {
		const entries = this.#readMembers(contentEnd, depth, ":}]{[", () => this.#readEntry(contentEnd, depth));
		this.#reportDuplicates(entries);
		return { kind: "mapping", start, end, aliased: false, flow: true, entries };
	}

	/** What stands between two brackets with commas between; nothing there begins with one of `strays`. */
	#readMembers<T>(contentEnd: number, depth: number, strays: string, readMember: () => T | undefined): T[] {
		const members: T[] = [];
		let comma: number | undefined;
		let lastEnd: number | undefined;
		for (;;) {
			this.#skipBlanks(contentEnd);
			const offset = this.#offset;
			if (offset >= contentEnd) break;
			const character = this.#text.charAt(offset);
			if (character === ",") {
				if (comma !== undefined || lastEnd === undefined) this.#problems.push(faults.describeStray(offset, ","));
				comma = offset;
				this.#offset++;
				continue;
			}
			if (strays.includes(character)) {
				this.#passOverStray(contentEnd, depth);
				continue;
			}
			if (lastEnd !== undefined && comma === undefined && !this.#faulty) {
				this.#problems.push(faults.describeMissingComma(lastEnd, this.#text));
			}
			const member = readMember();
			comma = undefined;
			lastEnd = this.#offset;
			if (member !== undefined) members.push(member);
		}
		if (comma !== undefined && lastEnd !== undefined) this.#problems.push(faults.describeTrailingComma(comma));
		return members;
	}

	#readEntry(limit: number, depth: number): YamlEntry | undefined {
		const isString = this.#text[this.#offset] === '"';
		const key = isString ? this.#readString(limit) : this.#readWord(limit, true);
		if (key === undefined) return undefined;
		this.#skipBlanks(limit);
		if (this.#text[this.#offset] !== ":" || this.#offset >= limit) {
			if (!this.#faulty) this.#problems.push(faults.describeMissingColon(key));
			this.#faulty = true;
			// A value on the same line is likely to be the key's.
			const follows = this.#offset < limit && /["\d{[-]/.test(this.#text[this.#offset] ?? "");
			if (!follows || this.#text.slice(key.end, this.#offset).includes("\n")) return { key };
			const value = this.#readValue(limit, depth + 1);
			return value === undefined ? { key } : { key, value: value.node, base: value.base };
		}
		if (!isString) this.#problems.push(faults.describeUnquotedKey(key));
		const colon = this.#offset;
		this.#offset++;
		const blanks = this.#countBlanks(limit);
		this.#skipBlanks(limit);
		if (this.#isValueMissing(colon, limit)) {
			this.#problems.push(faults.describeMissingValue(colon, key));
			this.#faulty = true;
			this.#offset = Math.min(this.#offset, limit);
			const followed = this.#offset < limit && this.#text[this.#offset] === '"';
			return followed ? { key, colon, blanks, followed } : { key, colon, blanks };
		}
		const value = this.#readValue(limit, depth + 1);
		return value === undefined ? { key, colon, blanks } : { key, colon, value: value.node, base: value.base };
	}

	/** Nothing stands behind the colon, or on another line a key of its own. */
	#isValueMissing(colon: number, limit: number): boolean {
		const offset = this.#offset;
		const character = this.#text[offset];
		if (offset >= limit || character === "," || character === "}" || character === "]") return true;
		if (character !== '"' || !this.#text.slice(colon, offset).includes("\n")) return false;
		let behind = findStringEnd(this.#text, offset, limit);
		while (behind < limit && this.#text.charCodeAt(behind) <= 32) behind++;
		return this.#text[behind] === ":" && behind < limit;
	}

	#readList(start: number, contentEnd: number, end: number, depth: number): YamlSequence {
		const items = this.#readMembers(contentEnd, depth, ":}]", (): YamlItem | undefined => {
			const value = this.#readValue(contentEnd, depth + 1);
			if (value === undefined) return undefined;
			const { node, base, start: itemStart, end: itemEnd } = value;
			return { start: itemStart, end: itemEnd, base, node };
		});
		return { kind: "sequence", start, end, aliased: false, flow: true, items };
	}

	/** A colon or bracket where none can stand; a whole pair of brackets is passed over. */
	#passOverStray(limit: number, depth: number): void {
		const offset = this.#offset;
		const character = this.#text[offset] ?? "";
		this.#problems.push(faults.describeStray(offset, character));
		if (character === "{" || character === "[") this.#readBracket(depth + 1, false);
		else this.#offset = Math.min(offset + 1, limit);
	}

	#readString(limit: number): YamlScalar {
		const start = this.#offset;
		const end = findStringEnd(this.#text, start, limit);
		const raw = this.#text.slice(start, end);
		const { value, closed, problem } = readJsonString(raw);
		this.#faulty = !closed;
		if (problem !== undefined) this.#problems.push(faults.moveProblem(problem, start));
		this.#offset = end;
		return createScalar(start, end, "double", value, raw);
	}

	/** A number, a literal, or whatever else stands there without quotes. */
	#readWord(limit: number, isKey = false): YamlScalar | undefined {
		const start = this.#offset;
		word.lastIndex = start;
		const matched = word.exec(this.#text)?.[0] ?? "";
		const raw = matched.slice(0, Math.max(limit - start, 0));
		if (raw === "") {
			this.#problems.push(faults.describeStray(start, this.#text[start] ?? ""));
			this.#offset = start + 1;
			return undefined;
		}
		this.#faulty = false;
		this.#offset = start + raw.length;
		const scalar = createScalar(start, this.#offset, "plain", raw, raw);
		if (!isKey && !literal.test(raw)) this.#problems.push(faults.describeUnquotedText(scalar));
		return scalar;
	}

	#reportDuplicates(entries: readonly YamlEntry[]): void {
		if (entries.length < 2) return;
		const seen = new Map<string, YamlScalar>();
		for (const { key } of entries) {
			if (key.kind !== "scalar") continue;
			const earlier = seen.get(key.value);
			if (earlier !== undefined) this.#problems.push(faults.describeDuplicateKey(key, earlier));
			seen.set(key.value, key);
		}
	}

	/** White space and comments. */
	#skipBlanks(limit: number): void {
		const text = this.#text;
		let offset = this.#offset;
		for (; offset < limit; offset++) {
			const code = text.charCodeAt(offset);
			if (code === 32 || code === 10 || code === 13 || code === 9) continue;
			if (code !== 47) break;
			const end = findCommentEnd(text, offset, limit);
			if (end === offset + 1) break;
			this.#problems.push(faults.describeComment(offset, end));
			offset = end - 1;
		}
		this.#offset = offset;
	}

	/** Blanks on the line, up to the limit. */
	#countBlanks(limit: number): number {
		let end = this.#offset;
		while (end < limit && (this.#text[end] === " " || this.#text[end] === "\t")) end++;
		return end - this.#offset;
	}

	#spanOfLine(limit: number): { readonly start: number; readonly end: number } {
		const start = this.#offset;
		const lineFeed = this.#text.indexOf("\n", start);
		const end = lineFeed === -1 ? limit : lineFeed;
		return { start, end: Math.max(start + this.#text.slice(start, end).trimEnd().length, start + 1) };
	}
}

const word = /[^\s,:{}[\]"]+/y;
const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;

function createScalar(start: number, end: number, style: "double" | "plain", value: string, raw: string): YamlScalar {
	return { kind: "scalar", start, end, aliased: false, style, flow: true, value, raw, parentIndent: -1, json: true };
}

function passOver(isObject: boolean, start: number, end: number): YamlNode {
	return isObject
		? { kind: "mapping", start, end, aliased: false, flow: true, entries: [] }
		: { kind: "sequence", start, end, aliased: false, flow: true, items: [] };
}
