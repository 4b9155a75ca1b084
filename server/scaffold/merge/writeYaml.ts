import { stringify } from "yaml";
import { LineIndex } from "../../text/lineIndex.ts";
import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import type { Addition } from "./additions.ts";
import { insert, insertInBrackets } from "./insertInBrackets.ts";
import type { HostText } from "./merge.ts";
import { readYamlTree } from "./readYamlTree.ts";
import { layoutOf, type YamlLayout, YamlRelay } from "./relayYaml.ts";
import type { TreeEntry, TreeItem, TreeList, TreeMap, TreeNode } from "./tree.ts";

/** Writes additions as edits of the text: lines where the place has lines, otherwise in its brackets. */
export function writeYaml(
	host: HostText,
	roots: readonly TreeNode[],
	addition: string,
	additions: readonly Addition[],
): string {
	const writer = new YamlWriter(host, roots, addition);
	const places = new Map<TreeNode | TreeEntry, Addition[]>();
	for (const each of additions.toSorted((one, other) => other.depth - one.depth)) {
		places.set(each.into, [...(places.get(each.into) ?? []), each]);
	}
	const edits = [...places.values()].flatMap((together) => writer.write(together));
	const joined = joinEdits(host.text, edits);
	if (joined === undefined) return host.text;
	return host.text.slice(0, joined.span.start) + joined.newText + host.text.slice(joined.span.end);
}

class YamlWriter {
	readonly #host: HostText;
	readonly #lines: LineIndex;
	readonly #roots: readonly TreeNode[];
	readonly #layout: YamlLayout;
	readonly #relay: YamlRelay;

	constructor(host: HostText, roots: readonly TreeNode[], addition: string) {
		this.#host = host;
		this.#lines = new LineIndex(host.text);
		this.#roots = roots;
		this.#layout = layoutOf(roots);
		this.#relay = new YamlRelay(addition, this.#layout);
	}

	/** The edits of additions that go into one node. */
	write(additions: readonly Addition[]): readonly TextEdit[] {
		const [first] = additions;
		if (first === undefined) return [];
		if (first.kind === "value") return this.#fill(first);
		const { into } = first;
		if (into.flow) return this.#writeFlow(into, additions);
		const parts = into.kind === "map" ? into.entries : into.items;
		const separated = this.#areSeparated(parts);
		return additions.map((each) => {
			const lines = this.#linesOf(each, into.column);
			const before = each.kind === "item" && each.before !== undefined ? parts[each.before] : undefined;
			if (before !== undefined) return this.#insertAbove(before, into.column, lines, separated);
			return this.#insertBelow(
				into.end,
				into.column,
				separated || this.#isSetApart(each, parts) ? ["", ...lines] : lines,
			);
		});
	}

	/** Where the file has too few parts to tell, as the template has it. */
	#isSetApart(addition: Addition, parts: readonly TreeItem[]): boolean {
		const part = addition.kind === "entry" ? addition.entry : addition.kind === "item" ? addition.item : undefined;
		return parts.length < 2 && part !== undefined && this.#relay.isSetApart(part);
	}

	#linesOf(addition: Addition, column: number): readonly string[] {
		const { value } = addition;
		const part: TreeItem | undefined =
			addition.kind === "entry" ? addition.entry : addition.kind === "item" ? addition.item : undefined;
		const copied = part === undefined || hasAlias(part.node) ? undefined : this.#relay.take(part, column);
		if (copied !== undefined) return copied;
		return this.#print(addition.kind === "entry" ? { [addition.entry.key]: value } : [value], column);
	}

	/** A value in our own layout, where the template's cannot be taken over. */
	#print(value: unknown, column: number): readonly string[] {
		const text = stringify(value, { lineWidth: 0 });
		const [root] = readYamlTree(text).roots;
		if (root?.kind !== "map" && root?.kind !== "list") return [`${" ".repeat(column)}${text.trimEnd()}`];
		const relay = new YamlRelay(text, this.#layout);
		const parts: readonly TreeItem[] = root.kind === "map" ? root.entries : root.items;
		return parts.flatMap((part) => relay.take(part, column) ?? []);
	}

	/** The value of a key that has none. */
	#fill({ into, parent, node, value }: Extract<Addition, { kind: "value" }>): readonly TextEdit[] {
		if (parent.flow || (node.kind !== "map" && node.kind !== "list") || isEmpty(node)) {
			return [insert(into.colonEnd, ` ${printFlow(value)}`)];
		}
		const parts: readonly TreeItem[] = node.kind === "map" ? node.entries : node.items;
		const lines = this.#childLines(node, parts, this.#childColumn(node.kind, parent));
		return [this.#insertBelow(into.colonEnd, Number.POSITIVE_INFINITY, lines)];
	}

	#childLines(node: TreeMap | TreeList, parts: readonly TreeItem[], column: number): readonly string[] {
		const lines = parts.map((part, index) => {
			const own = hasAlias(part.node) ? undefined : this.#relay.take(part, column);
			return own !== undefined && index > 0 && this.#relay.isSetApart(part) ? ["", ...own] : own;
		});
		return lines.every((each) => each !== undefined) ? lines.flat() : this.#print(node.value, column);
	}

	#childColumn(kind: "map" | "list", parent: TreeMap): number {
		if (kind === "list" && this.#layout.flush === true) return parent.column;
		return parent.column + (this.#layout.step ?? 2);
	}

	#writeFlow(into: TreeMap | TreeList, additions: readonly Addition[]): readonly TextEdit[] {
		const { text, lineBreak } = this.#host;
		const parts: readonly TreeItem[] = into.kind === "map" ? into.entries : into.items;
		const last = parts.at(-1);
		const pieces = additions.map(
			(each) => () =>
				each.kind === "entry" ? `${printFlow(each.entry.key)}: ${printFlow(each.value)}` : printFlow(each.value),
		);
		if (last !== undefined) return insertInBrackets(text, { ...into, last }, lineBreak, pieces);
		const owner = findOwner(this.#roots, into);
		if (owner !== undefined && text.slice(into.start + 1, into.end - 1).trim() === "") {
			const blank = text.slice(owner.entry.colonEnd, into.start);
			if (/^[ \t]*$/.test(blank) && !owner.map.flow) {
				const column = this.#childColumn(into.kind, owner.map);
				const lines = additions.flatMap((each, index) => [
					...(index > 0 && this.#isSetApart(each, parts) ? [""] : []),
					...this.#linesOf(each, column),
				]);
				return [
					{ span: { start: owner.entry.colonEnd, end: into.end }, newText: "" },
					this.#insertBelow(into.end, Number.POSITIVE_INFINITY, lines),
				];
			}
		}
		return [insert(into.start + 1, pieces.map((print) => print()).join(", "))];
	}

	/** Behind the line that something ends in, and behind the comments below it that belong to its column. */
	#insertBelow(end: number, column: number, lines: readonly string[]): TextEdit {
		const { text, lineBreak } = this.#host;
		let line = this.#lines.lineAt(text[end - 1] === "\n" ? end - 1 : end);
		const after = this.#endOfComments(line + 1, column);
		if (after !== undefined) line = after;
		const added = lines.join(lineBreak);
		if (line + 1 < this.#lines.lineCount) return insert(this.#lines.lineStart(line + 1), added + lineBreak);
		return insert(text.length, lineBreak + added);
	}

	/** The last of the comments from a line on that do not stand right above something else. */
	#endOfComments(first: number, column: number): number | undefined {
		let line = first;
		while (line < this.#lines.lineCount && this.#commentColumn(line) >= column) line++;
		if (line === first) return undefined;
		const next = this.#lineText(line);
		const isHeading = next.trim() !== "" && next.length - next.trimStart().length === this.#commentColumn(line - 1);
		return isHeading ? undefined : line - 1;
	}

	#insertAbove(part: TreeItem, column: number, lines: readonly string[], separated: boolean): TextEdit {
		const { lineBreak } = this.#host;
		let line = this.#lines.lineAt(part.start);
		while (line > 0 && this.#commentColumn(line - 1) === column) line--;
		return insert(
			this.#lines.lineStart(line),
			[...lines, ...(separated ? [""] : [])].map((each) => each + lineBreak).join(""),
		);
	}

	/** -1 where the line is no comment. */
	#commentColumn(line: number): number {
		const text = this.#lineText(line);
		const trimmed = text.trimStart();
		return trimmed.startsWith("#") ? text.length - trimmed.length : -1;
	}

	#areSeparated(parts: readonly TreeItem[]): boolean {
		const [one, other] = parts.slice(-2);
		if (one === undefined || other === undefined) return false;
		return /\n[ \t]*\r?\n/.test(this.#host.text.slice(Math.max(0, one.end - 1), other.start));
	}

	#lineText(line: number): string {
		return this.#host.text.slice(this.#lines.lineStart(line), this.#lines.lineEnd(line));
	}
}

