import { closestWord } from "../../base/closestWord.ts";
import type { Fix } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";

/** The name that was likely meant: a slip of the keyboard away, or what people often call it. */
export function findNearestName(word: string, names: readonly string[]): string | undefined {
	const near = closestWord(word, names);
	if (near !== undefined) return near;
	const meant = commonMistakes[word.toLowerCase()];
	return meant !== undefined && names.includes(meant) ? meant : undefined;
}

/** The fix that writes `near` for what stands at `span`: beyond one slip it is a guess, as `teams` is no `tags`. */
export function writeNear(span: Span, word: string, near: string): Fix {
	const slip = letters(word) === letters(near) || closestWord(word, [near], 1) !== undefined;
	return { title: `Change to ${near}`, edits: [{ span, newText: near }], ...(!slip && { guess: true as const }) };
}

function letters(name: string): string {
	return name.toLowerCase().replaceAll(/[-_ ]/g, "");
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
