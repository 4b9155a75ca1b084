import { cellOf, type Row, titleOf, valueColumn } from "./tableModel.ts";

/** A table as RFC 4180 wants it: CRLF, and quotes around what holds a comma, a quote or the end of a line. */
export function writeCsv(rows: readonly Row[], columns: readonly string[]): string {
	const lines = [
		columns.map((column) => field(titleOf(column))),
		...rows.map((row) =>
			columns.map((column) => field(column === valueColumn ? exactValue(row) : cellOf(row, column))),
		),
	];
	return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** With all its digits, and without the commas that people read. */
function exactValue({ value, text }: Row): string {
	return Number.isFinite(value) && !text.startsWith("count ") ? String(value) : text;
}

/**
 * Programs take a cell that begins like a formula for one, and a label's value can come from anyone who sends requests:
 * such a text begins with an apostrophe. A number is no formula, whatever its sign.
 */
function field(text: string): string {
	const isNumber = /^[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|Inf)$/i.test(text);
	const safe = !isNumber && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
