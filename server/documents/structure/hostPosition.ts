import type { Span } from "../../text/span.ts";
import { wellKnownValues } from "../rules/wellKnownKeys.ts";
import { type CursorLine, readCursorLine } from "./cursorLine.ts";
import { findFlowItem } from "./flowItem.ts";
import { readPath } from "./hostPath.ts";
import type { HostPosition, KeyType, MappingType, ValueType } from "./structure.ts";

/**
 * The situation in the YAML at `offset`, found from the lines around it and their indentation rather than from the
 * tree, because what is being typed is seldom YAML yet. `undefined` inside of texts that are more than a line long and
 * wherever the structure says nothing.
 */
export function findHostPosition(
	text: string,
	document: Span,
	structure: MappingType,
	offset: number,
): HostPosition | undefined {
	const line = readCursorLine(text, document, offset);
	if (line === undefined) return undefined;
	const path = readPath(text, document, line);
	if (path === undefined) return undefined;
	const type = findType(structure, path.steps);
	const mapping = type && describeMapping(type, path.steps.at(-1) ?? "map");
	if (mapping === undefined) return type && findItemPosition(line, type, path.steps);
	const { key } = line;
	if (offset > key.end) return findValuePosition(text, line, mapping, offset);
	const written = text.slice(key.start, key.end);
	const keyType = Object.hasOwn(mapping.keys, written) ? mapping.keys[written] : undefined;
	return {
		kind: "key",
		mapping,
		present: path.present,
		replace: key,
		indent: line.column,
		itemStart: line.dash !== undefined,
		hasColon: line.colon !== undefined,
		...(line.colon === undefined || written === ""
			? {}
			: { existing: { key: written, span: key, ...(keyType === undefined ? {} : { type: keyType }) } }),
	};
}

/** The cursor is in an item of a list of single values, such as labels. */
function findItemPosition(line: CursorLine, type: ValueType, steps: readonly string[]): HostPosition | undefined {
	if (line.dash === undefined || line.colon !== undefined || steps.at(-1) !== "[]") return undefined;
	if (!isSingle(type)) return undefined;
	const key = steps.findLast((step) => step !== "[]") ?? "";
	return { kind: "value", key, type, replace: line.key };
}

function isSingle({ kind }: ValueType): boolean {
	return kind === "string" || kind === "enum";
}

/** The type at the end of a path of keys, and `[]` for an item of a sequence. */
export function findType(root: MappingType, steps: readonly string[]): ValueType | undefined {
	let type: ValueType = { kind: "mapping", of: root };
	for (const step of steps) {
		if (step === "[]") {
			if (type.kind !== "sequence") return undefined;
			type = type.of;
			continue;
		}
		if (type.kind === "map") {
			type = type.of;
			continue;
		}
		const key: KeyType | undefined =
			type.kind === "mapping" && Object.hasOwn(type.of.keys, step) ? type.of.keys[step] : undefined;
		if (key === undefined) return undefined;
		type = key.value;
	}
	return type;
}

/** The keys that a mapping of this type may have, `name` being the key that it stands under. */
export function describeMapping(type: ValueType, name: string): MappingType | undefined {
	if (type.kind === "mapping") return type.of;
	return type.kind === "map" ? describeMap(type, name) : undefined;
}

/** A mapping with names of the user's choosing, of which some are well known. */
function describeMap(type: ValueType & { readonly kind: "map" }, name: string): MappingType {
	const keys = Object.entries(type.knownKeys ?? {}).map(([key, documentation]): [string, KeyType] => {
		const examples = wellKnownValues[key];
		const value: ValueType = type.of.kind === "string" && examples !== undefined ? { ...type.of, examples } : type.of;
		return [key, { documentation, value }];
	});
	return { name, open: true, keys: Object.fromEntries(keys) };
}

function findValuePosition(
	text: string,
	line: CursorLine,
	mapping: MappingType,
	offset: number,
): HostPosition | undefined {
	const { key, colon, value } = line;
	// Right after the colon a space is wanted first.
	if (colon === undefined || value === undefined || offset <= colon + 1) return undefined;
	const name = text.slice(key.start, key.end);
	const type = Object.hasOwn(mapping.keys, name) ? mapping.keys[name]?.value : undefined;
	if (type === undefined) return undefined;
	if (value.start === value.end) return { kind: "value", key: name, type, replace: { start: offset, end: offset } };
	if (type.kind === "sequence" && isSingle(type.of)) {
		const item = findFlowItem(text, value, offset);
		return item && { kind: "value", key: name, type: type.of, ...item };
	}
	const replace = withoutQuotes(text, value);
	if (replace === undefined || offset < replace.start || offset > replace.end) return undefined;
	return { kind: "value", key: name, type, replace };
}

/** The text of a plain or quoted value; `undefined` of a block, a collection, an anchor, an alias or a tag. */
function withoutQuotes(text: string, value: Span): Span | undefined {
	const first = text[value.start] ?? "";
	if (/[|>{[&*!]/.test(first)) return undefined;
	if (first !== '"' && first !== "'") return value;
	const closed = value.end > value.start + 1 && text[value.end - 1] === first;
	return { start: value.start + 1, end: closed ? value.end - 1 : value.end };
}
