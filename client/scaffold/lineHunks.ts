/** What is replaced in a text, by lines and characters from 0; `text` has LF between lines. */
export interface LineHunk {
	readonly startLine: number;
	readonly startCharacter: number;
	readonly endLine: number;
	readonly endCharacter: number;
	readonly text: string;
}

/** More cells than so many are not compared: what differs is one hunk then. */
const mostCells = 4_000_000;

/** Ends of lines do not count, and neither does the mark that some editors begin a file with. */
export function normalizeText(text: string): string {
	return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

/**
 * The lines that make `after` of `before`, and no others, so that the cursor, what is folded and what is marked elsewhere
 * stay. Both are normalized texts; the hunks are in order and do not touch.
 */
export function findHunks(before: string, after: string): readonly LineHunk[] {
	const old = before.split("\n");
	const now = after.split("\n");
	return findChanges(old, now).map(({ from, to, lines }): LineHunk => {
		const text = lines.join("\n");
		if (to < old.length) {
			const end = lines.length === 0 ? "" : `${text}\n`;
			return { startLine: from, startCharacter: 0, endLine: to, endCharacter: 0, text: end };
		}
		// The last line has no end of its own, so the end of the line before it goes or comes along.
		const last = old.length - 1;
		const end = { endLine: last, endCharacter: old[last]?.length ?? 0 };
		if (from === 0) return { startLine: 0, startCharacter: 0, ...end, text };
		const start = { startLine: from - 1, startCharacter: old[from - 1]?.length ?? 0 };
		return { ...start, ...end, text: lines.length === 0 ? "" : `\n${text}` };
	});
}

interface Change {
	/** The lines of the old text from here up to, without, there. */
	readonly from: number;
	readonly to: number;
	readonly lines: readonly string[];
}

function findChanges(old: readonly string[], now: readonly string[]): readonly Change[] {
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start++;
	let tail = 0;
	while (
		tail < old.length - start &&
		tail < now.length - start &&
		old[old.length - 1 - tail] === now[now.length - 1 - tail]
	) {
		tail++;
	}
	const oldMiddle = old.slice(start, old.length - tail);
	const newMiddle = now.slice(start, now.length - tail);
	if (oldMiddle.length === 0 && newMiddle.length === 0) return [];
	return matchLines(oldMiddle, newMiddle).map(({ from, to, lines }) => ({ from: from + start, to: to + start, lines }));
}

/** By the longest common subsequence of lines. */
function matchLines(old: readonly string[], now: readonly string[]): readonly Change[] {
	if ((old.length + 1) * (now.length + 1) > mostCells) return [{ from: 0, to: old.length, lines: now }];
	const width = now.length + 1;
	// How many lines the rests of both have in common, from a line of each on.
	const common = new Uint32Array((old.length + 1) * width);
	const at = (i: number, j: number): number => common[i * width + j] ?? 0;
	for (let i = old.length - 1; i >= 0; i--) {
		for (let j = now.length - 1; j >= 0; j--) {
			common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
		}
	}
	const changes: Change[] = [];
	let i = 0;
	let j = 0;
	while (i < old.length || j < now.length) {
		const from = i;
		const begin = j;
		while ((i < old.length || j < now.length) && !(i < old.length && j < now.length && old[i] === now[j])) {
			if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) i++;
			else j++;
		}
		if (i > from || j > begin) changes.push({ from, to: i, lines: now.slice(begin, j) });
		i++;
		j++;
	}
	return changes;
}
