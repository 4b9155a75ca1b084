import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import { insert, insertInBrackets } from "./insertInBrackets.ts";
import { appendLines, createMerge, type HostText } from "./merge.ts";
import { readToml, type TomlEntry, type TomlTable, type TomlValue } from "./readToml.ts";

/** pyproject.toml and its like: missing tables, keys and items of lists are added; what is there wins. */
export const mergeToml = createMerge((host, addition) => {
	const wanted = readToml(addition);
	const existing = readToml(host.text);
	const entries = existing.flatMap((table) => table.entries);
	const edits: TextEdit[] = [];
	const tables: string[][] = [];
	for (const table of wanted) {
		const text = addition.slice(table.start, table.end);
		if (table.listed) {
			const same = existing.some(
				(each) => each.listed && isAt(each.path, table.path) && saysSame(host.text, each, addition, table),
			);
			if (!same) tables.push(text.split("\n"));
			continue;
		}
		const home = existing.find((each) => !each.listed && isAt(each.path, table.path));
		const missing: TomlEntry[] = [];
		for (const entry of table.entries) {
			const found = entries.find((each) => isAt(each.path, entry.path));
			if (found !== undefined) edits.push(...addTo(host, found.value, addition, entry.value));
			else if (!isTaken(existing, entry)) missing.push(entry);
		}
		const inline = entries.find((each) => isAt(each.path, table.path) && each.value.kind === "table");
		if (inline !== undefined) edits.push(...addEntries(host, inline, addition, missing));
		else if (home !== undefined) edits.push(...addLines(host, existing, home, addition, missing));
		else if (missing.length > 0 || (table.entries.length === 0 && table.path.length > 0)) {
			tables.push(takeTable(addition, table, missing));
		}
	}
	const joined = joinEdits(host.text, edits);
	const text =
		joined === undefined
			? host.text
			: host.text.slice(0, joined.span.start) + joined.newText + host.text.slice(joined.span.end);
	const result = tables.reduce(
		(all, lines) => appendLines({ ...host, text: all }, all.trim() === "" ? lines : ["", ...lines]),
		text,
	);
	readToml(result);
	return result;
});

function isAt(path: readonly string[], other: readonly string[]): boolean {
	return path.length === other.length && path.every((name, index) => name === other[index]);
}

/** Claims that the entry's name, or one of the names that it is below, is something else in the file. */
function isTaken(existing: readonly TomlTable[], { path }: TomlEntry): boolean {
	const isBelow = (inner: readonly string[], outer: readonly string[]): boolean =>
		isAt(inner.slice(0, outer.length), outer);
	return existing.some(
		(table) =>
			(table.path.length > 0 && isBelow(table.path, path)) ||
			(table.listed && isBelow(path, table.path)) ||
			table.entries.some((entry) => isBelow(entry.path, path) || (isBelow(path, entry.path) && !isOpen(entry, path))),
	);
}

/** A table in braces that does not have the key can be given it. */
function isOpen({ path: outer, value }: TomlEntry, path: readonly string[]): boolean {
	const rest = path.slice(outer.length);
	return value.kind === "table" && !value.items.some(({ key }) => key?.[0] === rest[0]);
}

/** What a list, or a table in braces, lacks; any other value is left. */
function addTo(host: HostText, existing: TomlValue, addition: string, wanted: TomlValue): readonly TextEdit[] {
	if (existing.kind !== wanted.kind || existing.kind === "scalar") return [];
	const there = existing.items.map((item) => nameOf(host.text, item));
	const missing = wanted.items.filter((item, index) => {
		const name = nameOf(addition, item);
		const names = wanted.items.slice(0, index).map((each) => nameOf(addition, each));
		return !there.includes(name) && !names.includes(name);
	});
	return addItems(
		host,
		existing,
		missing.map((item) => addition.slice(item.begin, item.end)),
	);
}

function addItems(host: HostText, { start, end, items }: TomlValue, texts: readonly string[]): readonly TextEdit[] {
	if (texts.length === 0) return [];
	const lines = texts.map((text) => text.replaceAll("\n", host.lineBreak));
	const last = items.at(-1);
	if (last === undefined) return [insert(start + 1, lines.join(", "))];
	const pieces = lines.map((line) => () => line);
	return insertInBrackets(
		host.text,
		{ start, end, last: { start: last.begin, end: last.end } },
		host.lineBreak,
		pieces,
	);
}

/** Of a key its name; of a text that is a requirement of Python's the package's; of anything else itself. */
function nameOf(text: string, item: TomlValue & { readonly key?: readonly string[] }): string {
	if (item.key !== undefined) return item.key.join(".");
	const written = text.slice(item.start, item.end);
	const requirement = /^["']([A-Za-z0-9][\w.-]*?)\s*(?:\[[^\]]*\])?\s*(?:(?:[=!<>~]=|===|[<>@;]).*)?["']$/.exec(
		written,
	);
	return requirement?.[1]?.toLowerCase().replaceAll(/[-_.]+/g, "-") ?? written.replaceAll(/\s+/g, " ");
}

function addEntries(
	host: HostText,
	inline: TomlEntry,
	addition: string,
	missing: readonly TomlEntry[],
): readonly TextEdit[] {
	const texts = missing.map((entry) => {
		const key = entry.path.slice(inline.path.length).map(quoteKey).join(".");
		return `${key} = ${addition.slice(entry.value.start, entry.value.end)}`;
	});
	return addItems(host, inline.value, texts);
}

function quoteKey(name: string): string {
	return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

/** Below the last key of the table; the root's keys have to stand above the first table. */
function addLines(
	host: HostText,
	existing: readonly TomlTable[],
	home: TomlTable,
	addition: string,
	missing: readonly TomlEntry[],
): readonly TextEdit[] {
	if (missing.length === 0) return [];
	const { lineBreak } = host;
	const lines = missing.flatMap((entry) => addition.slice(entry.start, entry.end).split("\n"));
	if (home.path.length === 0 && home.entries.length === 0) {
		const first = existing[1]?.start ?? 0;
		const below = existing.length > 1 ? lineBreak : "";
		return [insert(first, lines.join(lineBreak) + lineBreak + below)];
	}
	return [insert(home.end, lineBreak + lines.join(lineBreak))];
}

function takeTable(addition: string, table: TomlTable, missing: readonly TomlEntry[]): string[] {
	const header = addition.slice(table.start, table.entries[0]?.start ?? table.end).trimEnd();
	return [...header.split("\n"), ...missing.flatMap((entry) => addition.slice(entry.start, entry.end).split("\n"))];
}

function saysSame(text: string, table: TomlTable, other: string, otherTable: TomlTable): boolean {
	const says = (source: string, { entries }: TomlTable): string =>
		entries
			.map(({ path, value }) => `${path.join(".")}=${source.slice(value.start, value.end).replaceAll(/\s+/g, " ")}`)
			.toSorted()
			.join("\n");
	return says(text, table) === says(other, otherTable);
}
