export interface Measured {
	/** Milliseconds. */
	readonly median: number;
	readonly p95: number;
}

/** Runs `work` several times and answers how long it took; the first `warmUp` runs do not count. */
export async function measure(
	runs: number,
	warmUp: number,
	work: (run: number) => unknown | Promise<unknown>,
): Promise<Measured> {
	const times: number[] = [];
	for (let run = 0; run < warmUp + runs; run += 1) {
		const started = performance.now();
		await work(run);
		if (run >= warmUp) times.push(performance.now() - started);
	}
	times.sort((a, b) => a - b);
	const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
	return { median: at(0.5), p95: at(0.95) };
}

/** Rows as a table whose columns are as wide as they must be, numbers to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]): string =>
		cells
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join("  ");
	return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

export function milliseconds(value: number): string {
	return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}
