import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import { type Addition, planAdditions } from "./additions.ts";
import { insert, insertInBrackets } from "./insertInBrackets.ts";
import { createMerge, type HostText, MergeRefusal } from "./merge.ts";
import { readJsonTree } from "./readJsonTree.ts";
import { findNode, keeps, type TreeEntry, type TreeItem, type TreeList, type TreeMap, type TreeNode } from "./tree.ts";

/** Deep, as YAML: what is there wins. Dependencies of a package.json go where npm sorts them in. */
export const mergeJson = createMerge((host, addition) => {
	const wanted = readJsonTree(addition);
	if (host.text.trim() === "") return host.text + addition.trimEnd() + host.lineBreak;
	const existing = readJsonTree(host.text);
	if (existing.kind !== wanted.kind) throw new MergeRefusal("its JSON is of another shape than what was to be added.");
	const additions = planAdditions(existing, wanted);
	const places = new Map<TreeNode, Addition[]>();
	for (const each of additions.toSorted((one, other) => other.depth - one.depth)) {
		if (each.kind === "value") continue;
		places.set(each.into, [...(places.get(each.into) ?? []), each]);
	}
	const writer = createWriter(host, existing);
	const joined = joinEdits(
		host.text,
		[...places].flatMap(([into, each]) => (into.kind === "map" || into.kind === "list" ? writer(into, each) : [])),
	);
	if (joined === undefined) return host.text;
	const result = host.text.slice(0, joined.span.start) + joined.newText + host.text.slice(joined.span.end);
	const after = readJsonTree(result);
	if (!keeps(existing.value, after.value) || planAdditions(after, wanted).length > 0) {
		throw new MergeRefusal("it is written in a way that cannot be added to safely; add to it by hand.");
	}
	return result;
});

type Writer = (into: TreeMap | TreeList, additions: readonly Addition[]) => readonly TextEdit[];

function createWriter({ text, lineBreak }: HostText, root: TreeNode): Writer {
	const unit = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
	const print = (value: unknown, indent: string, compact: boolean): string =>
		compact ? printCompact(value) : JSON.stringify(value, undefined, unit).replaceAll("\n", `${lineBreak}${indent}`);
	const sorted = dependencyLists.map((key) => findNode(root, key));
	return (into, additions) => {
		const parts: readonly TreeItem[] = into.kind === "map" ? into.entries : into.items;
		const last = parts.at(-1);
		const oneLine = !text.slice(into.start, into.end).includes("\n") && last !== undefined;
		const pieceOf =
			(each: Addition) =>
			(indent: string): string => {
				const value = print(each.value, indent, oneLine);
				return each.kind === "entry" ? `${JSON.stringify(each.entry.key)}: ${value}` : value;
			};
		if (last === undefined) {
			const line = text.lastIndexOf("\n", into.start) + 1;
			const outer = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
			const lines = additions.map((each) => `${lineBreak}${outer}${unit}${pieceOf(each)(outer + unit)}`).join(",");
			const inside = text.slice(into.start + 1, into.end - 1);
			// A comment between the brackets keeps its lines.
			const closing = inside.trim() === "" ? `${lineBreak}${outer}` : "";
			const end = inside.trim() === "" ? into.end - 1 : into.start + 1;
			return [{ span: { start: into.start + 1, end }, newText: lines + closing }];
		}
		if (into.kind === "map" && sorted.includes(into) && isSorted(into.entries)) {
			return insertSorted(text, into.entries, additions, pieceOf, lineBreak);
		}
		return insertInBrackets(text, { ...into, last }, lineBreak, additions.map(pieceOf));
	};
}

function printCompact(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(printCompact).join(", ")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${printCompact(each)}`);
	return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Of a package.json, in which npm writes the names in order. */
const dependencyLists = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

function isSorted(entries: readonly TreeEntry[]): boolean {
	return entries.every((entry, index) => index === 0 || compare(entries[index - 1]?.key ?? "", entry.key) < 0);
}

/** As npm compares names. */
function compare(one: string, other: string): number {
	return one.localeCompare(other, "en");
}

function insertSorted(
	text: string,
	entries: readonly TreeEntry[],
	additions: readonly Addition[],
	pieceOf: (each: Addition) => (indent: string) => string,
	lineBreak: string,
): readonly TextEdit[] {
	const keyOf = (each: Addition): string => (each.kind === "entry" ? each.entry.key : "");
	return additions
		.toSorted((one, other) => compare(keyOf(one), keyOf(other)))
		.map((each) => {
			const next = entries.find((entry) => compare(entry.key, keyOf(each)) > 0);
			const neighbour = next ?? entries.at(-1);
			const line = text.lastIndexOf("\n", (neighbour?.start ?? 0) - 1) + 1;
			const indent = text.slice(line, neighbour?.start ?? 0);
			const own = line > 0 && indent.trim() === "";
			const gap = own ? `${lineBreak}${indent}` : " ";
			const piece = pieceOf(each)(own ? indent : "");
			if (next !== undefined) return insert(next.start, `${piece},${gap}`);
			return insert(neighbour?.end ?? 0, `,${gap}${piece}`);
		});
}
