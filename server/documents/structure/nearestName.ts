import { closestWord } from "../../base/closestWord.ts";

/** The name that was likely meant: a slip of the keyboard away, or what people often call it. */
export function findNearestName(word: string, names: readonly string[]): string | undefined {
	const near = closestWord(word, names);
	if (near !== undefined) return near;
	const meant = commonMistakes[word.toLowerCase()];
	return meant !== undefined && names.includes(meant) ? meant : undefined;
}

const commonMistakes: Readonly<Record<string, string>> = {
	query: "expr",
	expression: "expr",
	name: "alert",
	alertname: "alert",
	duration: "for",
	tags: "labels",
	keepfiringfor: "keep_firing_for",
};
