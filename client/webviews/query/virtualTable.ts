import type { WireData } from "../../../server/protocol/query.ts";
import { button, element } from "../shared/elements.ts";
import { nameSeries } from "../shared/seriesName.ts";
import {
	arrangeRows,
	buildTable,
	cellOf,
	columnWidths,
	type Row,
	type TableModel,
	type TableOrder,
	titleOf,
	valueColumn,
} from "./tableModel.ts";

export interface TableElements {
	readonly scroll: HTMLElement;
	readonly table: HTMLTableElement;
	readonly note: HTMLElement;
}

/** Rows that are laid out above and below what is seen, so that scrolling has something to show at once. */
const spare = 15;

/**
 * The series of an instant query, as a grid for the keyboard. Only the rows that are seen are in the page, so ten
 * thousand scroll as smoothly as ten. All rows have one height, which is measured, as people choose their own text size.
 */
export class VirtualTable {
	readonly #elements: TableElements;
	readonly #copy: (text: string, what: string) => void;
	#model: TableModel = { rows: [], columns: [] };
	#rows: readonly Row[] = [];
	#filter = "";
	#order: TableOrder = { column: valueColumn, direction: "none" };
	#active = { row: 0, column: 0 };
	#rowHeight = 0;
	#shown = { first: 0, last: 0 };
	#truncated = false;

