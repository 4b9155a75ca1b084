import type { ChangedFile } from "../../node/gitChanges.ts";
import { LineIndex } from "../../text/lineIndex.ts";
import type { Problem } from "../../text/problem.ts";
import type { CheckedFile } from "./fileSession.ts";

/** Those of a file's problems that stand in changed lines, and the others. */
export function splitByLines(
	{ text = "", problems }: CheckedFile,
	changed: ChangedFile | undefined,
): { readonly inside: readonly Problem[]; readonly outside: readonly Problem[] } {
	if (changed === undefined || problems.length === 0) return { inside: [], outside: problems };
	const lines = new LineIndex(text);
	const inside = problems.filter(({ span }) => {
		const first = lines.lineAt(span.start) + 1;
		const last = lines.lineAt(Math.max(span.start, span.end - 1)) + 1;
		return changed.lines.some((range) => range.first <= last && first <= range.last);
	});
	return { inside, outside: problems.filter((problem) => !inside.includes(problem)) };
}

/** Those of `now` that were not there before, wherever they stood; of equal ones as many as there are more. */
export function onlyNew(
	now: { readonly text: string; readonly problems: readonly Problem[] },
	before: { readonly text: string; readonly problems: readonly Problem[] } | undefined,
): readonly Problem[] {
	const counts = new Map<string, number>();
	for (const problem of before?.problems ?? []) {
		const key = keyOf(before?.text ?? "", problem);
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return now.problems.filter((problem) => {
		const key = keyOf(now.text, problem);
		const left = counts.get(key) ?? 0;
		counts.set(key, left - 1);
		return left <= 0;
	});
}

function keyOf(text: string, { code, message, span }: Problem): string {
	return `${code}\n${message}\n${text.slice(span.start, span.end).replaceAll(/\s+/g, "")}`;
}