function isEmpty(node: TreeMap | TreeList): boolean {
	return node.kind === "map" ? node.entries.length === 0 : node.items.length === 0;
}

function hasAlias(node: TreeNode | undefined): boolean {
	if (node === undefined || node.kind === "scalar") return false;
	if (node.kind === "alias") return true;
	const parts: readonly TreeItem[] = node.kind === "map" ? node.entries : node.items;
	return (
		parts.some((part) => hasAlias(part.node)) || (node.kind === "map" && node.entries.some(({ key }) => key === "<<"))
	);
}

/** The entry that has the node as its value. */
function findOwner(
	roots: readonly TreeNode[],
	wanted: TreeNode,
): { readonly map: TreeMap; readonly entry: TreeEntry } | undefined {
	for (const node of roots) {
		if (node.kind !== "map" && node.kind !== "list") continue;
		const parts: readonly TreeItem[] = node.kind === "map" ? node.entries : node.items;
		const entry = node.kind === "map" ? node.entries.find((each) => each.node === wanted) : undefined;
		if (node.kind === "map" && entry !== undefined) return { map: node, entry };
		const inside = findOwner(
			parts.flatMap((part) => (part.node === undefined ? [] : [part.node])),
			wanted,
		);
		if (inside !== undefined) return inside;
	}
	return undefined;
}

/** Words that need no quotes in any place, and that no reader of YAML 1.1 or 1.2 takes for something else. */
const plainWord = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][\w./-]*$/i;

/** On one line, as it may stand in brackets. */
export function printFlow(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(printFlow).join(", ")}]`;
	if (typeof value === "object" && value !== null) {
		const entries = Object.entries(value).map(([key, each]) => `${printFlow(key)}: ${printFlow(each)}`);
		return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
	}
	if (typeof value === "string" && plainWord.test(value)) return value;
	return typeof value === "number" && !Number.isFinite(value) ? stringify(value).trim() : JSON.stringify(value ?? null);
}
