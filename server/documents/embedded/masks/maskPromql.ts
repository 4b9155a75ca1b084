import type { Mask } from "../region.ts";
import { decideForms } from "./decideForms.ts";
import { readElements } from "./maskedElements.ts";
import type { OpaqueSpan } from "./opaque.ts";
import { StandIns } from "./standIns.ts";

export interface MaskedText {
	/** As long as the source, each foreign stretch replaced by what fits there. */
	readonly text: string;
	/** In order, in offsets of both texts. */
	readonly masks: readonly Mask[];
}

/**
 * Replaces the foreign stretches of PromQL by stand-ins of equal length, such that what is valid once the host has
 * filled it in parses. What a stretch stands for is told from its neighbours.
 */
export function maskPromql(source: string, opaque: readonly OpaqueSpan[]): MaskedText {
	if (opaque.length === 0) return { text: source, masks: [] };
	const decisions = decideForms(source, readElements(source, opaque));
	const standIns = new StandIns(source);
	const masks: Mask[] = [];
	let text = "";
	for (const stretch of opaque) {
		text += source.slice(text.length, stretch.span.start);
		const { form, role } = decisions.get(stretch) ?? { form: "blank", role: "nothing" };
		text += standIns.make(form, stretch.source, text.at(-1) ?? "");
		masks.push(maskOf(stretch, role));
	}
	return { text: text + source.slice(text.length), masks };
}

function maskOf({ span, source, kind, name }: OpaqueSpan, role: Mask["role"]): Mask {
	return { span, source, kind, role, ...(name !== undefined && { name }) };
}
