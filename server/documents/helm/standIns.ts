/**
 * What stands in the masked text for an action. They are noncharacters, which YAML takes for letters and nobody writes:
 * a value begins with one of its own, so that two side by side can be told apart.
 */
export const valueStart = "\uFDD0";
export const valueRest = "\uFDD1";
/** For what leaves no text. */
export const nothing = "\uFDD2";

const any = /[\uFDD0-\uFDD2]/;
const valueRuns = /\uFDD0\uFDD1*/g;

export function hasStandIn(text: string): boolean {
	return any.test(text);
}

export function standForValue(length: number): string {
	return length === 0 ? "" : valueStart + valueRest.repeat(length - 1);
}

/** The text with what `sourceOf` knows of each value, which is asked in order; without what leaves nothing. */
export function restoreValues(text: string, sourceOf: (index: number, length: number) => string): string {
	if (!hasStandIn(text)) return text;
	let index = 0;
	return text.replace(valueRuns, (run) => sourceOf(index++, run.length)).replaceAll(nothing, "");
}

/** How many values stand in the text. */
export function countValues(text: string): number {
	return text.match(valueRuns)?.length ?? 0;
}
