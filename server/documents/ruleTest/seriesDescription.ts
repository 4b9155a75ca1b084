import { isSpace } from "../../promql/characters.ts";
import { findEscapeFault } from "../../promql/literals.ts";
import type { NotationFault } from "./notationFault.ts";

/** Words that are operators, modifiers or numbers to Prometheus wherever they stand, so that no series is named so. */
const reserved: ReadonlySet<string> = new Set([
	"atan2",
	"bool",
	"group_left",
	"group_right",
	"ignoring",
	"inf",
	"nan",
	"on",
]);

export interface SeriesDescription {
	/** Where the description ends; what follows in an input series are values. */
	readonly end: number;
	/** Claims that there is a name or a label. */
	readonly named: boolean;
	readonly fault?: NotationFault;
}

/**
 * Reads the description of one series, `metric{label="value"}`, which is no selector: it has no other operator than `=`.
 * Where values can follow (`input`), no space may stand before the braces, and each label stands once.
 */
export function readSeriesDescription(text: string, input: boolean): SeriesDescription {
	let offset = skipSpace(text, 0);
	const name = /^[A-Za-z_:][\w:]*/.exec(text.slice(offset))?.[0];
	const nameSpan = { start: offset, end: offset + (name?.length ?? 0) };
	if (name !== undefined && reserved.has(name.toLowerCase())) {
		return {
			end: nameSpan.end,
			named: true,
			fault: { span: nameSpan, message: `\`${name}\` is a word of PromQL and cannot name a series` },
		};
	}
	offset = nameSpan.end;
	const brace = skipSpace(text, offset);
	if (text[brace] === "{" && brace > offset && name !== undefined && input) {
		const span = { start: offset, end: brace };
		return { end: offset, named: true, fault: { span, message: "no space may stand before the braces" } };
	}
	if (text[brace] !== "{") return { end: offset, named: name !== undefined, ...explainEnd(text, offset, name, input) };
	const labels = new LabelReader(text, brace + 1, input);
	const { end, fault } = labels.read();
	return { end, named: name !== undefined || labels.named, ...(fault === undefined ? {} : { fault }) };
}

function explainEnd(
	text: string,
	offset: number,
	name: string | undefined,
	input: boolean,
): { readonly fault?: NotationFault } {
	const character = text[offset];
	if (character === undefined || isSpace(character.charCodeAt(0))) return {};
	// Comments are allowed where no values can follow.
	if (!input && character === "#") return {};
	const span = { start: offset, end: offset + 1 };
	if (name === undefined) {
		return { fault: { span, message: "a series begins with the metric's name or with `{`" } };
	}
	return {
		fault: { span, message: `\`${character}\` cannot follow the name; a series is written \`${name}{label="value"}\`` },
	};
}

function skipSpace(text: string, from: number): number {
	let offset = from;
	while (offset < text.length && isSpace(text.charCodeAt(offset))) offset++;
	return offset;
}

/** What stands in the braces. */
class LabelReader {
	readonly #text: string;
	readonly #unique: boolean;
	readonly #names = new Set<string>();
	#offset: number;
	/** Claims that a label has a value: one with an empty value is none. */
	named = false;

	constructor(text: string, offset: number, unique: boolean) {
		this.#text = text;
		this.#offset = offset;
		this.#unique = unique;
	}

	read(): { readonly end: number; readonly fault?: NotationFault } {
		for (;;) {
			this.#skip();
			if (this.#accept("}")) return { end: this.#offset };
			const fault = this.#readLabel() ?? this.#readSeparator();
			if (fault !== undefined) return { end: this.#text.length, fault };
		}
	}

	#skip(): void {
		this.#offset = skipSpace(this.#text, this.#offset);
	}

	#accept(character: string): boolean {
		if (this.#text[this.#offset] !== character) return false;
		this.#offset++;
		return true;
	}

	#readLabel(): NotationFault | undefined {
		const start = this.#offset;
		const quoted = this.#readString();
		if (quoted?.fault !== undefined) return quoted.fault;
		const name = quoted?.value ?? /^[A-Za-z_]\w*/.exec(this.#text.slice(start))?.[0];
		if (name === undefined) return this.#unexpected('a label, as in `job="api"`, or `}`');
		if (quoted === undefined) this.#offset += name.length;
		const span = { start, end: this.#offset };
		this.#skip();
		this.named ||= quoted !== undefined && quoted.value !== "" && this.#text[this.#offset] !== "=";
		// A text alone is the metric's name, since Prometheus 3.
		if (quoted !== undefined && this.#text[this.#offset] !== "=") return this.#once("__name__", span);
		const operator = /^(?:!=|=~|!~)/.exec(this.#text.slice(this.#offset))?.[0];
		if (operator !== undefined) {
			const at = { start: this.#offset, end: this.#offset + operator.length };
			return {
				span: at,
				message: `\`${operator}\` selects series; here one series is described, so each label has its value after \`=\``,
			};
		}
		if (!this.#accept("=")) return this.#unexpected(`\`=\` and a value after \`${name}\``);
		this.#skip();
		const value = this.#readString();
		if (value === undefined) return this.#unexpected(`a value in quotes after \`${name}=\``);
		this.named ||= value.value !== "";
		return value.fault ?? this.#once(name, span);
	}

	#readSeparator(): NotationFault | undefined {
		this.#skip();
		if (this.#text[this.#offset] === "}" || this.#accept(",")) return undefined;
		return this.#unexpected("`,` or `}`");
	}

	#once(name: string, span: NotationFault["span"]): NotationFault | undefined {
		if (this.#unique && this.#names.has(name)) return { span, message: `the label \`${name}\` stands twice` };
		this.#names.add(name);
		return undefined;
	}

	#readString(): { readonly value: string; readonly fault?: NotationFault } | undefined {
		const quote = this.#text[this.#offset] ?? "";
		if (!/["'`]/.test(quote) || quote === "") return undefined;
		const start = this.#offset;
		let end = start + 1;
		let bad: NotationFault | undefined;
		while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== "\n") {
			const escapes = this.#text[end] === "\\" && quote !== "`";
			if (escapes) bad ??= this.#explainEscape(end, quote);
			end += escapes ? 2 : 1;
		}
		if (this.#text[end] !== quote) {
			return { value: "", fault: { span: { start, end: start + 1 }, message: "the quote is not closed" } };
		}
		this.#offset = end + 1;
		const value = this.#text.slice(start + 1, end);
		return bad === undefined ? { value } : { value, fault: bad };
	}

	#explainEscape(offset: number, quote: string): NotationFault | undefined {
		const fault = findEscapeFault(this.#text, offset, quote);
		if (fault === undefined) return undefined;
		const written = this.#text.slice(fault.span.start, fault.span.end);
		return { span: fault.span, message: `\`${written}\` is no escape; a backslash is written twice` };
	}

	#unexpected(wanted: string): NotationFault {
		const length = this.#offset < this.#text.length ? 1 : 0;
		const start = length === 0 ? Math.max(0, this.#offset - 1) : this.#offset;
		return { span: { start, end: start + 1 }, message: `expected ${wanted}` };
	}
}
