/** Points of a line, by x; `null` is a gap. */
export type Points = readonly (readonly [x: number, y: number | null])[];

/** The values of lines for the x of all of them, as the chart wants them; a line with no word on an x goes straight on. */
export function alignLines(lines: readonly Points[]): [number[], ...(number | null | undefined)[][]] {
	const xs = [...new Set(lines.flatMap((points) => points.map(([x]) => x)))].sort((a, b) => a - b);
	const columns = lines.map((points) => {
		const values = new Map(points);
		return xs.map((x) => values.get(x));
	});
	return [xs, ...columns];
}
