/**
 * Sets of evaluations as rows of neighbours: `[from, to)` pairs in one flat array, in order, neither touching nor empty.
 * A condition that holds for days is two numbers, so what follows does not grow with the length of the span.
 */
export type Runs = readonly number[];

/** Adds `[from, to)`, which begins at or after the end of the last one. */
export function pushRun(runs: number[], from: number, to: number): void {
	if (from >= to) return;
	if (runs.length > 0 && runs[runs.length - 1] === from) runs[runs.length - 1] = to;
	else runs.push(from, to);
}

/** Calls `visit` for each row. */
export function forEachRun(runs: Runs, visit: (from: number, to: number) => void): void {
	for (let at = 0; at + 1 < runs.length; at += 2) visit(runs[at] ?? 0, runs[at + 1] ?? 0);
}

export function intersect(a: Runs, b: Runs): Runs {
	return combine(a, b, (inA, inB) => inA && inB);
}

export function subtract(a: Runs, b: Runs): Runs {
	return combine(a, b, (inA, inB) => inA && !inB);
}

export function unite(a: Runs, b: Runs): Runs {
	return combine(a, b, (inA, inB) => inA || inB);
}

/** The evaluations for which `keeps` holds; it must not hold where neither has one. */
function combine(a: Runs, b: Runs, keeps: (inA: boolean, inB: boolean) => boolean): Runs {
	const result: number[] = [];
	let atA = 0;
	let atB = 0;
	let last = 0;
	while (atA < a.length || atB < b.length) {
		const next = Math.min(a[atA] ?? Number.POSITIVE_INFINITY, b[atB] ?? Number.POSITIVE_INFINITY);
		// An odd place in the array is the end of a row, so one that is waited for means to be inside.
		if (keeps(atA % 2 === 1, atB % 2 === 1)) pushRun(result, last, next);
		if (a[atA] === next) atA++;
		if (b[atB] === next) atB++;
		last = next;
	}
	return result;
}
