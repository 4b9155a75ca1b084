import type { Expression } from "../../../promql/ast.ts";
import { walk } from "../../../promql/visit.ts";

/** When the rules of a test are looked at, and how close its values stand. Seconds. */
export interface Timing {
	readonly intervalSeconds: number;
	/** Everything that the expression looks back on is there from then on. */
	readonly seconds: number;
}

/** promtool reads no more samples than this in one query, so that longer windows need values further apart. */
const mostPoints = 2_000;

/** A test that takes longer is not waited for; two days with an evaluation each minute. */
const mostEvaluations = 3_000;

/** The short one first: most windows do with less than they could hold. */
export function listTimings(
	expressions: readonly Expression[],
	waitSeconds: number,
	evaluationSeconds: number,
): readonly Timing[] {
	const ranges: number[] = [];
	let offset = 0;
	for (const node of expressions.flatMap((expression) => [...walk(expression)])) {
		if (node.kind === "matrix" && node.range?.seconds !== undefined) ranges.push(node.range.seconds);
		if (node.kind === "subquery" && node.range?.seconds !== undefined) ranges.push(node.range.seconds);
		// A sample can only be old where there was time for it.
		if (node.kind === "call" && node.function.name === "timestamp") ranges.push(600);
		if ("modifiers" in node) offset = Math.max(offset, node.modifiers.offset?.seconds ?? 0);
	}
	const shortest = Math.min(...ranges, 4 * 60);
	const longest = Math.max(...ranges, evaluationSeconds);
	const near = [60, 30, 15, 10, 5, 2, 1].find((each) => each <= Math.max(1, shortest / 4)) ?? 1;
	const far = [60, 300, 900, 1800, 3600, 21_600].find((each) => longest / each <= mostPoints) ?? 86_400;
	const after = (seconds: number): number =>
		Math.ceil((waitSeconds + seconds + offset) / evaluationSeconds) * evaluationSeconds;
	const timings = [{ intervalSeconds: near, seconds: after(Math.min(longest, 3600)) }];
	if (longest > 3600)
		timings.push({ intervalSeconds: Math.max(near, Math.min(far, shortest / 2)), seconds: after(longest) });
	return timings.filter(({ seconds }) => seconds / evaluationSeconds <= mostEvaluations);
}
