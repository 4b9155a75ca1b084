import type { Insight, InsightPicture } from "../../scaffold/insight.ts";

/** Columns of a picture. */
const width = 60;

/** What would come of the answers, for a terminal: figures as a table, spans as bars, lines as a row of blocks. */
export function writeInsight({ title, figures, pictures, notes }: Insight): string {
	const labels = Math.max(0, ...figures.map(({ label }) => label.length));
	const values = Math.max(0, ...figures.map(({ value }) => value.length));
	const rows = figures.map(({ label, value, detail, tone }) => {
		const mark = tone === "bad" ? "!! " : tone === "warning" ? "!  " : "   ";
		return `${mark}${label.padEnd(labels)}  ${value.padEnd(values)}  ${detail ?? ""}`.trimEnd();
	});
	const sections = [
		[title, ...rows].join("\n"),
		...pictures.map(writePicture),
		...(notes.length === 0 ? [] : [notes.join("\n")]),
	];
	return `${sections.join("\n\n")}\n`;
}

function writePicture(picture: InsightPicture): string {
	return picture.kind === "spans" ? writeSpans(picture) : writeLines(picture);
}

function writeSpans({ title, start, end, rows }: Extract<InsightPicture, { kind: "spans" }>): string {
	const labels = Math.max(0, ...rows.map(({ label }) => label.length));
	const bars = rows.map(({ label, spans, summary }) => {
		const cells = Array.from({ length: width }, () => "·");
		for (const span of [...spans].sort((one, other) => rank(one.state) - rank(other.state))) {
			const from = cellOf(span.start, start, end);
			const to = Math.max(from + 1, Math.ceil(((span.end - start) / Math.max(1, end - start)) * width));
			cells.fill(span.state === "firing" ? "█" : "░", from, Math.min(to, width));
		}
		return `${label.padEnd(labels)}  ${cells.join("")}  ${summary ?? ""}`.trimEnd();
	});
	const scale = `${" ".repeat(labels)}  ${writeTime(start)} to ${writeTime(end)}; █ firing, ░ pending`;
	return [title, ...bars, scale].join("\n");
}

/** What fires is drawn over what is pending. */
function rank(state: "pending" | "firing"): number {
	return state === "firing" ? 1 : 0;
}

function cellOf(time: number, start: number, end: number): number {
	return Math.min(width - 1, Math.max(0, Math.floor(((time - start) / Math.max(1, end - start)) * width)));
}

const blocks = "▁▂▃▄▅▆▇█";

function writeLines({
	title,
	xTitle,
	yTitle,
	lines,
	thresholds = [],
}: Extract<InsightPicture, { kind: "lines" }>): string {
	const points = lines.flatMap((line) => line.points);
	const xs = points.map(([x]) => x);
	const ys = points.flatMap(([, y]) => (y === null || !Number.isFinite(y) ? [] : [y]));
	const [left, right] = [smallest(xs), largest(xs)];
	const [low, high] = [Math.min(0, smallest(ys)), largest(ys)];
	const labels = Math.max(0, ...lines.map(({ label }) => label.length));
	const rows = lines.map(({ label, points: own }) => {
		const cells: (number | undefined)[] = Array.from({ length: width });
		for (const [x, y] of own) {
			if (y === null || !Number.isFinite(y)) continue;
			const cell = cellOf(x, left, right);
			cells[cell] = Math.max(cells[cell] ?? Number.NEGATIVE_INFINITY, y);
		}
		const drawn = cells.map((y) => (y === undefined ? " " : (blocks[heightOf(y, low, high)] ?? " "))).join("");
		return `${label.padEnd(labels)}  ${drawn}`.trimEnd();
	});
	const edges =
		xTitle === undefined ? `${writeTime(left)} to ${writeTime(right)}` : `${xTitle} ${round(left)} to ${round(right)}`;
	const marks = thresholds.map(({ label, value }) => `${label}: ${round(value)}`);
	const scale = `${" ".repeat(labels)}  ${edges}; ${yTitle} ${round(low)} to ${round(high)}`;
	return [title, ...rows, ...(points.length === 0 ? [] : [scale]), ...marks].join("\n");
}

function heightOf(y: number, low: number, high: number): number {
	return high <= low ? 0 : Math.min(blocks.length - 1, Math.floor(((y - low) / (high - low)) * blocks.length));
}

// Not with spread arguments: a picture may have more points than a call may have.
function smallest(values: readonly number[]): number {
	return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0);
}

function largest(values: readonly number[]): number {
	return values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);
}

function round(value: number): string {
	return String(Number(value.toPrecision(4)));
}

/** In UTC, as rules are evaluated. */
function writeTime(seconds: number): string {
	return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
