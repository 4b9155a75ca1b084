import { findAggregation } from "../../../promql/aggregations.ts";
import { isAlphaNumeric, isDigit, isSpace } from "../../../promql/characters.ts";
import type { Span } from "../../../text/span.ts";
import type { OpaqueSpan } from "./opaque.ts";

/**
 * PromQL in pieces, as far as they can be told with foreign stretches in it: what touches a stretch without a space is
 * one word with it.
 */
export interface Element extends Span {
	readonly kind: "word" | "string" | "open" | "close" | "comma" | "operator" | "comment";
	/** Of a word without masks, and of brackets and operators: the text. */
	readonly text: string;
	readonly masks: readonly OpaqueSpan[];
	/** The brackets that it is in; an opening or closing bracket is in the ones around its own. */
	readonly frame: Frame;
	/** How many commas of the frame stand before it. */
	readonly argument: number;
	/** Of a bracket: the frame that it opens or closes. */
	readonly own?: Frame;
}

export interface Frame {
	readonly kind: "whole" | "paren" | "call" | "labels" | "braces" | "brackets";
	/** Of a call: the function or aggregation in lower case as it is written; of labels: the keyword. */
	readonly head?: string;
	readonly parent?: Frame;
	/** How many commas of the parent stand before it. */
	readonly argument: number;
	/** Labels that stand before the parentheses of their aggregation. */
	readonly leading?: boolean;
}

const labelKeywords = /^(?:by|without|on|ignoring|group_left|group_right)$/i;
const keywords = /^(?:and|or|unless|atan2|bool|offset)$/i;
const closers: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };

export function readElements(source: string, opaque: readonly OpaqueSpan[]): readonly Element[] {
	return new Reader(source, opaque).read();
}

