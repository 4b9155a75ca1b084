/** The change of one text into another as `diff -u` writes it; empty where there is none. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
	if (before === after) return "";
	const old = splitLines(before ?? "");
	const now = splitLines(after);
	const hunks = findHunks(old, now);
	const from = before === undefined ? "/dev/null" : `a/${path}`;
	return [`--- ${from}`, `+++ b/${path}`, ...hunks.flatMap((hunk) => writeHunk(hunk, old, now)), ""].join("\n");
}

/** With their line breaks, as a text without one at its end is another text. */
function splitLines(text: string): readonly string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Lines `[start, end)` of both texts that differ. */
interface Change {
	readonly oldStart: number;
	readonly oldEnd: number;
	readonly newStart: number;
	readonly newEnd: number;
}

const context = 3;

function findHunks(old: readonly string[], now: readonly string[]): readonly (readonly Change[])[] {
	const hunks: Change[][] = [];
	for (const change of findChanges(old, now)) {
		const last = hunks.at(-1);
		const end = last?.at(-1)?.oldEnd ?? Number.NEGATIVE_INFINITY;
		if (last !== undefined && change.oldStart - end <= 2 * context) last.push(change);
		else hunks.push([change]);
	}
	return hunks;
}

function writeHunk(changes: readonly Change[], old: readonly string[], now: readonly string[]): readonly string[] {
	const first = changes[0];
	const last = changes.at(-1);
	if (first === undefined || last === undefined) return [];
	const start = Math.max(0, first.oldStart - context);
	const end = Math.min(old.length, last.oldEnd + context);
	const newStart = first.newStart - (first.oldStart - start);
	const newEnd = last.newEnd + (end - last.oldEnd);
	const lines: string[] = [];
	let done = start;
	for (const change of changes) {
		lines.push(...old.slice(done, change.oldStart).map((line) => write(" ", line)));
		lines.push(...old.slice(change.oldStart, change.oldEnd).map((line) => write("-", line)));
		lines.push(...now.slice(change.newStart, change.newEnd).map((line) => write("+", line)));
		done = change.oldEnd;
	}
	lines.push(...old.slice(done, end).map((line) => write(" ", line)));
	return [`@@ -${range(start, end)} +${range(newStart, newEnd)} @@`, ...lines];
}

function write(sign: string, line: string): string {
	return line.endsWith("\n") ? sign + line.slice(0, -1) : `${sign}${line}\n\\ No newline at end of file`;
}

function range(start: number, end: number): string {
	const count = end - start;
	return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

/** Cells of the table of common lines; beyond it what is between the common ends counts as one change. */
const mostCells = 4_000_000;

function findChanges(old: readonly string[], now: readonly string[]): readonly Change[] {
	let head = 0;
	while (head < old.length && head < now.length && old[head] === now[head]) head++;
	let tail = 0;
	while (
		tail < old.length - head &&
		tail < now.length - head &&
		old[old.length - 1 - tail] === now[now.length - 1 - tail]
	) {
		tail++;
	}
	const rows = old.length - head - tail;
	const columns = now.length - head - tail;
	const whole = { oldStart: head, oldEnd: head + rows, newStart: head, newEnd: head + columns };
	if (rows === 0 || columns === 0 || rows * columns > mostCells) return rows + columns === 0 ? [] : [whole];
	// How many lines two rests have in common.
	const width = columns + 1;
	const common = new Uint32Array((rows + 1) * width);
	for (let row = rows - 1; row >= 0; row--) {
		for (let column = columns - 1; column >= 0; column--) {
			const here = row * width + column;
			common[here] =
				old[head + row] === now[head + column]
					? (common[here + width + 1] ?? 0) + 1
					: Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
		}
	}
	const changes: Change[] = [];
	let row = 0;
	let column = 0;
	while (row < rows || column < columns) {
		if (row < rows && column < columns && old[head + row] === now[head + column]) {
			row++;
			column++;
			continue;
		}
		const start = { row, column };
		while (
			(row < rows || column < columns) &&
			!(row < rows && column < columns && old[head + row] === now[head + column])
		) {
			const down = common[(row + 1) * width + column] ?? 0;
			const right = common[row * width + column + 1] ?? 0;
			if (row < rows && (column === columns || down >= right)) row++;
			else column++;
		}
		changes.push({
			oldStart: head + start.row,
			oldEnd: head + row,
			newStart: head + start.column,
			newEnd: head + column,
		});
	}
	return changes;
}
