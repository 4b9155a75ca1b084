import type { LabelSet } from "../../../server/protocol/messages.ts";
import type { WireData } from "../../../server/protocol/query.ts";
import { decodeNumber } from "../../../server/protocol/wireNumbers.ts";
import { formatValue } from "../shared/numberText.ts";

export interface Row {
	readonly labels: LabelSet;
	/** `NaN` where it is a text. */
	readonly value: number;
	/** As the table shows it. */
	readonly text: string;
}

/** The column of the values is "", which no label is called. */
export const valueColumn = "";

export interface TableModel {
	readonly rows: readonly Row[];
	readonly columns: readonly string[];
}

export interface TableOrder {
	readonly column: string;
	readonly direction: "none" | "ascending" | "descending";
}

/** A row for each series, a column for each label that any of them has. */
export function buildTable(data: WireData): TableModel {
	const rows = rowsOf(data);
	const labels = new Set<string>();
	for (const row of rows) for (const label of Object.keys(row.labels)) labels.add(label);
	return { rows, columns: [valueColumn, ...[...labels].toSorted(compareLabelNames)] };
}

function rowsOf(data: WireData): readonly Row[] {
	switch (data.kind) {
		case "scalar":
			return [rowOf({}, decodeNumber(data.sample.value))];
		case "string":
			return [{ labels: {}, value: Number.NaN, text: data.value }];
		case "vector":
			return data.series.map(({ labels, sample, histogram }) => {
				const value = decodeNumber(sample.value);
				if (histogram === undefined) return rowOf(labels, value);
				const [count, sum] = [decodeNumber(histogram.count), decodeNumber(histogram.sum)];
				const text = `count ${formatValue(count)}, sum ${formatValue(sum)}, mean ${formatValue(value)}`;
				return { labels, value, text };
			});
		case "columns":
			return data.series.map(({ labels, values }) => {
				const newest = values.findLast((value) => value !== null) ?? null;
				return newest === null ? { labels, value: Number.NaN, text: "" } : rowOf(labels, decodeNumber(newest));
			});
		default:
			return data satisfies never;
	}
}

function rowOf(labels: LabelSet, value: number): Row {
	return { labels, value, text: formatValue(value) };
}

export function titleOf(column: string): string {
	if (column === valueColumn) return "Value";
	return column === "__name__" ? "Metric" : column;
}

export function cellOf(row: Row, column: string): string {
	return column === valueColumn ? row.text : (row.labels[column] ?? "");
}

/**
 * The rows whose cells hold every word of `filter`, whatever its case, in order. A word such as `job=api` looks into the
 * column of that name alone. In no order they stay as the server answered, which is what `sort()` and `topk()` order.
 */
export function arrangeRows({ rows, columns }: TableModel, filter: string, order: TableOrder): readonly Row[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const kept = words.length === 0 ? rows : rows.filter((row) => words.every((word) => holdsWord(row, columns, word)));
	if (order.direction === "none") return kept;
	const sign = order.direction === "ascending" ? 1 : -1;
	return kept.toSorted((a, b) => compareRows(a, b, order.column, sign));
}

function holdsWord(row: Row, columns: readonly string[], word: string): boolean {
	const equals = word.indexOf("=");
	const named = equals > 0 ? columns.find((column) => column.toLowerCase() === word.slice(0, equals)) : undefined;
	if (named !== undefined)
		return cellOf(row, named)
			.toLowerCase()
			.includes(word.slice(equals + 1));
	return columns.some((column) => cellOf(row, column).toLowerCase().includes(word));
}

/** NaN compares with nothing; it goes below every number in both directions, as what nobody looks for. */
function compareRows(a: Row, b: Row, column: string, sign: number): number {
	if (column !== valueColumn) return sign * collator.compare(a.labels[column] ?? "", b.labels[column] ?? "");
	if (Number.isNaN(a.value) || Number.isNaN(b.value))
		return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
	// Infinities are equal to themselves, and their difference is no number.
	return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
}

const collator = new Intl.Collator("en", { numeric: true });

function compareLabelNames(a: string, b: string): number {
	if (a === "__name__") return -1;
	return b === "__name__" ? 1 : a.localeCompare(b);
}

/** Widths in characters that show what the columns hold, within bounds. */
export function columnWidths({ rows, columns }: TableModel): readonly number[] {
	return columns.map((column) => {
		let widest = titleOf(column).length + 2;
		for (const row of rows) widest = Math.max(widest, cellOf(row, column).length);
		return Math.min(60, Math.max(6, widest));
	});
}
