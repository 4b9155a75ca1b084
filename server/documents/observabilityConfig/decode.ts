import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { SpanIndex } from "../../text/spanIndex.ts";
import { parseRuleDuration } from "../rules/ruleDuration.ts";
import { isSet } from "../structure/findTreeProblems.ts";
import { findNearestName } from "../structure/nearestName.ts";
import type { MappingType, StringFormat, ValueType } from "../structure/structure.ts";
import { findFormatFault } from "../structure/textFormats.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import {
	isMappingNode,
	isScalarNode,
	isSequenceNode,
	spanOf,
	type ViewedEntry,
	type YamlView,
} from "../yaml/yamlView.ts";
import type { Decoded, DecodedEntry, DecodedMap } from "./decoded.ts";
import { findGlobFault } from "./globFault.ts";

export interface Decoding {
	/** Nothing where the document is no mapping. */
	readonly decoded: DecodedMap | undefined;
	readonly problems: readonly Problem[];
}

/** What decoding takes besides the document and its structure. */
export interface DecodeOptions {
	readonly view: YamlView;
	/** Where the YAML itself is broken; what seems wrong there may only be unreadable. */
	readonly broken: SpanIndex;
	readonly regularExpressions: RegularExpressions;
	/** Says more of a key that the mapping does not have than that it has none; `undefined` says nothing special. */
	readonly describeUnknown?: (key: string, mapping: MappingType) => UnknownKey | undefined;
}

export interface UnknownKey {
	readonly code: string;
	readonly message: string;
	/** What is written instead, where that is likely meant. */
	readonly near?: string;
}

/**
 * Reads a configuration strictly by its table, in one walk: what it says comes out as data, and whatever the table does
 * not allow as a problem at its very place. A fault costs nothing but the entry that it is in.
 */
export function decode(root: PlacedNode | undefined, type: MappingType, options: DecodeOptions): Decoding {
	const decoder = new Decoder(options);
	const resolved = options.view.resolve(root);
	if (resolved === undefined) return { decoded: undefined, problems: [] };
	if (!isMappingNode(resolved)) {
		decoder.tellType("The configuration", resolved, "a mapping of keys and values, such as `checks:`");
		return { decoded: undefined, problems: decoder.problems };
	}
	return { decoded: decoder.mapping(resolved, type, 0), problems: decoder.problems };
}

/** Deeper than any configuration; aliases may lead in a circle. */
const maxDepth = 50;

class Decoder {
	readonly problems: Problem[] = [];
	readonly #options: DecodeOptions;

	constructor(options: DecodeOptions) {
		this.#options = options;
	}

	mapping(placed: PlacedNode & { readonly node: YamlMapping }, type: MappingType, depth: number): DecodedMap {
		const decoded = new Map<string, DecodedEntry>();
		const entries = this.#options.view.entries(placed);
		this.#tellDuplicates(entries);
		for (const entry of entries) {
			const known = Object.hasOwn(type.keys, entry.key) ? type.keys[entry.key] : undefined;
			if (known === undefined) {
				this.#tellUnknown(entry, type, entries);
				continue;
			}
			if (entry.value === undefined || decoded.has(entry.key) || depth > maxDepth) continue;
			const value = this.value(entry.key, entry.value, known.value, depth + 1);
			if (value !== undefined) decoded.set(entry.key, { keySpan: entry.keySpan, value });
		}
		if (!this.#options.broken.touches(spanOf(placed))) this.#tellMissing(entries, type, placed);
		return { kind: "map", entries: decoded, span: spanOf(placed) };
	}

	value(key: string, placed: PlacedNode, type: ValueType, depth: number): Decoded | undefined {
		switch (type.kind) {
			case "mapping":
				if (isMappingNode(placed)) return this.mapping(placed, type.of, depth);
				if (isScalarNode(placed) && type.or !== undefined) return this.value(key, placed, type.or, depth);
				this.tellType(`\`${key}\``, placed, "a mapping of keys and values");
				return undefined;
			case "map":
				return this.#map(key, placed, type.of, depth);
			case "sequence":
				return this.#list(key, placed, type.of, depth);
			default:
				return this.#scalar(key, placed, type);
		}
	}

	#map(key: string, placed: PlacedNode, of: ValueType, depth: number): DecodedMap | undefined {
		if (!isMappingNode(placed)) {
			this.tellType(`\`${key}\``, placed, "a mapping of names and values");
			return undefined;
		}
		const entries = this.#options.view.entries(placed);
		this.#tellDuplicates(entries);
		const decoded = new Map<string, DecodedEntry>();
		for (const entry of entries) {
			if (entry.value === undefined || decoded.has(entry.key) || depth > maxDepth) continue;
			const value = this.value(entry.key, entry.value, of, depth + 1);
			if (value !== undefined) decoded.set(entry.key, { keySpan: entry.keySpan, value });
		}
		return { kind: "map", entries: decoded, span: spanOf(placed) };
	}

