import { type Span, shift } from "../../../text/span.ts";
import type { TextEdit } from "../../../text/textEdit.ts";
import type { Mask } from "../region.ts";

/** A text with stand-ins, and what they stand for. */
export interface Masked {
	readonly text: string;
	/** As long as the text, with what comes back in the masks' places. */
	readonly written: string;
	readonly masks: readonly Pick<Mask, "span">[];
}

/**
 * The edit of the source that `edit` of the masked text means: every stand-in that the new text carries over becomes
 * again what the user wrote. `undefined` where that cannot be told.
 *
 * A stand-in is known again by its letters, which stand nowhere else in the text; where they do, by the number of times.
 */
export function restoreEdit(masked: Masked, edit: TextEdit): TextEdit | undefined {
	const whole = coverMasks(masked, shrink(masked, edit));
	const inside = masked.masks.filter(({ span }) => whole.span.start <= span.start && span.end <= whole.span.end);
	const { start, end } = whole.span;
	const old: Masked = {
		text: masked.text.slice(start, end),
		written: masked.written.slice(start, end),
		masks: inside.map(({ span }) => ({ span: shift(span, -start) })),
	};
	const carried = findCarried(masked, old, whole.newText);
	if (carried === undefined) return undefined;
	let newText = "";
	let done = 0;
	for (const { at, length, source } of carried) {
		newText += whole.newText.slice(done, at) + source;
		done = at + length;
	}
	return { span: whole.span, newText: newText + whole.newText.slice(done) };
}

/** Where in `text`, which came out of reading what was restored, the sources stand as stand-ins again. */
export function maskAgain(text: string, carried: readonly Carried[]): string | undefined {
	let result = "";
	let done = 0;
	for (const { source, standIn } of carried) {
		const at = text.indexOf(source, done);
		if (at === -1) return undefined;
		result += text.slice(done, at) + standIn;
		done = at + source.length;
	}
	return result + text.slice(done);
}

export interface Carried {
	/** Offset in the new text. */
	readonly at: number;
	readonly length: number;
	readonly source: string;
	readonly standIn: string;
}

/** The stand-ins in a new text for the whole of `masked`; `undefined` where not all can be told. */
export function findCarriedInWhole(masked: Masked, newText: string): readonly Carried[] | undefined {
	return findCarried(masked, masked, newText);
}

/** Leaves out what is the same at both ends, so that stand-ins there are not in question; never within a word. */
function shrink({ text, masks }: Masked, { span, newText }: TextEdit): TextEdit {
	if (!masks.some((mask) => mask.span.start < span.end && mask.span.end > span.start)) return { span, newText };
	const old = text.slice(span.start, span.end);
	const most = Math.min(old.length, newText.length);
	let prefix = 0;
	while (prefix < most && old[prefix] === newText[prefix]) prefix += 1;
	for (const mask of masks) {
		const start = mask.span.start - span.start;
		if (start < prefix && prefix < mask.span.end - span.start) prefix = Math.max(0, start);
	}
	let suffix = 0;
	while (suffix < most - prefix && old.at(-1 - suffix) === newText.at(-1 - suffix)) suffix += 1;
	for (const mask of masks) {
		const end = span.end - mask.span.end;
		if (end < suffix && suffix < span.end - mask.span.start) suffix = Math.max(0, end);
	}
	return {
		span: { start: span.start + prefix, end: span.end - suffix },
		newText: newText.slice(prefix, newText.length - suffix),
	};
}

/** Takes in the rest, as it is written, of a mask that the edit begins or ends inside of. */
function coverMasks({ written, masks }: Masked, { span, newText }: TextEdit): TextEdit {
	let { start, end } = span;
	for (const mask of masks) {
		if (mask.span.start < start && start < mask.span.end) start = mask.span.start;
		if (mask.span.start < end && end < mask.span.end) end = mask.span.end;
	}
	return { span: { start, end }, newText: written.slice(start, span.start) + newText + written.slice(span.end, end) };
}

/** Shorter ones are met by chance. */
const leastTelling = 4;

function findCarried(whole: Masked, old: Masked, newText: string): readonly Carried[] | undefined {
	const carried: Carried[] = [];
	const sourceOf = ({ written }: Masked, { span }: { readonly span: Span }) => written.slice(span.start, span.end);
	const byStandIn = Map.groupBy(whole.masks, ({ span }) => whole.text.slice(span.start, span.end));
	for (const [standIn, masks] of byStandIn) {
		const before = old.masks.filter(({ span }) => old.text.slice(span.start, span.end) === standIn);
		if (before.some((mask) => sourceOf(old, mask).includes("\n"))) return undefined;
		// Blanks and operators could come from anywhere.
		const traceable = /[a-z0-9]/.test(standIn) && !/\s/.test(standIn);
		if (!traceable) {
			if (before.length > 0) return undefined;
			continue;
		}
		const found = occurrencesOf(standIn, newText);
		const sources = new Set(masks.map((mask) => sourceOf(whole, mask)));
		const [source] = sources;
		const unique = occurrencesOf(standIn, whole.text).length === masks.length;
		if (before.length === 0) {
			if (found.length === 0) continue;
			if (standIn.length < leastTelling) {
				// It was typed or offered, or it was copied from elsewhere: nobody can say.
				if (unique) return undefined;
				continue;
			}
		}
		if (unique && sources.size === 1 && source !== undefined) {
			for (const at of found) carried.push({ at, length: standIn.length, source, standIn });
			continue;
		}
		const earlier = occurrencesOf(standIn, old.text);
		if (found.length !== earlier.length) return undefined;
		for (const [index, at] of found.entries()) {
			const mask = before.find(({ span }) => span.start === earlier[index]);
			if (mask !== undefined) carried.push({ at, length: standIn.length, source: sourceOf(old, mask), standIn });
		}
	}
	return carried.sort((a, b) => a.at - b.at);
}

function occurrencesOf(standIn: string, text: string): readonly number[] {
	const found: number[] = [];
	for (let at = text.indexOf(standIn); at !== -1; at = text.indexOf(standIn, at + standIn.length)) found.push(at);
	return found;
}
