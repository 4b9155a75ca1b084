import { type Frame, frameAt, frameClosedBy, frameOpenedBy, nextIndex, previousIndex } from "../../promqlFrames.ts";
import { findSelectors, printSelector } from "../../promqlSelectors.ts";
import type { Token } from "../../promqlTokens.ts";

/** A question about very many selectors would be a long one for the server; so many are enough to be useful. */
const MOST_SELECTORS = 8;

/** The selectors, as `match[]` wants them, whose series a clause such as `by (…)` or `on (…)` speaks about. */
export function labelScope(tokens: readonly Token[], frames: readonly Frame[], clause: Frame): readonly string[] {
	const keyword = previousIndex(tokens, clause.open);
	if (clause.kind === "grouping") {
		const following = frameOpenedBy(frames, nextIndex(tokens, clause.close));
		const preceding = frameClosedBy(frames, previousIndex(tokens, keyword));
		const argument = preceding?.kind === "aggregation" ? preceding : (following ?? preceding);
		if (argument !== undefined) return metricScope(tokens, frames, argument.open, argument.close);
	}
	const around = frameAt(frames, keyword);
	if (clause.kind === "include") {
		const left = metricScope(tokens, frames, around.open, keyword);
		const right = metricScope(tokens, frames, clause.close, around.close);
		// The labels that are taken over come from the side that has one series a group.
		const one = tokens[keyword]?.text.toLowerCase() === "group_left" ? right : left;
		if (one.length > 0) return one;
	}
	return metricScope(tokens, frames, around.open, around.close);
}

export function metricScope(
	tokens: readonly Token[],
	frames: readonly Frame[],
	after: number,
	before: number,
): readonly string[] {
	const selectors = new Set<string>();
	for (const selector of findSelectors(tokens, frames, after, before)) {
		const text = printSelector(selector);
		if (text !== undefined) selectors.add(text);
	}
	return [...selectors].slice(0, MOST_SELECTORS);
}
