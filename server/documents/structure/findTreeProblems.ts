import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { SpanIndex } from "../../text/spanIndex.ts";
import { parseRuleDuration } from "../rules/ruleDuration.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import {
	isMappingNode,
	isScalarNode,
	isSequenceNode,
	spanOf,
	type ViewedEntry,
	type YamlView,
} from "../yaml/yamlView.ts";
import { Fields } from "./fields.ts";
import { findNearestName, writeNear } from "./nearestName.ts";
import { isBooleanScalar, isIntegerScalar, isNumberScalar } from "./scalarTypes.ts";
import type { MappingType, StringFormat, ValueType } from "./structure.ts";

/** What a whole document is judged by: its tables, and what tables cannot say. */
export interface TreeJudge {
	/** Who would reject the document, for messages. */
	readonly reader: string;
	/** What the codes begin with, such as `prometheus`. */
	readonly family: string;
	/** It passes over fields that it does not know: only those are told that are a slip away from one that it knows. */
	readonly passesOverUnknown?: boolean;
	readonly view: YamlView;
	/** Where the document's YAML is broken: what seems to be missing there may only be unreadable. */
	readonly broken: SpanIndex;
	/** What is wrong with a text of a format, as the end of a sentence that begins with the text: "is no URL". */
	readonly faultOf: (format: StringFormat, value: PlacedNode, key: string) => FormatFault | undefined;
	/** What tables cannot say of a mapping; `place` is where what it lacks is told. */
	readonly judgeMapping: (type: MappingType, fields: Fields, place: Span) => readonly Problem[];
	/** Refuses items of a list of mappings that are null. */
	readonly refusesNullItems?: boolean;
}

export interface FormatFault {
	readonly reason: string;
	/** The whole value where it is left out. */
	readonly span?: Span;
	readonly code?: string;
}

/** Deeper than any configuration; a mapping may merge itself. */
const maxDepth = 200;

/**
 * Finds everything in a document that its tables, and the rules beside them, do not allow: fields that are unknown,
 * doubled, missing or in each other's way, values of a wrong kind or format. What an alias repeats is judged at its anchor.
 */
export function findTreeProblems(
	root: PlacedNode & { readonly node: YamlMapping },
	type: MappingType,
	judge: TreeJudge,
): readonly Problem[] {
	const walk = new TreeWalk(judge);
	walk.mapping(root, type, spanOfFirstKey(root), 0);
	return walk.problems;
}

class TreeWalk {
	readonly problems: Problem[] = [];
	readonly #judge: TreeJudge;

	constructor(judge: TreeJudge) {
		this.#judge = judge;
	}

	/** `place` is where what is missing is told. */
	mapping(placed: PlacedNode & { readonly node: YamlMapping }, type: MappingType, place: Span, depth: number): void {
		if (depth > maxDepth) return;
		const fields = Fields.of(placed, this.#judge.view);
		if (fields === undefined) return;
		this.#findDuplicates(fields.entries, type.name);
		const broken = this.#judge.broken.touches(spanOf(placed));
		for (const entry of fields.entries) {
			const known = Object.hasOwn(type.keys, entry.key) ? type.keys[entry.key] : undefined;
			if (known === undefined) this.#tellUnknown(entry, fields, type);
			else if (entry.value !== undefined && !entry.borrowed) this.#value(entry.value, known.value, entry, depth);
		}
		this.#findConflicts(fields, type);
		if (!broken) {
			this.#findMissing(fields, type, place);
			append(this.problems, this.#judge.judgeMapping(type, fields, place));
		}
	}

	#tell(fault: string, span: Span, message: string): void {
		this.problems.push({ code: `${this.#judge.family}/${fault}`, severity: "error", span, message });
	}

	#findDuplicates(entries: readonly ViewedEntry[], where: string): void {
		const first = new Map<string, ViewedEntry>();
		for (const entry of entries) {
			const earlier = first.get(entry.key);
			if (earlier === undefined) {
				first.set(entry.key, entry);
				continue;
			}
			this.problems.push({
				code: "yaml/duplicate-key",
				severity: "error",
				span: entry.keySpan,
				message: `\`${entry.key}\` stands twice in this ${where}, and ${this.#judge.reader} rejects the whole file for it. Keep one of them.`,
				related: [{ span: earlier.keySpan, message: "It stands here already." }],
			});
		}
	}

