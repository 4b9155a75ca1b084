export interface PiecesOptions {
	/** Lets other work come first. */
	readonly pause: () => Promise<void>;
	/** Milliseconds of work at a stretch. */
	readonly stretchMs?: number;
	readonly now: () => number;
	/** Of a list near the root no more items than so many are made; the others are only passed over. */
	readonly mostItems?: number;
}

/**
 * Parses a JSON text of many megabytes without holding up the process: what is near the root is taken member by member,
 * what is below goes through `JSON.parse`, and every few milliseconds other work has its turn. A small text is parsed at
 * once. Rejects where the text is not JSON, as far as it was looked at.
 */
export async function parseJsonInPieces(text: string, options: PiecesOptions): Promise<unknown> {
	if (text.length < smallText) return JSON.parse(text);
	return new PieceParser(text, options).parse();
}

const smallText = 256 * 1024;
/** The answer, its data, the list in the data: the items of that list are parsed whole. */
const shallowDepth = 3;

/* The characters that JSON is made of, by their codes. */
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

class PieceParser {
	readonly #text: string;
	readonly #options: PiecesOptions;
	readonly #stretchMs: number;
	#position = 0;
	#since: number;

	constructor(text: string, options: PiecesOptions) {
		this.#text = text;
		this.#options = options;
		this.#stretchMs = options.stretchMs ?? 8;
		this.#since = options.now();
	}

	async parse(): Promise<unknown> {
		const value = await this.#value(0);
		this.#skipSpace();
		if (this.#position < this.#text.length) throw new SyntaxError("More text after the end of the JSON value");
		return value;
	}

	async #value(depth: number): Promise<unknown> {
		this.#skipSpace();
		const code = this.#text.charCodeAt(this.#position);
		if (depth < shallowDepth && code === openBrace) return this.#object(depth);
		if (depth < shallowDepth && code === openBracket) return this.#array(depth);
		const start = this.#position;
		this.#skipValue();
		return JSON.parse(this.#text.slice(start, this.#position));
	}

	async #object(depth: number): Promise<Record<string, unknown>> {
		// Entries, so that `__proto__` is a member like any other.
		const members: [string, unknown][] = [];
		this.#position += 1;
		if (this.#closes(closeBrace)) return {};
		for (;;) {
			this.#skipSpace();
			const start = this.#position;
			if (this.#text.charCodeAt(start) !== quote) throw new SyntaxError("A member without a name");
			this.#skipString();
			const name: unknown = JSON.parse(this.#text.slice(start, this.#position));
			this.#expect(colon);
			members.push([String(name), await this.#value(depth + 1)]);
			if (this.#closes(closeBrace)) return Object.fromEntries(members);
			this.#expect(comma);
			await this.#rest();
		}
	}

	async #array(depth: number): Promise<unknown[]> {
		const most = this.#options.mostItems ?? Number.POSITIVE_INFINITY;
		const items: unknown[] = [];
		this.#position += 1;
		if (this.#closes(closeBracket)) return items;
		for (;;) {
			if (items.length < most) items.push(await this.#value(depth + 1));
			else {
				this.#skipSpace();
				this.#skipValue();
			}
			if (this.#closes(closeBracket)) return items;
			this.#expect(comma);
			if (this.#options.now() - this.#since > this.#stretchMs) await this.#rest();
		}
	}

	async #rest(): Promise<void> {
		if (this.#options.now() - this.#since <= this.#stretchMs) return;
		await this.#options.pause();
		this.#since = this.#options.now();
	}

	/** Moves behind the value at the position, which is only looked at as far as its end needs. */
	#skipValue(): void {
		const text = this.#text;
		const start = this.#position;
		let depth = 0;
		while (this.#position < text.length) {
			const code = text.charCodeAt(this.#position);
			if (code === quote) {
				this.#skipString();
				if (depth === 0) return;
				continue;
			}
			if (code === openBrace || code === openBracket) depth += 1;
			else if (code === closeBrace || code === closeBracket) {
				// It belongs to what is around a number or a word.
				if (depth === 0) break;
				depth -= 1;
				if (depth === 0) {
					this.#position += 1;
					return;
				}
			} else if (depth === 0 && (code === comma || code <= 0x20)) break;
			this.#position += 1;
		}
		if (depth > 0 || this.#position === start) throw new SyntaxError("The JSON text ends in the middle");
	}

	#skipString(): void {
		let end = this.#position + 1;
		for (;;) {
			end = this.#text.indexOf('"', end);
			if (end < 0) throw new SyntaxError("The JSON text ends in a string");
			let escapes = 0;
			while (this.#text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
			end += 1;
			if (escapes % 2 === 0) break;
		}
		this.#position = end;
	}

	#closes(code: number): boolean {
		this.#skipSpace();
		if (this.#text.charCodeAt(this.#position) !== code) return false;
		this.#position += 1;
		return true;
	}

	#expect(code: number): void {
		this.#skipSpace();
		if (this.#text.charCodeAt(this.#position) !== code) throw new SyntaxError("Something is missing in the JSON text");
		this.#position += 1;
	}

	#skipSpace(): void {
		while (this.#text.charCodeAt(this.#position) <= 0x20) this.#position += 1;
	}
}