	constructor(elements: TableElements, copy: (text: string, what: string) => void) {
		this.#elements = elements;
		this.#copy = copy;
		let waits = false;
		const follow = (): void => {
			if (waits) return;
			waits = true;
			requestAnimationFrame(() => {
				waits = false;
				this.#renderRows(false);
			});
		};
		elements.scroll.addEventListener("scroll", follow, { passive: true });
		new ResizeObserver(follow).observe(elements.scroll);
		elements.table.addEventListener("keydown", (event) => this.#press(event));
		elements.table.addEventListener("click", (event) => this.#click(event));
	}

	/** The rows as they are filtered and sorted, and the columns. */
	get shown(): { readonly rows: readonly Row[]; readonly columns: readonly string[] } {
		return { rows: this.#rows, columns: this.#model.columns };
	}

	show(data: WireData, truncated: boolean): void {
		this.#model = buildTable(data);
		this.#truncated = truncated;
		if (!this.#model.columns.includes(this.#order.column)) this.#order = { column: valueColumn, direction: "none" };
		this.#active = { row: 0, column: 0 };
		this.#renderHead();
		this.#arrange();
	}

	clear(): void {
		this.#model = { rows: [], columns: [] };
		this.#rows = [];
		this.#elements.table.replaceChildren();
		this.#elements.note.textContent = "";
	}

	filter(text: string): void {
		this.#filter = text;
		this.#arrange();
	}

	#arrange(): void {
		this.#rows = arrangeRows(this.#model, this.#filter, this.#order);
		this.#active = { ...this.#active, row: Math.min(this.#active.row, Math.max(0, this.#rows.length - 1)) };
		const { note, table, scroll } = this.#elements;
		const all = this.#model.rows.length;
		const count = (rows: number): string => `${rows.toLocaleString("en-US")} series`;
		const more = this.#truncated ? " The server has more; narrow the expression to see others." : "";
		note.textContent =
			(this.#rows.length === all ? count(all) : `${this.#rows.length.toLocaleString("en-US")} of ${count(all)}`) +
			`.${more}`;
		table.setAttribute("aria-rowcount", String(this.#rows.length + 1));
		table.setAttribute("aria-colcount", String(this.#model.columns.length));
		scroll.scrollTop = 0;
		this.#renderRows(true);
	}

	#renderHead(): void {
		const { columns } = this.#model;
		const widths = columnWidths(this.#model);
		const group = element("colgroup");
		for (const [place, width] of widths.entries()) {
			const column = element("col");
			// The padding of a cell besides. The last one takes what is left over.
			if (place < widths.length - 1) column.style.width = `calc(${width}ch + 24px)`;
			group.append(column);
		}
		const headers = columns.map((column) => {
			const order = column === this.#order.column ? this.#order.direction : "none";
			const header = element(
				"th",
				{ scope: "col", "aria-sort": order, className: column === valueColumn ? "value" : "label" },
				button(titleOf(column), () => this.#sortBy(column)),
			);
			return header;
		});
		const { table } = this.#elements;
		table.replaceChildren(group, element("thead", {}, element("tr", {}, ...headers)), element("tbody"));
		table.style.minWidth = `calc(${widths.reduce((sum, width) => sum + width, 0)}ch + ${24 * columns.length}px)`;
	}

	#renderRows(anew: boolean): void {
		const { scroll, table } = this.#elements;
		const body = table.tBodies[0];
		if (body === undefined) return;
		if (this.#rowHeight === 0 && this.#rows.length > 0) {
			body.replaceChildren(this.#row(0));
			this.#rowHeight = body.rows[0]?.offsetHeight ?? 0;
			// A page that is not shown has no heights; it is drawn when it is.
			if (this.#rowHeight === 0) return;
		}
		const height = Math.max(1, this.#rowHeight);
		const first = Math.max(0, Math.floor(scroll.scrollTop / height) - spare);
		const last = Math.min(this.#rows.length, first + Math.ceil(scroll.clientHeight / height) + 2 * spare);
		if (!anew && first === this.#shown.first && last === this.#shown.last) return;
		this.#shown = { first, last };
		const rows: HTMLElement[] = [];
		for (let index = first; index < last; index += 1) rows.push(this.#row(index));
		body.replaceChildren(this.#space(first * height), ...rows, this.#space((this.#rows.length - last) * height));
		this.#tellActive();
	}

	/** Measures again, after the size of the text has changed or the page is shown. */
	layOut(): void {
		this.#rowHeight = 0;
		this.#renderRows(true);
	}

	#space(height: number): HTMLElement {
		const cell = element("td", { colspan: String(Math.max(1, this.#model.columns.length)) });
		cell.style.height = `${height}px`;
		return element("tr", { className: "space", "aria-hidden": "true" }, ...(height === 0 ? [] : [cell]));
	}

	#row(index: number): HTMLElement {
		const row = this.#rows[index];
		const cells = this.#model.columns.map((column, place) => {
			const text = row === undefined ? "" : cellOf(row, column);
			const isActive = index === this.#active.row && place === this.#active.column;
			return element(
				"td",
				{
					className: `${column === valueColumn ? "value" : "label"}${isActive ? " active" : ""}`,
					title: text.length > 58 ? text : undefined,
					id: isActive ? "active-cell" : undefined,
				},
				text,
			);
		});
		return element("tr", { "aria-rowindex": String(index + 2), "data-row": String(index) }, ...cells);
	}

	#tellActive(): void {
		const { table } = this.#elements;
		if (table.querySelector("#active-cell") === null) table.removeAttribute("aria-activedescendant");
		else table.setAttribute("aria-activedescendant", "active-cell");
	}

	/** Ascending, then descending, then as the server answered. Values are looked for from the largest. */
	#sortBy(column: string): void {
		const way =
			column === valueColumn
				? ({ none: "descending", descending: "ascending", ascending: "none" } as const)
				: ({ none: "ascending", ascending: "descending", descending: "none" } as const);
		const before = column === this.#order.column ? this.#order.direction : "none";
		this.#order = { column, direction: way[before] };
		this.#renderHead();
		this.#arrange();
		// The headers are new elements: the keyboard's focus stays on the one that was pressed.
		const headers = this.#elements.table.querySelectorAll<HTMLElement>("thead button");
		headers[this.#model.columns.indexOf(column)]?.focus();
	}

	#click({ target }: MouseEvent): void {
		const cell = target instanceof Element ? target.closest("td") : null;
		const row = cell?.closest("tr")?.dataset["row"];
		if (cell === null || row === undefined) return;
		this.#moveTo(Number(row), cell.cellIndex);
	}

	#press(event: KeyboardEvent): void {
		if (event.target !== this.#elements.table) return;
		const { row, column } = this.#active;
		const page = Math.max(1, Math.floor(this.#elements.scroll.clientHeight / Math.max(1, this.#rowHeight)) - 2);
		const lastRow = this.#rows.length - 1;
		const lastColumn = this.#model.columns.length - 1;
		const command = event.ctrlKey || event.metaKey;
		if (command && event.key.toLowerCase() === "c") {
			// What the user has selected is what they want to copy.
			if (!event.shiftKey && (getSelection()?.toString() ?? "") !== "") return;
			this.#copyActive(event.shiftKey);
			event.preventDefault();
			return;
		}
		const moves: Readonly<Record<string, readonly [number, number]>> = {
			ArrowUp: [row - 1, column],
			ArrowDown: [row + 1, column],
			ArrowLeft: [row, column - 1],
			ArrowRight: [row, column + 1],
			PageUp: [row - page, column],
			PageDown: [row + page, column],
			Home: command ? [0, 0] : [row, 0],
			End: command ? [lastRow, lastColumn] : [row, lastColumn],
		};
		const move = moves[event.key];
		if (move === undefined) return;
		event.preventDefault();
		this.#moveTo(...move);
	}

	#moveTo(row: number, column: number): void {
		const within = (value: number, end: number): number => Math.max(0, Math.min(end, value));
		this.#active = {
			row: within(row, this.#rows.length - 1),
			column: within(column, this.#model.columns.length - 1),
		};
		const { scroll, table } = this.#elements;
		const head = table.tHead?.offsetHeight ?? 0;
		const top = this.#active.row * this.#rowHeight;
		if (top < scroll.scrollTop) scroll.scrollTop = top;
		const bottom = top + this.#rowHeight + head;
		if (bottom > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom - scroll.clientHeight;
		this.#renderRows(true);
		table.querySelector("#active-cell")?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}

	#copyActive(whole: boolean): void {
		const row = this.#rows[this.#active.row];
		if (row === undefined) return;
		if (whole) this.#copy(`${nameSeries(row.labels)} ${Number.isFinite(row.value) ? row.value : row.text}`, "The row");
		else this.#copy(cellOf(row, this.#model.columns[this.#active.column] ?? valueColumn), "The cell");
	}
}
