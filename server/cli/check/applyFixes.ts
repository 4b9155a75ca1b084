import { joinFixes, withoutGuesses } from "../../text/fixes.ts";
import type { Problem } from "../../text/problem.ts";
import { applyEdits } from "../../text/textEdit.ts";

export interface Fixed {
	readonly text: string;
	/** Problems that are gone. */
	readonly count: number;
}

/** Rounds of fixing: one fix may make room for another, and fixes that undid each other must not go on for ever. */
const MOST_ROUNDS = 10;

/**
 * Applies every fix that there is, again and again until nothing is left to mend: of those that get in each other's way
 * the first. Each round asks `diagnose` for the problems of the text as it then is.
 *
 * Invariant: a round that brings an error where there was none is not made.
 */
export async function applyFixes(
	text: string,
	diagnose: (text: string) => Promise<readonly Problem[]>,
): Promise<Fixed> {
	const first = await diagnose(text);
	let current = text;
	let problems = first;
	const seen = new Set([text]);
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const edits = joinFixes(withoutGuesses(problems));
		if (edits.length === 0) break;
		const next = applyEdits(current, edits);
		// Fixes that lead back to where they began mend nothing.
		if (seen.has(next)) break;
		seen.add(next);
		const left = await diagnose(next);
		if (countErrors(left) > countErrors(problems)) break;
		current = next;
		problems = left;
	}
	return { text: current, count: current === text ? 0 : Math.max(1, first.length - problems.length) };
}

function countErrors(problems: readonly Problem[]): number {
	return problems.filter(({ severity }) => severity === "error").length;
}
