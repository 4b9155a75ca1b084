import type { Problem } from "../../text/problem.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";

export interface Fixed {
	readonly text: string;
	readonly count: number;
}

/** Rounds of fixing: one fix may make room for another, and fixes that undid each other must not go on for ever. */
const MOST_ROUNDS = 10;

/**
 * Applies every fix that there is, again and again until nothing is left to mend: of those that overlap the first. Each
 * round asks `diagnose` for the problems of the text as it then is.
 */
export async function applyFixes(
	text: string,
	diagnose: (text: string) => Promise<readonly Problem[]>,
): Promise<Fixed> {
	let current = text;
	let count = 0;
	const seen = new Set([text]);
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const chosen = chooseFixes(await diagnose(current));
		if (chosen.count === 0) break;
		const next = applyEdits(current, chosen.edits);
		// Fixes that lead back to where they began mend nothing.
		if (seen.has(next)) break;
		seen.add(next);
		current = next;
		count += chosen.count;
	}
	return { text: current, count };
}

function chooseFixes(problems: readonly Problem[]): { readonly edits: readonly TextEdit[]; readonly count: number } {
	const edits: TextEdit[] = [];
	let count = 0;
	for (const { fix } of problems) {
		if (fix === undefined || fix.edits.some((edit) => edits.some((other) => collides(edit, other)))) continue;
		edits.push(...fix.edits);
		count++;
	}
	return { edits: edits.sort((a, b) => a.span.start - b.span.start), count };
}

/** Two insertions at one place have no order of their own, so they collide too. */
function collides({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
	return a.start <= b.end && b.start <= a.end;
}