	#tellUnknown(entry: ViewedEntry, fields: Fields, type: MappingType): void {
		if (type.open === true || !entry.hasColon || entry.key === "") return;
		if (entry.borrowed && entry.value === undefined) return;
		const names = Object.keys(type.keys);
		const near = findNearestName(entry.key, names);
		const lenient = this.#judge.passesOverUnknown === true;
		if (lenient && (near === undefined || fields.has(near))) return;
		const hint =
			near !== undefined
				? `Did you mean \`${near}\`?`
				: names.length <= 12
					? `It may have: ${names.join(", ")}.`
					: "Remove it, or move it to where it belongs.";
		const consequence = lenient ? "passes over it, or refuses it" : "rejects the whole file for it";
		const message = `A ${type.name} has no field \`${entry.key}\`, and ${this.#judge.reader} ${consequence}. ${hint}`;
		const unknown: Problem = {
			code: `${this.#judge.family}/unknown-field`,
			severity: lenient ? "warning" : "error",
			span: entry.keySpan,
			message,
		};
		const fixable = near !== undefined && !entry.borrowed && !fields.has(near);
		this.problems.push(fixable ? { ...unknown, fix: writeNear(entry.keySpan, entry.key, near) } : unknown);
	}

	#findConflicts(fields: Fields, type: MappingType): void {
		for (const [index, entry] of fields.entries.entries()) {
			const notWith = Object.hasOwn(type.keys, entry.key) ? type.keys[entry.key]?.notWith : undefined;
			if (notWith === undefined || !isSet(entry)) continue;
			const rival = fields.entries.find(
				(other, place) =>
					notWith.includes(other.key) &&
					isSet(other) &&
					(place < index || type.keys[other.key]?.notWith?.includes(entry.key) !== true),
			);
			if (rival === undefined) continue;
			this.problems.push({
				code: `${this.#judge.family}/conflicting-fields`,
				severity: "error",
				span: entry.keySpan,
				message: `\`${entry.key}\` cannot stand beside \`${rival.key}\`: ${this.#judge.reader} rejects the whole file for having both. Keep one of them.`,
				related: [{ span: rival.keySpan, message: `\`${rival.key}\` stands here.` }],
			});
		}
	}

	#findMissing(fields: Fields, type: MappingType, place: Span): void {
		const { reader } = this.#judge;
		for (const [key, known] of Object.entries(type.keys)) {
			if (known.required !== true) continue;
			const entry = fields.get(key);
			if (entry === undefined) {
				this.#tell(
					"missing-field",
					place,
					`This ${type.name} has no \`${key}\`, and ${reader} rejects the whole file for it. Add \`${key}:\`.`,
				);
			} else if (!isSet(entry) && !entry.borrowed) {
				this.#tell(
					"missing-field",
					entry.keySpan,
					`\`${key}\` is empty, and ${reader} rejects a ${type.name} without it. Write its value.`,
				);
			}
		}
		for (const group of type.oneOf ?? []) {
			if (group.some((key) => isSet(fields.get(key)))) continue;
			const names = group.map((key) => `\`${key}\``).join(" or ");
			this.#tell(
				"missing-field",
				place,
				`This ${type.name} has no ${names}, and ${reader} rejects the whole file for it. Add one of them.`,
			);
		}
	}

	#value(value: PlacedNode, wanted: ValueType, entry: ViewedEntry, depth: number): void {
		if (this.#judge.broken.touches(spanOf(value)) && !isScalarNode(value) && wanted.kind !== value.node.kind) {
			if (!(wanted.kind === "map" && isMappingNode(value))) return;
		}
		switch (wanted.kind) {
			case "any":
				return;
			case "mapping":
				if (isMappingNode(value)) this.mapping(value, wanted.of, entry.keySpan, depth + 1);
				else this.#tellType(entry.key, value, "a mapping of keys and values");
				return;
			case "sequence":
				this.#sequence(value, wanted.of, entry, depth);
				return;
			case "map":
				this.#map(value, wanted.of, entry, depth);
				return;
			case "enum":
				this.#enum(value, wanted, entry.key);
				return;
			case "promql":
			case "string":
				if (!isScalarNode(value)) this.#tellType(entry.key, value, "one text");
				else if (wanted.kind === "string" && wanted.format !== undefined) this.#format(value, wanted.format, entry.key);
				return;
			case "duration":
				this.#duration(value, entry.key);
				return;
			case "integer":
				if (!isIntegerScalar(value)) this.#tellType(entry.key, value, "a whole number without quotes");
				return;
			case "number":
				if (!isNumberScalar(value)) this.#tellType(entry.key, value, "a number without quotes");
				return;
			case "boolean":
				if (!isBooleanScalar(value)) this.#tellType(entry.key, value, "`true` or `false`, without quotes");
				return;
			default: {
				wanted satisfies never;
			}
		}
	}

	#sequence(value: PlacedNode, of: ValueType, entry: ViewedEntry, depth: number): void {
		if (!isSequenceNode(value)) {
			this.#tellType(entry.key, value, "a list, one `- ` for each item");
			return;
		}
		for (const item of this.#judge.view.items(value)) {
			const dash = { start: item.span.start, end: item.span.start + 1 };
			if (item.value === undefined) {
				if (this.#judge.refusesNullItems === true && of.kind === "mapping" && !this.#judge.broken.touches(item.span)) {
					const message = `This item is empty, and ${this.#judge.reader} rejects the whole file for it. Write a ${of.of.name}, or remove the dash.`;
					this.#tell("missing-field", dash, message);
				}
				continue;
			}
			if (item.borrowed) continue;
			const keySpan = isMappingNode(item.value) ? spanOfFirstKey(item.value) : dash;
			this.#value(item.value, of, { ...entry, key: entry.key, keySpan, value: item.value }, depth + 1);
		}
	}

	#map(value: PlacedNode, of: ValueType, entry: ViewedEntry, depth: number): void {
		if (!isMappingNode(value)) {
			this.#tellType(entry.key, value, "a mapping of names and values");
			return;
		}
		const entries = this.#judge.view.entries(value);
		this.#findDuplicates(entries, `\`${entry.key}\` mapping`);
		for (const inner of entries) {
			if (inner.value !== undefined && !inner.borrowed) this.#value(inner.value, of, inner, depth + 1);
			else if (inner.value === undefined && inner.hasColon && of.kind === "string" && of.format === "regexp") {
				const message = `\`${inner.key}\` has no regular expression, and ${this.#judge.reader} rejects the whole file for it. Write one.`;
				this.#tell("missing-field", inner.keySpan, message);
			}
		}
	}

	#enum(value: PlacedNode, type: Extract<ValueType, { kind: "enum" }>, key: string): void {
		if (!isScalarNode(value)) {
			this.#tellType(key, value, "one text");
			return;
		}
		if (type.closed === undefined) return;
		const written = value.node.value;
		const accepted = type.values.some((one) =>
			type.closed === "exactly" ? one === written : one.toLowerCase() === written.toLowerCase(),
		);
		if (accepted) return;
		const near = findNearestName(written, type.values);
		const choices = type.values.filter((one) => one !== "").join(", ");
		const told: Problem = {
			code: `${this.#judge.family}/invalid-value`,
			severity: "error",
			span: spanOf(value),
			message: `\`${key}\` cannot be \`${written}\`, and ${this.#judge.reader} rejects the whole file for it. ${near === undefined ? `It is one of: ${choices}.` : `Did you mean \`${near}\`?`}`,
		};
		const plain = value.node.style === "plain";
		this.problems.push(near !== undefined && plain ? { ...told, fix: writeNear(told.span, written, near) } : told);
	}

	#format(value: PlacedNode, format: StringFormat, key: string): void {
		const fault = this.#judge.faultOf(format, value, key);
		if (fault === undefined || !isScalarNode(value)) return;
		const shown = format.startsWith("secret") ? "The value" : `\`${shorten(value.node.value)}\``;
		this.#tell(
			fault.code ?? "invalid-value",
			fault.span ?? spanOf(value),
			`${shown} ${fault.reason}, and ${this.#judge.reader} rejects the whole file for it.`,
		);
	}

	#duration(value: PlacedNode, key: string): void {
		if (!isScalarNode(value)) {
			this.#tellType(key, value, "a duration such as `5m`");
			return;
		}
		const written = value.node.value;
		const parsed = parseRuleDuration(written);
		if ("seconds" in parsed) return;
		const why =
			parsed.fault === "outOfRange"
				? "is longer than it can count (about 292 years)"
				: /^\d+$/.test(written)
					? "has no unit"
					: "is no duration";
		this.#tell(
			"invalid-duration",
			spanOf(value),
			`\`${shorten(written)}\` ${why}, and ${this.#judge.reader} rejects the whole file for it. Write whole numbers with units from large to small, such as \`30s\` or \`1h30m\` (y, w, d, h, m, s, ms).`,
		);
	}

	#tellType(key: string, value: PlacedNode, wanted: string): void {
		const is = isScalarNode(value)
			? value.node.value === ""
				? "an empty text"
				: "a single value"
			: isMappingNode(value)
				? "a mapping"
				: "a list";
		this.#tell(
			"wrong-type",
			spanOfFirstPart(value),
			`\`${key}\` must be ${wanted}, not ${is}, and ${this.#judge.reader} rejects the whole file for it.`,
		);
	}
}

/** Claims that a key has a value that counts: null and empty texts and lists do not. */
export function isSet(entry: ViewedEntry | undefined): boolean {
	const value = entry?.value;
	if (value === undefined) return false;
	if (isScalarNode(value)) return value.node.value !== "";
	return !isSequenceNode(value) || value.node.items.length > 0;
}

export function spanOfFirstKey(placed: PlacedNode & { readonly node: YamlMapping }): Span {
	const first = placed.node.entries[0]?.key;
	return first === undefined ? spanOf(placed) : spanOf({ node: first, base: placed.base });
}

/** Squiggles under many lines say nothing, so a collection is marked at its first part. */
function spanOfFirstPart(value: PlacedNode): Span {
	if (isMappingNode(value) && !value.node.flow) return spanOfFirstKey(value);
	const span = spanOf(value);
	return isSequenceNode(value) && !value.node.flow ? { start: span.start, end: span.start + 1 } : span;
}

function shorten(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
