import type { LabelSet, QueryData } from "../../../server/protocol/messages.ts";
import { formatValue } from "../shared/numberText.ts";

/** More rows than these are slow to lay out and read by nobody; the note says what is left out. */
const mostRows = 500;

interface Row {
	readonly labels: LabelSet;
	/** A text for a query that returns a string. */
	readonly value: number | string;
}

type Order = "none" | "ascending" | "descending";

/** The newest value of each series, with a column for each label. Its headers sort. */
export class ResultTable {
	readonly #table: HTMLTableElement;
	readonly #note: HTMLElement;
	#rows: readonly Row[] = [];
	#columns: readonly string[] = [];
	#sortedBy = "";
	#order: Order = "none";

	constructor(table: HTMLTableElement, note: HTMLElement) {
		this.#table = table;
		this.#note = note;
	}

	show(data: QueryData): void {
		this.#rows = rowsOf(data);
		const labels = new Set(this.#rows.flatMap((row) => Object.keys(row.labels)));
		this.#columns = ["", ...[...labels].toSorted(compareLabelNames)];
		if (!this.#columns.includes(this.#sortedBy)) this.#order = "none";
		this.#render();
	}

	clear(): void {
		this.#rows = [];
		this.#table.replaceChildren();
		this.#note.hidden = true;
	}

	#render(): void {
		const sorted = this.#sorted();
		const head = element("tr", ...this.#columns.map((column) => this.#header(column)));
		const body = sorted
			.slice(0, mostRows)
			.map((row) => element("tr", ...this.#columns.map((column) => this.#cell(row, column))));
		const caption = element("caption", "The newest value of each series");
		this.#table.replaceChildren(caption, element("thead", head), element("tbody", ...body));
		this.#note.hidden = sorted.length <= mostRows;
		this.#note.textContent = `The first ${mostRows} of ${sorted.length.toLocaleString("en-US")} series are listed. Sort by a column, or narrow the expression, to see others.`;
	}

	#header(column: string): HTMLElement {
		const button = element("button", titleOf(column));
		button.type = "button";
		const header = element("th", button);
		header.scope = "col";
		header.ariaSort = column === this.#sortedBy ? this.#order : "none";
		if (column === "") header.className = "value";
		button.addEventListener("click", () => this.#sortBy(column));
		return header;
	}

	#cell(row: Row, column: string): HTMLElement {
		if (column !== "") return element("td", row.labels[column] ?? "");
		const cell = element("td", typeof row.value === "string" ? row.value : formatValue(row.value));
		cell.className = "value";
		return cell;
	}

	/** Ascending, then descending, then as the server answered, which is what `sort()` and `topk()` order. */
	#sortBy(column: string): void {
		const next = { none: "ascending", ascending: "descending", descending: "none" } as const;
		this.#order = column === this.#sortedBy ? next[this.#order] : "ascending";
		this.#sortedBy = column;
		this.#render();
		// The headers are new elements: the keyboard's focus stays on the one that was pressed.
		this.#table.querySelectorAll("thead button").forEach((button, index) => {
			if (this.#columns[index] === column && button instanceof HTMLElement) button.focus();
		});
	}

	#sorted(): readonly Row[] {
		if (this.#order === "none") return this.#rows;
		const direction = this.#order === "ascending" ? 1 : -1;
		const column = this.#sortedBy;
		return this.#rows.toSorted((a, b) => direction * compareRows(a, b, column));
	}
}

function rowsOf(data: QueryData): readonly Row[] {
	switch (data.kind) {
		case "scalar":
			return [{ labels: {}, value: data.sample.value }];
		case "string":
			return [{ labels: {}, value: data.value }];
		case "vector":
			return data.series.map(({ labels, sample }) => ({ labels, value: sample.value }));
		case "matrix":
			return data.series.map(({ labels, samples }) => ({ labels, value: samples.at(-1)?.value ?? Number.NaN }));
		default:
			return data satisfies never;
	}
}

function titleOf(column: string): string {
	if (column === "") return "Value";
	return column === "__name__" ? "Metric" : column;
}

function compareLabelNames(a: string, b: string): number {
	if (a === "__name__") return -1;
	return b === "__name__" ? 1 : a.localeCompare(b);
}

function compareRows(a: Row, b: Row, column: string): number {
	if (column !== "") return (a.labels[column] ?? "").localeCompare(b.labels[column] ?? "", "en", { numeric: true });
	if (typeof a.value === "string" || typeof b.value === "string") return 0;
	// NaN compares with nothing; it goes below every number.
	if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : -1;
	return Number.isNaN(b.value) ? 1 : a.value - b.value;
}

function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const created = document.createElement(name);
	created.append(...children);
	return created;
}
