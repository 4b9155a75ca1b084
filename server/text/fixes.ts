import type { Fix, Problem } from "./problem.ts";
import type { TextEdit } from "./textEdit.ts";

/**
 * The edits of as many fixes of `problems` as can be made at once: of those that get in each other's way the first. A fix
 * is made whole or not at all; the same edit that several want is made once. What is left over is there the next time.
 */
export function joinFixes(problems: readonly Problem[]): readonly TextEdit[] {
	const chosen: TextEdit[] = [];
	for (const { fix } of problems) {
		if (fix !== undefined) join(chosen, fix);
	}
	return chosen;
}

/** The problems whose fixes may be made without anybody looking at each. */
export function withoutGuesses(problems: readonly Problem[]): readonly Problem[] {
	return problems.filter(({ fix }) => fix !== undefined && fix.guess !== true);
}

/**
 * Puts the edits of a fix among those chosen, unless one of them cannot be made beside them.
 * @param chosen in order; no two overlap or begin at one place, so that only neighbours can be in the way
 */
function join(chosen: TextEdit[], { edits }: Fix): void {
	const added: TextEdit[] = [];
	for (const edit of edits) {
		const at = findPlace(chosen, edit.span.start);
		const neighbours = [chosen[at - 1], chosen[at]].filter((other) => other !== undefined);
		if (neighbours.some((other) => isSame(edit, other))) continue;
		if (neighbours.some((other) => conflicts(edit, other))) {
			for (const one of added) chosen.splice(chosen.indexOf(one, findPlace(chosen, one.span.start)), 1);
			return;
		}
		chosen.splice(at, 0, edit);
		added.push(edit);
	}
}

/** The index of the first edit that begins at `start` or later. */
function findPlace(chosen: readonly TextEdit[], start: number): number {
	let low = 0;
	let high = chosen.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((chosen[middle]?.span.start ?? Number.POSITIVE_INFINITY) < start) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Two that begin at one place have no order, unless they are the same. */
function conflicts(a: TextEdit, b: TextEdit): boolean {
	if (isSame(a, b)) return false;
	return a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
	return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}
