import type { Fix, Problem } from "./problem.ts";
import type { TextEdit } from "./textEdit.ts";

/**
 * The edits of as many fixes of `problems` as can be made at once: of those that get in each other's way the first. A fix
 * is made whole or not at all; the same edit that several want is made once. What is left over is there the next time.
 */
export function joinFixes(problems: readonly Problem[]): readonly TextEdit[] {
	const chosen: TextEdit[] = [];
	for (const { fix } of problems) {
		const together = fix && join(chosen, fix);
		if (together !== undefined) chosen.push(...together);
	}
	return chosen.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What the fix adds to the edits; `undefined` where it cannot be made beside them, or not at all. */
function join(chosen: readonly TextEdit[], { edits }: Fix): readonly TextEdit[] | undefined {
	const added: TextEdit[] = [];
	for (const edit of edits) {
		const all = [...chosen, ...added];
		if (all.some((other) => conflicts(edit, other))) return undefined;
		if (!all.some((other) => isSame(edit, other))) added.push(edit);
	}
	return added;
}

/** Two that begin at one place have no order, unless they are the same. */
function conflicts(a: TextEdit, b: TextEdit): boolean {
	if (isSame(a, b)) return false;
	return a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
	return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}
