import type { Span } from "../../text/span.ts";
import type { PlacedNode, YamlEntry, YamlMapping, YamlScalar, YamlSequence } from "../yaml/node.ts";
import { describeMapping, findType } from "./hostPosition.ts";
import type { HostPosition, JsonPlace, MappingType, ValueType } from "./structure.ts";

/**
 * The situation in JSON at `offset`, found in the tree: its reader knows the brackets around a place however little is
 * written there. `undefined` where the structure says nothing, and where a comma has to be written first.
 */
export function findJsonPosition(
	text: string,
	root: PlacedNode | undefined,
	structure: MappingType,
	offset: number,
): HostPosition | undefined {
	const steps: string[] = [];
	let current = root;
	while (current !== undefined) {
		const { node, base } = current;
		if (node.kind !== "mapping" && node.kind !== "sequence") return undefined;
		if (!isInside(text, current, offset)) return undefined;
		if (node.kind === "mapping") {
			const entry = node.entries.find((candidate) => entryTouches(candidate, base, offset));
			const value = entry && placeValue(entry, base);
			if (entry === undefined || value === undefined || !isCollection(value) || !isInside(text, value, offset)) {
				return findInMapping({ node, base }, entry, findType(structure, steps), steps, text, offset);
			}
			steps.push(entry.key.kind === "scalar" ? entry.key.value : "");
			current = value;
			continue;
		}
		steps.push("[]");
		const item = findItem(node, base, offset);
		// Before a bracket the cursor is in no item yet.
		const isBetween = item === undefined || (isCollection(item) && !isInside(text, item, offset));
		if (isBetween || !isCollection(item)) {
			const type = findType(structure, steps);
			if (type?.kind === "mapping") return isBetween ? findNewItem(type.of, text, offset) : undefined;
			const present = node.items.flatMap(({ node: one }) =>
				one?.kind === "scalar" && one !== item?.node ? [one.value] : [],
			);
			const position = findInList(isBetween ? undefined : item, type, steps.at(-2) ?? "", text, offset);
			return position?.kind === "value" ? { ...position, present } : position;
		}
		current = item;
	}
	return undefined;
}

type Mapping = PlacedNode & { readonly node: YamlMapping };