class Reader {
	readonly #source: string;
	readonly #opaque: readonly OpaqueSpan[];
	readonly #elements: Element[] = [];
	/** Index of the next foreign stretch. */
	#next = 0;
	#position = 0;
	readonly #frames: { frame: Frame; commas: number; closer: string }[] = [
		{ frame: { kind: "whole", argument: 0 }, commas: 0, closer: "" },
	];

	constructor(source: string, opaque: readonly OpaqueSpan[]) {
		this.#source = source;
		this.#opaque = opaque;
	}

	read(): readonly Element[] {
		while (this.#position < this.#source.length) this.#scan();
		return this.#elements;
	}

	#scan() {
		const code = this.#source.charCodeAt(this.#position);
		if (this.#maskHere !== undefined || this.#continuesWord(this.#position)) return this.#scanWord();
		if (isSpace(code)) {
			this.#position += 1;
			return;
		}
		const character = this.#source.charAt(this.#position);
		if (character === "#") return this.#scanComment();
		if (character === '"' || character === "'" || character === "`") return this.#scanString(character);
		if (character in closers) return this.#open(character);
		if (character === ")" || character === "}" || character === "]") return this.#close(character);
		if (character === ",") {
			this.#push("comma", this.#position + 1);
			const top = this.#frames.at(-1);
			if (top !== undefined) top.commas += 1;
			return;
		}
		const operator = /^(?:[=!]~|[=!<>]=|<\/|>\/)/.exec(this.#source.slice(this.#position, this.#position + 2))?.[0];
		this.#push("operator", this.#position + (operator?.length ?? 1));
	}

	get #maskHere(): OpaqueSpan | undefined {
		const mask = this.#opaque[this.#next];
		return mask?.span.start === this.#position ? mask : undefined;
	}

	get #inBrackets(): boolean {
		return this.#frames.at(-1)?.frame.kind === "brackets";
	}

	/** A colon is a letter of a metric's name, but parts a subquery's durations; a dot belongs to numbers. */
	#continuesWord(position: number): boolean {
		const code = this.#source.charCodeAt(position);
		if (isAlphaNumeric(code)) return true;
		if (code === 0x3a) return !this.#inBrackets;
		if (code !== 0x2e) return false;
		const after = this.#source.charCodeAt(position + 1);
		return isDigit(after) || this.#opaque[this.#next]?.span.start === position + 1 || this.#endsNumber(position);
	}

	#endsNumber(position: number): boolean {
		return isDigit(this.#source.charCodeAt(position - 1)) || this.#opaque[this.#next - 1]?.span.end === position;
	}

	#scanWord() {
		const start = this.#position;
		const masks: OpaqueSpan[] = [];
		for (;;) {
			const mask = this.#maskHere;
			if (mask !== undefined) {
				masks.push(mask);
				this.#position = mask.span.end;
				this.#next += 1;
			} else if (this.#position < this.#source.length && this.#continuesWord(this.#position)) this.#position += 1;
			else break;
		}
		const end = this.#position;
		this.#position = start;
		this.#push("word", end, masks);
	}

	#scanComment() {
		this.#scanUntil("comment", (character) => character === "\n");
	}

	#scanString(quote: string) {
		this.#position += 1;
		this.#scanUntil("string", (character) => character === quote, quote !== "`");
	}

	/** To the first character that `ends` outside of foreign stretches, which belongs to a string but not to a comment. */
	#scanUntil(kind: "string" | "comment", ends: (character: string) => boolean, escapes = false) {
		const start = kind === "string" ? this.#position - 1 : this.#position;
		const masks: OpaqueSpan[] = [];
		let end = this.#position;
		while (end < this.#source.length) {
			const mask = this.#opaque[this.#next];
			if (mask?.span.start === end) {
				masks.push(mask);
				this.#next += 1;
				end = mask.span.end;
				continue;
			}
			const character = this.#source.charAt(end);
			if (ends(character)) {
				if (kind === "string") end += 1;
				break;
			}
			const escaped = escapes && character === "\\" && this.#opaque[this.#next]?.span.start !== end + 1;
			end += escaped ? 2 : 1;
		}
		this.#position = start;
		this.#push(kind, Math.min(end, this.#source.length), masks);
	}

	#push(kind: Element["kind"], end: number, masks: readonly OpaqueSpan[] = [], own?: Frame): void {
		const top = this.#frames.at(-1);
		this.#elements.push({
			kind,
			start: this.#position,
			end,
			text: masks.length === 0 ? this.#source.slice(this.#position, end) : "",
			masks,
			frame: top?.frame ?? { kind: "whole", argument: 0 },
			argument: top?.commas ?? 0,
			...(own && { own }),
		});
		this.#position = end;
	}

	#open(character: string) {
		const parent = this.#frames.at(-1);
		const frame: Frame = {
			...this.#describeFrame(character),
			argument: parent?.commas ?? 0,
			...(parent && { parent: parent.frame }),
		};
		this.#push("open", this.#position + 1, [], frame);
		this.#frames.push({ frame, commas: 0, closer: closers[character] ?? "" });
	}

	#describeFrame(character: string): Pick<Frame, "kind" | "head" | "leading"> {
		if (character === "{") return { kind: "braces" };
		if (character === "[") return { kind: "brackets" };
		const before = this.#lastElement(1);
		if (before?.kind === "close" && before.own?.leading === true && before.own.head !== undefined) {
			const aggregation = this.#wordBeforeLabels(before.own);
			return aggregation === undefined ? { kind: "call" } : { kind: "call", head: aggregation };
		}
		if (before?.kind !== "word" || keywords.test(before.text)) return { kind: "paren" };
		if (labelKeywords.test(before.text)) {
			const head = before.text.toLowerCase();
			const owner = this.#lastElement(2);
			const leading = (head === "by" || head === "without") && owner?.kind === "word" && !keywords.test(owner.text);
			return { kind: "labels", head, ...(leading && { leading }) };
		}
		return before.masks.length > 0 ? { kind: "call" } : { kind: "call", head: before.text };
	}

	/** The `count`th element from the end, comments aside. */
	#lastElement(count: number): Element | undefined {
		let left = count;
		for (let index = this.#elements.length - 1; index >= 0; index -= 1) {
			const element = this.#elements[index];
			if (element?.kind !== "comment") left -= 1;
			if (left === 0) return element;
		}
		return undefined;
	}

	#wordBeforeLabels(labels: Frame): string | undefined {
		const open = this.#elements.findLastIndex(({ kind, own }) => kind === "open" && own === labels);
		const word = this.#elements[open - 2];
		return word?.masks.length === 0 && findAggregation(word.text) !== undefined ? word.text : undefined;
	}

	#close(character: string) {
		const depth = this.#frames.findLastIndex(({ closer }) => closer === character);
		if (depth <= 0) return this.#push("operator", this.#position + 1);
		const own = this.#frames[depth]?.frame;
		this.#frames.length = depth;
		this.#push("close", this.#position + 1, [], own);
	}
}
