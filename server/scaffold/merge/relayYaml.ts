import { LineIndex } from "../../text/lineIndex.ts";
import type { TreeItem, TreeList, TreeMap, TreeNode } from "./tree.ts";

/** How a file lays out its lists and maps. */
export interface YamlLayout {
	/** Dashes stand in the column of the key above them. */
	readonly flush: boolean | undefined;
	/** Columns between a map and the one in it; `undefined` where the file has none. */
	readonly step: number | undefined;
}

/** As the first place of the file that tells. */
export function layoutOf(roots: readonly TreeNode[]): YamlLayout {
	let flush: boolean | undefined;
	let step: number | undefined;
	const look = (node: TreeNode | undefined): void => {
		if (node?.kind === "map" && !node.flow) {
			for (const { node: value } of node.entries) {
				if ((value?.kind === "list" || value?.kind === "map") && !value.flow) {
					if (value.kind === "list") flush ??= value.column === node.column;
					if (value.column > node.column) step ??= value.column - node.column;
				}
				look(value);
			}
		} else if (node?.kind === "list") {
			for (const item of node.items) look(item.node);
		}
	};
	for (const root of roots) look(root);
	return { flush, step };
}

/** Takes pieces out of a template's YAML as lines, in the columns and the layout of another file. */
export class YamlRelay {
	readonly #text: string;
	readonly #lines: LineIndex;
	readonly #layout: YamlLayout;

	constructor(text: string, layout: YamlLayout) {
		this.#text = text;
		this.#lines = new LineIndex(text);
		this.#layout = layout;
	}

	/** The lines of an entry or an item, with the comments above it; `undefined` where it has no lines of its own. */
	take(part: TreeItem, column: number, node = part.node): readonly string[] | undefined {
		const first = this.#lines.lineAt(part.start);
		const own = this.#lines.positionAt(part.start).character;
		if (this.#lineText(first).slice(0, own).trim() !== "") return undefined;
		const last = this.#lastLine(part.end);
		const head = this.#firstComment(first, own);
		const shifts = new Map<number, number>();
		for (let line = head; line <= last; line++) shifts.set(line, column - own);
		this.#place(node, own, column, shifts);
		const lines: string[] = [];
		for (let line = head; line <= last; line++) lines.push(shiftLine(this.#lineText(line), shifts.get(line) ?? 0));
		return lines;
	}

	/** Claims that a blank line sets the part apart from what is above it. */
	isSetApart({ start }: TreeItem): boolean {
		const line = this.#lines.lineAt(start);
		const above = this.#firstComment(line, this.#lines.positionAt(start).character) - 1;
		return above >= 0 && this.#lineText(above).trim() === "";
	}

	/** New columns for what stands in a node, whose parent moved from one column to another. */
	#place(node: TreeNode | undefined, from: number, to: number, shifts: Map<number, number>): void {
		if (node === undefined || (node.kind !== "map" && node.kind !== "list") || node.flow) return;
		const parts: readonly TreeItem[] = node.kind === "map" ? node.entries : node.items;
		const column = this.#columnOf(node, from, to);
		for (const part of parts) {
			const first = this.#lines.lineAt(part.start);
			const begins = this.#lineText(first).slice(0, node.column).trim() === "";
			const head = begins ? this.#firstComment(first, node.column) : first + 1;
			for (let line = head; line <= this.#lastLine(part.end); line++) shifts.set(line, column - node.column);
			this.#place(part.node, node.column, column, shifts);
		}
	}

	#columnOf(node: TreeMap | TreeList, from: number, to: number): number {
		const { flush, step } = this.#layout;
		const inline = this.#lineText(this.#lines.lineAt(node.start)).slice(0, node.column).trim() !== "";
		const same = to + node.column - from;
		if (inline) return same;
		if (node.kind === "list" && flush === true) return to;
		if (node.kind === "list" && flush === undefined) return same;
		return step === undefined ? Math.max(same, to + (node.column === from ? 2 : 0)) : to + step;
	}

	#firstComment(line: number, column: number): number {
		let first = line;
		while (first > 0 && this.#isComment(first - 1, column)) first--;
		// What stands at the top of a template is about its whole file.
		const isTop = first === 0 || this.#lineText(first - 1).startsWith("---");
		return isTop && column === 0 ? line : first;
	}

	#isComment(line: number, column: number): boolean {
		const text = this.#lineText(line);
		return text.trimStart().startsWith("#") && text.length - text.trimStart().length === column;
	}

	/** The line that a part ends in; a block scalar ends at the start of the next. */
	#lastLine(end: number): number {
		return this.#lines.lineAt(this.#text[end - 1] === "\n" ? end - 1 : end);
	}

	#lineText(line: number): string {
		return this.#text.slice(this.#lines.lineStart(line), this.#lines.lineEnd(line));
	}
}

function shiftLine(line: string, columns: number): string {
	if (line.trim() === "") return line.trim();
	if (columns >= 0) return " ".repeat(columns) + line;
	const indent = line.length - line.trimStart().length;
	return line.slice(Math.min(-columns, indent));
}