function findInMapping(
	mapping: Mapping,
	entry: YamlEntry | undefined,
	type: ValueType | undefined,
	steps: readonly string[],
	text: string,
	offset: number,
): HostPosition | undefined {
	const of = type && describeMapping(type, steps.at(-1) ?? "map");
	if (of === undefined) return undefined;
	const { base } = mapping;
	const others = mapping.node.entries.filter((candidate) => candidate !== entry);
	const present = others.flatMap(({ key }) => (key.kind === "scalar" ? [key.value] : []));
	const key = entry?.key.kind === "scalar" ? entry.key : undefined;
	if (entry !== undefined && key !== undefined && offset > key.end + base) {
		const named = Object.hasOwn(of.keys, key.value) ? of.keys[key.value]?.value : undefined;
		const colon = entry.colon;
		if (named === undefined || colon === undefined || offset <= colon + base) return undefined;
		return findValue(placeValue(entry, base), key.value, named, text, offset);
	}
	const shared = { kind: "key", mapping: of, present, indent: 0, itemStart: false } as const;
	if (entry === undefined || key === undefined) {
		if (!/[{,]$/.test(text.slice(mapping.node.start + base, offset).trimEnd())) return undefined;
		const json = { opened: false, closed: false, comma: wantsComma(text, offset) };
		return { ...shared, replace: { start: offset, end: offset }, hasColon: false, json };
	}
	const place = readWritten(key, base, offset);
	if (place === undefined) return undefined;
	const hasColon = entry.colon !== undefined;
	// The closing quote goes with the word, so that the colon can follow it.
	const end = hasColon || !place.closed ? place.content.end : place.content.end + 1;
	const keyType = Object.hasOwn(of.keys, key.value) ? of.keys[key.value] : undefined;
	return {
		...shared,
		replace: { start: place.content.start, end },
		hasColon,
		json: { opened: place.opened, closed: hasColon && place.closed, comma: !hasColon && wantsComma(text, end) },
		...(hasColon
			? {
					existing: {
						key: key.value,
						span: { start: key.start + base, end: key.end + base },
						...(keyType === undefined ? {} : { type: keyType }),
					},
				}
			: {}),
	};
}

/** Where a new object of a list may begin: whole ones are offered. */
function findNewItem(
	{ jsonSnippets, ...mapping }: MappingType,
	text: string,
	offset: number,
): HostPosition | undefined {
	const before = text.slice(0, offset);
	if (jsonSnippets === undefined || !/[[,]\s*$/.test(before.slice(-2000))) return undefined;
	const indent = /^[ ]*/.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0].length ?? 0;
	return {
		kind: "key",
		mapping: { ...mapping, keys: {}, snippets: jsonSnippets },
		present: [],
		replace: { start: offset, end: offset },
		indent,
		itemStart: true,
		hasColon: false,
		json: { opened: false, closed: false, comma: wantsComma(text, offset) },
	};
}

function findInList(
	item: PlacedNode | undefined,
	type: ValueType | undefined,
	key: string,
	text: string,
	offset: number,
): HostPosition | undefined {
	if (type === undefined || type.kind === "mapping" || type.kind === "map") return undefined;
	return findValue(item, key, type, text, offset);
}

/** What can be written as a value: in the quotes that are there, or with its own. */
function findValue(
	value: PlacedNode | undefined,
	key: string,
	type: ValueType,
	text: string,
	offset: number,
): HostPosition | undefined {
	if (value === undefined) {
		const json = { opened: false, closed: false, comma: wantsComma(text, offset) };
		return { kind: "value", key, type, replace: { start: offset, end: offset }, json };
	}
	if (value.node.kind !== "scalar" || offset < value.node.start + value.base) return undefined;
	const place = readWritten(value.node, value.base, offset);
	if (place === undefined || (place.opened && (type.kind === "boolean" || type.kind === "integer"))) return undefined;
	const json: JsonPlace = { opened: place.opened, closed: place.closed, comma: false };
	return { kind: "value", key, type, replace: place.content, json };
}

/** The text of a scalar without its quotes; `undefined` where the cursor is not in it. */
function readWritten(
	scalar: YamlScalar,
	base: number,
	offset: number,
): { readonly content: Span; readonly opened: boolean; readonly closed: boolean } | undefined {
	const start = scalar.start + base;
	const end = scalar.end + base;
	if (scalar.style !== "double") return { content: { start, end }, opened: false, closed: false };
	const closed = scalar.raw.length > 1 && scalar.raw.endsWith('"');
	// An open string reaches to the end of its line, with whatever stands there.
	const content = { start: start + 1, end: closed ? end - 1 : offset };
	return offset < content.start || offset > content.end ? undefined : { content, opened: true, closed };
}

/** Claims that what follows would have to be parted by a comma from what is written here. */
function wantsComma(text: string, offset: number): boolean {
	const behind = /\S/g;
	behind.lastIndex = offset;
	return /["{[\d-]/.test(behind.exec(text)?.[0] ?? "");
}

function placeValue({ value, base = 0 }: YamlEntry, mapping: number): PlacedNode | undefined {
	return value && { node: value, base: mapping + base };
}

function entryTouches(entry: YamlEntry, base: number, offset: number): boolean {
	if (offset < entry.key.start + base) return false;
	const value = placeValue(entry, base);
	if (value !== undefined) return offset <= value.node.end + value.base;
	const end = entry.colon === undefined ? entry.key.end : entry.colon + 1 + (entry.blanks ?? 0);
	return offset <= end + base;
}

function findItem(list: YamlSequence, base: number, offset: number): PlacedNode | undefined {
	const item = list.items.find(({ start, end }) => start + base <= offset && offset <= end + base);
	return item?.node && { node: item.node, base: base + item.base };
}

function isCollection({ node }: PlacedNode): boolean {
	return node.kind === "mapping" || node.kind === "sequence";
}

/** Between the brackets; behind the last character too where the closing one is missing. */
function isInside(text: string, { node, base }: PlacedNode, offset: number): boolean {
	const end = node.end + base;
	const close = node.kind === "mapping" ? "}" : "]";
	const closed = text[end - 1] === close;
	return offset > node.start + base && (closed ? offset < end : offset <= end);
}
