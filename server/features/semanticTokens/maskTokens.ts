import type { Mask } from "../../documents/embedded/region.ts";
import { overlaps } from "../../text/span.ts";
import type { SemanticToken } from "./token.ts";

/**
 * The tokens of a text with its masks as words of their own: a variable is one, wherever it stands, and an action keeps
 * the colours that the host gives it.
 */
export function overlayMasks(tokens: readonly SemanticToken[], masks: readonly Mask[]): readonly SemanticToken[] {
	if (masks.length === 0) return tokens;
	const found: SemanticToken[] = [];
	for (const token of tokens) found.push(...cutAround(token, masks));
	for (const { span, kind } of masks) if (kind !== "helmAction") found.push({ ...span, type: "macro" });
	return found.sort((a, b) => a.start - b.start);
}

/** What is left of a token beside the masks in it. */
function* cutAround(token: SemanticToken, masks: readonly Mask[]): Generator<SemanticToken> {
	let { start } = token;
	for (const { span } of masks) {
		if (!overlaps(span, token)) continue;
		if (span.start > start) yield { ...token, start, end: span.start };
		start = Math.max(start, span.end);
	}
	if (start < token.end) yield start === token.start ? token : { ...token, start };
}