	/** One text stands for a list of one, as people write it. */
	#list(key: string, placed: PlacedNode, of: ValueType, depth: number): Decoded | undefined {
		if (isScalarNode(placed) && of.kind !== "mapping") {
			const item = this.value(key, placed, of, depth + 1);
			return item && { kind: "list", items: [item], span: spanOf(placed) };
		}
		if (!isSequenceNode(placed)) {
			this.tellType(`\`${key}\``, placed, "a list, one `- ` for each item");
			return undefined;
		}
		if (depth > maxDepth) return undefined;
		const items = this.#options.view
			.items(placed)
			.flatMap(({ value }) => (value === undefined ? [] : (this.value(key, value, of, depth + 1) ?? [])));
		return { kind: "list", items, span: spanOf(placed) };
	}

	#scalar(
		key: string,
		placed: PlacedNode,
		type: Exclude<ValueType, { readonly kind: "mapping" | "map" | "sequence" }>,
	): Decoded | undefined {
		const name = `\`${key}\``;
		if (!isScalarNode(placed)) {
			if (type.kind !== "any") this.tellType(name, placed, describeScalar(type));
			return undefined;
		}
		const { value: written, style } = placed.node;
		const span = spanOf(placed);
		const plain = style === "plain";
		switch (type.kind) {
			case "any":
			case "promql":
				return { kind: "scalar", value: written, span };
			case "string":
				return this.#format(key, written, span, type.format) ? { kind: "scalar", value: written, span } : undefined;
			case "enum":
				if (type.closed === undefined || type.values.includes(written)) return { kind: "scalar", value: written, span };
				this.#tellChoice(key, written, span, type.values, plain);
				return undefined;
			case "duration":
				if ("seconds" in parseRuleDuration(written)) return { kind: "scalar", value: written, span };
				this.#tell(
					"invalid-value",
					span,
					`${name} must be a duration such as \`5m\` or \`1h30m\`, not \`${shorten(written)}\`, so it is passed over.`,
				);
				return undefined;
			case "integer":
			case "number": {
				const amount = plain && written !== "" ? Number(written) : Number.NaN;
				if (Number.isFinite(amount) && (type.kind === "number" || Number.isInteger(amount))) {
					return { kind: "scalar", value: amount, span };
				}
				this.tellType(name, placed, describeScalar(type));
				return undefined;
			}
			case "boolean":
				if (plain && (written === "true" || written === "false"))
					return { kind: "scalar", value: written === "true", span };
				this.tellType(name, placed, describeScalar(type));
				return undefined;
			default:
				return type satisfies never;
		}
	}

	#format(key: string, text: string, span: Span, format: StringFormat | undefined): boolean {
		if (format === undefined) return true;
		const isGlob = format === "glob";
		const reason = isGlob ? findGlobFault(text) : findFormatFault(format, text, this.#options.regularExpressions);
		if (reason === undefined) return true;
		this.#tell(
			isGlob ? "invalid-glob" : "invalid-value",
			span,
			`\`${shorten(text)}\` in \`${key}\` ${reason}, so it is passed over. Correct it.`,
		);
		return false;
	}

	#tellChoice(key: string, written: string, span: Span, values: readonly string[], plain: boolean): void {
		const near =
			findNearestName(written, values) ?? (written === "false" ? values.find((one) => one === "off") : undefined);
		const hint = near === undefined ? "" : ` Did you mean \`${near}\`?`;
		const message = `\`${key}\` cannot be \`${shorten(written)}\`, so it is passed over. It is one of: ${values.join(", ")}.${hint}`;
		this.problems.push({
			code: "configuration/invalid-value",
			severity: "error",
			span,
			message,
			...(near === undefined || !plain
				? {}
				: { fix: { title: `Change to ${near}`, edits: [{ span, newText: near }] } }),
		});
	}

	#tellUnknown(entry: ViewedEntry, type: MappingType, entries: readonly ViewedEntry[]): void {
		// A key that is being written has no colon yet.
		if (!entry.hasColon || entry.key === "" || type.open === true) return;
		const names = Object.keys(type.keys);
		const special = this.#options.describeUnknown?.(entry.key, type);
		const near = special === undefined ? findNearestName(entry.key, names) : special.near;
		const hint = near !== undefined ? `Did you mean \`${near}\`?` : `It may have: ${names.join(", ")}.`;
		const message =
			special?.message ?? `There is no \`${entry.key}\` in the ${type.name}, so it is passed over. ${hint}`;
		const fixable = near !== undefined && !entry.borrowed && !entries.some(({ key }) => key === near);
		this.problems.push({
			code: special?.code ?? "configuration/unknown-key",
			severity: "error",
			span: entry.keySpan,
			message,
			...(fixable ? { fix: { title: `Change to ${near}`, edits: [{ span: entry.keySpan, newText: near }] } } : {}),
		});
	}

	#tellMissing(
		entries: readonly ViewedEntry[],
		type: MappingType,
		placed: PlacedNode & { readonly node: YamlMapping },
	): void {
		for (const [key, known] of Object.entries(type.keys)) {
			if (known.required !== true || isSet(entries.find((entry) => entry.key === key))) continue;
			const span = entries.find((entry) => entry.key === key)?.keySpan ?? entries[0]?.keySpan ?? spanOf(placed);
			this.#tell(
				"missing-key",
				span,
				`This ${type.name} has no \`${key}\`, so it says nothing. Add \`${key}:\` with a value.`,
			);
		}
	}

	#tellDuplicates(entries: readonly ViewedEntry[]): void {
		const first = new Map<string, ViewedEntry>();
		for (const entry of entries) {
			const earlier = first.get(entry.key);
			if (earlier === undefined) first.set(entry.key, entry);
			else
				this.problems.push({
					code: "yaml/duplicate-key",
					severity: "error",
					span: entry.keySpan,
					message: `\`${entry.key}\` stands here twice, and only the first counts. Keep one of them.`,
					related: [{ span: earlier.keySpan, message: "It stands here already." }],
				});
		}
	}

	/** `name` is what the sentence begins with. */
	tellType(name: string, value: PlacedNode, wanted: string): void {
		const span = spanOf(value);
		if (!isScalarNode(value) && this.#options.broken.touches(span)) return;
		const is = isMappingNode(value) ? "a mapping" : isSequenceNode(value) ? "a list" : "a single value";
		this.#tell("wrong-type", firstLineOf(value), `${name} must be ${wanted}, not ${is}, so it is passed over.`);
	}

	#tell(fault: string, span: Span, message: string): void {
		this.problems.push({ code: `configuration/${fault}`, severity: "error", span, message });
	}
}

function describeScalar(type: ValueType): string {
	switch (type.kind) {
		case "enum":
			return `one of ${type.values.join(", ")}`;
		case "boolean":
			return "`true` or `false`, without quotes";
		case "number":
			return "a number without quotes";
		case "integer":
			return "a whole number without quotes";
		case "duration":
			return "a duration such as `5m`";
		default:
			return "one text";
	}
}

/** Squiggles under many lines say nothing. */
function firstLineOf(value: PlacedNode): Span {
	const { start, end } = spanOf(value);
	if (isScalarNode(value)) return { start, end };
	const first = isMappingNode(value) ? value.node.entries[0]?.key : undefined;
	return { start, end: first === undefined ? Math.min(end, start + 1) : first.end + value.base };
}

function shorten(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
