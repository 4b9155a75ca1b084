import type { InstantSeries, LabelSet, QueryData, QueryResult } from "../../metrics/port.ts";
import { formatSample, type SampleUnit, unitOfMetric } from "../../metrics/sampleFormat.ts";
import { escapeMarkdown, shorten } from "../markdown.ts";
import type { Evaluable } from "./evaluable.ts";
import { toDataUri } from "./sparkline.ts";

const MOST_ROWS = 8;
/** Characters of a label's value; longer ones are cut. */
const LONGEST_VALUE = 60;
const LONGEST_NOTE = 300;
const MOST_NOTES = 3;

/** The value of an expression as markdown. All that a server said is escaped. */
export function renderValue(evaluable: Evaluable, result: QueryResult, chart: string | undefined): string {
	// The chart comes before the table, which may be longer than what an editor shows of a hover.
	const [headline = "", ...details] = renderData(evaluable, result);
	const parts = [headline];
	if (chart !== undefined) parts.push(`![The last hour](${toDataUri(chart)})`);
	parts.push(...details);
	const notes = [...result.warnings, ...result.infos];
	for (const note of notes.slice(0, MOST_NOTES)) parts.push(`*${escapeMarkdown(shorten(note, LONGEST_NOTE))}*`);
	if (notes.length > MOST_NOTES) parts.push(`*and ${notes.length - MOST_NOTES} more remarks*`);
	return parts.join("\n\n");
}

/** One line where there is no value. */
export function renderFailure(reason: string): string {
	return `**No live value.** ${escapeMarkdown(shorten(reason, LONGEST_NOTE * 2))}`;
}

/** A headline, and what there is to tell below it. */
function renderData(evaluable: Evaluable, { data, truncated, durationSeconds }: QueryResult): readonly string[] {
	const took = `answered in ${formatDuration(durationSeconds)}`;
	switch (data.kind) {
		case "scalar":
			return [`**${escapeMarkdown(formatSample(data.sample.value))}** now · ${took}`];
		case "string":
			return [`“${escapeMarkdown(shorten(data.value, LONGEST_VALUE))}” · ${took}`];
		case "vector":
			return data.series.length === 0
				? [renderNothing(evaluable, took)]
				: renderVector(evaluable, data, truncated, took);
		case "matrix":
			return [`**${data.series.length} series** · ${took}`];
		default:
			return data satisfies never;
	}
}

function renderNothing({ condition }: Evaluable, took: string): string {
	const meaning = condition ? "the condition holds for none" : "nothing matches";
	return `**No series now**: ${meaning} · ${took}`;
}

function renderVector(
	{ range }: Evaluable,
	{ series }: Extract<QueryData, { kind: "vector" }>,
	truncated: boolean,
	took: string,
): readonly string[] {
	const count = `${series.length}${truncated ? "+" : ""} series`;
	const [only] = series;
	const latest = range === undefined ? "" : `${rangeWords[range]} · `;
	if (series.length === 1 && only !== undefined) {
		const labels = renderLabels(Object.entries(only.labels));
		const value = `**${renderNumber(only)}** now · 1 series · ${latest}${took}`;
		return labels === "" ? [value] : [value, labels];
	}
	const shared = sharedLabels(series);
	const rows = series.toSorted(byValue).slice(0, MOST_ROWS);
	const lines = [`**${count}** now · ${latest}${took}`];
	if (shared.length > 0) lines.push(`All with ${renderLabels(shared)}`);
	lines.push(renderTable(rows, new Set(shared.map(([name]) => name))));
	if (series.length > rows.length)
		lines.push(`and ${series.length - rows.length}${truncated ? " or more" : ""} others`);
	return lines;
}

const rangeWords = { last: "the last value of the range", "left out": "latest values, without the range" } as const;

function renderTable(rows: readonly InstantSeries[], shared: ReadonlySet<string>): string {
	const body = rows.map((row) => {
		const own = Object.entries(row.labels).filter(([name]) => !shared.has(name));
		return `| ${renderNumber(row)} | ${renderLabels(own)} |`;
	});
	return ["| Value | Labels |", "| ---: | :--- |", ...body].join("\n");
}

function renderNumber({ labels, sample, histogram }: InstantSeries): string {
	const value = escapeMarkdown(formatSample(sample.value, unitOfSeries(labels)));
	if (histogram === undefined) return value;
	return `mean ${value} of ${escapeMarkdown(formatSample(histogram.count))} observations`;
}

/** A series that still has its metric's name has its metric's unit; what a function or an operator made has none known. */
export function unitOfSeries(labels: LabelSet): SampleUnit {
	return unitOfMetric(labels["__name__"] ?? "");
}

/** Of a request: `12 ms`, `1.4 s`. */
function formatDuration(seconds: number): string {
	return formatSample(Math.max(1, Math.round(seconds * 1000)) / 1000, "seconds");
}

/** The largest first; NaN last. */
function byValue(a: InstantSeries, b: InstantSeries): number {
	const [left, right] = [a.sample.value, b.sample.value];
	if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1;
	if (Number.isNaN(right)) return -1;
	return left === right ? 0 : left < right ? 1 : -1;
}

/** The labels that every series has with the same value, which say nothing about their difference. */
function sharedLabels(series: readonly InstantSeries[]): [string, string][] {
	const first: LabelSet = series[0]?.labels ?? {};
	return Object.entries(first).filter(([name, value]) => series.every(({ labels }) => labels[name] === value));
}

function renderLabels(labels: readonly (readonly [string, string])[]): string {
	return labels
		.map(([name, value]) => {
			const text = escapeMarkdown(shorten(value, LONGEST_VALUE));
			return name === "__name__" ? text : `${escapeMarkdown(shorten(name, LONGEST_VALUE))}\\="${text}"`;
		})
		.join(" ");
}
