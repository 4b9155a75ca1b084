import { canStandBare } from "../../promql/names.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";
import { encodeChange } from "../navigation/encodings.ts";
import type { NamePlace } from "../navigation/namePlace.ts";
import { quotePattern, wordsOf } from "../navigation/patternWords.ts";

/** How a place can be made to name something else. */
export type Writing =
	/** It names something else, or a pattern in it takes the new name as well. */
	| { readonly kind: "same" }
	/** Any of the edits may be the right one, which only reading the file again tells; likely ones first. */
	| { readonly kind: "change"; readonly name: string; readonly candidates: readonly TextEdit[] }
	/** `reason` goes on after "there, ". */
	| { readonly kind: "impossible"; readonly reason: string };

const same: Writing = { kind: "same" };

/** What has to happen at `place` when what is called `from` is called `to`. */
export function writeName(
	place: NamePlace,
	text: string,
	from: string,
	to: string,
	expressions: RegularExpressions,
): Writing {
	const changed = changeValue(place, from, to, expressions);
	if (typeof changed !== "string") return changed;
	const { written } = place;
	const candidates =
		written.kind === "scalar"
			? encodeChange(text.slice(written.span.start, written.span.end), written.span.start, place.name, {
					span: { start: 0, end: place.name.length },
					newText: changed,
				})
			: writeLiteral(written, changed);
	if (candidates.length === 0) {
		return { kind: "impossible", reason: `the way it is written cannot hold ${to}` };
	}
	return { kind: "change", name: changed, candidates };
}

function changeValue(
	{ name, pattern }: NamePlace,
	from: string,
	to: string,
	expressions: RegularExpressions,
): string | Writing {
	if (pattern !== true) return name === from ? to : same;
	const before = expressions.compile(name);
	if (!before.valid || !before.matches(from)) return same;
	const words = wordsOf(name).filter(({ literal }) => literal === from);
	if (words.length === 0) {
		return before.matches(to)
			? same
			: { kind: "impossible", reason: `the pattern ${name} matches ${from} among others, and would not match ${to}` };
	}
	const changed = applyEdits(
		name,
		words.map(({ span }) => ({ span, newText: quotePattern(to) })),
	);
	const after = expressions.compile(changed);
	if (after.valid && after.matches(to)) return changed;
	return { kind: "impossible", reason: `the pattern ${name} cannot be made to match ${to}` };
}

function writeLiteral(
	{ region, span }: Extract<NamePlace["written"], { readonly region: unknown }>,
	value: string,
): readonly TextEdit[] {
	const literal = region.text.slice(span.start, span.end);
	const quote = /^["'`]/.exec(literal)?.[0];
	const newText = quote === undefined ? (canStandBare(value) ? value : undefined) : writeString(value, quote);
	if (newText === undefined) return [];
	const inside = quote === undefined ? span : { start: span.start + 1, end: span.end - 1 };
	const edit = region.encodeEdit({ span: inside, newText });
	return edit === undefined ? [] : [edit];
}

/** The inside of a string of PromQL between such quotes; back quotes know no escapes. */
function writeString(value: string, quote: string): string | undefined {
	if (quote === "`") return /[`\r]/.test(value) ? undefined : value;
	return value.replace(/[\\\n\r\t"']/g, (character) => {
		if (character === '"' || character === "'") return character === quote ? `\\${character}` : character;
		return JSON.stringify(character).slice(1, -1);
	});
}
