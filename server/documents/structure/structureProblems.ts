import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import { parseRuleDuration } from "../rules/ruleDuration.ts";
import type { PlacedNode } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, spanOf, type ViewedEntry, type YamlView } from "../yaml/yamlView.ts";
import { findNearestName, writeNear } from "./nearestName.ts";
import type { MappingType, ValueType } from "./structure.ts";

/** Who reads the file decides what its values may be. */
export interface Reader {
	/** Who would reject the document, for messages: `Prometheus` or `Kubernetes`. */
	readonly name: string;
	/** Takes numbers and booleans for strings, as Go's YAML decoder does; the Kubernetes API does not. */
	readonly convertsScalars: boolean;
	/** Fields of a mapping that another reader than Prometheus knows, and who it is. */
	readonly foreignFields: ReadonlyMap<string, string>;
}

export function problem(code: string, span: Span, message: string, severity: Problem["severity"] = "error"): Problem {
	return { code, severity, span, message };
}

/** Finds keys that are unknown, doubled or foreign, and scalar values of a wrong type; not in nested mappings. */
export function findMappingProblems(
	entries: readonly ViewedEntry[],
	type: MappingType,
	reader: Reader,
	view: YamlView,
): readonly Problem[] {
	const problems: Problem[] = [...findDuplicateKeys(entries, type.name)];
	for (const entry of entries) {
		if (entry.borrowed && entry.value === undefined) continue;
		const known = Object.hasOwn(type.keys, entry.key) ? type.keys[entry.key] : undefined;
		if (known !== undefined) {
			append(problems, findValueProblems(entry, known.value, reader, view));
			continue;
		}
		if (type.open === true || !entry.hasColon || entry.key === "") continue;
		problems.push(describeUnknownField(entry, entries, type, reader));
	}
	return problems;
}

function describeUnknownField(
	entry: ViewedEntry,
	entries: readonly ViewedEntry[],
	type: MappingType,
	reader: Reader,
): Problem {
	const owner = reader.foreignFields.get(entry.key);
	if (owner !== undefined) {
		return problem(
			"rule/foreign-field",
			entry.keySpan,
			`\`${entry.key}\` belongs to ${owner}; ${reader.name} itself rejects the whole file for it. Fine where ${owner} reads this file, otherwise remove it.`,
			"information",
		);
	}
	const near = findNearestName(entry.key, Object.keys(type.keys));
	const hint = near === undefined ? `It may have: ${Object.keys(type.keys).join(", ")}.` : `Did you mean \`${near}\`?`;
	const unknown = problem(
		"rule/unknown-field",
		entry.keySpan,
		`A ${type.name} has no field \`${entry.key}\`, and ${reader.name} rejects the whole file for it. ${hint}`,
	);
	if (near === undefined || entry.borrowed || excludes(entries, near)) return unknown;
	return { ...unknown, fix: writeNear(entry.keySpan, entry.key, near) };
}

/** Claims that a mapping with these entries cannot have `key` besides. */
function excludes(entries: readonly ViewedEntry[], key: string): boolean {
	const rivals = key === "alert" || key === "record" ? ["alert", "record"] : [key];
	return entries.some((entry) => rivals.includes(entry.key));
}

function findDuplicateKeys(entries: readonly ViewedEntry[], where: string): readonly Problem[] {
	const first = new Map<string, ViewedEntry>();
	const problems: Problem[] = [];
	for (const entry of entries) {
		const earlier = first.get(entry.key);
		if (earlier === undefined) first.set(entry.key, entry);
		else {
			problems.push({
				...problem(
					"yaml/duplicate-key",
					entry.keySpan,
					`\`${entry.key}\` stands twice in this ${where}, and the whole file is rejected for it. Keep one of them.`,
				),
				related: [{ span: earlier.keySpan, message: "It stands here already." }],
			});
		}
	}
	return problems;
}

function findValueProblems(entry: ViewedEntry, type: ValueType, reader: Reader, view: YamlView): readonly Problem[] {
	const { value } = entry;
	if (value === undefined) return [];
	switch (type.kind) {
		case "any":
			return [];
		case "mapping":
			return isMappingNode(value) ? [] : [describeWrongType(entry.key, value, "a mapping of keys and values")];
		case "sequence":
			return value.node.kind === "sequence"
				? []
				: [describeWrongType(entry.key, value, "a list, one `- ` for each item")];
		case "map":
			return findMapProblems(entry.key, value, type.of, reader, view);
		case "promql":
			return isScalarNode(value) ? [] : [describeWrongType(entry.key, value, "one PromQL expression")];
		case "enum":
		case "string":
			return findStringProblems(entry.key, value, reader);
		case "duration":
			return findDurationProblems(entry.key, value, reader);
		case "integer":
			return findIntegerProblems(entry.key, value);
		case "number":
			return findNumberProblems(entry.key, value);
		case "boolean":
			return isScalarNode(value) ? [] : [describeWrongType(entry.key, value, "`true` or `false`")];
		default:
			return type satisfies never;
	}
}

function findMapProblems(
	key: string,
	value: PlacedNode,
	of: ValueType,
	reader: Reader,
	view: YamlView,
): readonly Problem[] {
	if (!isMappingNode(value)) return [describeWrongType(key, value, "a mapping of names and values")];
	const entries = view.entries(value);
	return [
		...findDuplicateKeys(entries, `\`${key}\` mapping`),
		...entries.flatMap((entry) => findValueProblems(entry, of, reader, view)),
	];
}

/** What YAML 1.1, which Kubernetes reads, takes for a boolean or a number where it is not quoted. */
const typedScalar =
	/^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function findStringProblems(key: string, value: PlacedNode, reader: Reader): readonly Problem[] {
	if (!isScalarNode(value)) return [describeWrongType(key, value, "one text")];
	if (reader.convertsScalars || !isTyped(value)) return [];
	return [
		{
			...problem(
				"rule/wrong-type",
				spanOf(value),
				`\`${key}\` must be text, but YAML reads \`${value.node.value}\` as a number or a boolean, and ${reader.name} rejects the resource. Put it in quotes.`,
			),
			fix: { title: "Put it in quotes", edits: [{ span: spanOf(value), newText: `"${value.node.value}"` }] },
		},
	];
}

function isTyped(value: PlacedNode): boolean {
	if (!isScalarNode(value) || value.node.style !== "plain") return false;
	// A lone y or n is text to Go's reader, which Kubernetes uses.
	return value.node.tag === undefined && typedScalar.test(value.node.value) && !/^[yYnN]$/.test(value.node.value);
}

function findDurationProblems(key: string, value: PlacedNode, reader: Reader): readonly Problem[] {
	if (!isScalarNode(value)) return [describeWrongType(key, value, "a duration such as `5m`")];
	const written = value.node.value;
	const parsed = parseRuleDuration(written);
	if ("seconds" in parsed) return isTyped(value) ? findStringProblems(key, value, reader) : [];
	const why =
		parsed.fault === "outOfRange"
			? "is longer than Prometheus can count (about 292 years)"
			: /^\d+$/.test(written)
				? "has no unit"
				: "is no duration";
	return [
		problem(
			"rule/invalid-duration",
			spanOf(value),
			`\`${written}\` ${why}, and ${reader.name} rejects the whole file for it. Write whole numbers with units from large to small, such as \`5m\` or \`1h30m\` (y, w, d, h, m, s, ms).`,
		),
	];
}

const integer =
	/^[-+]?(?:0x[\da-fA-F_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*|(?:\d[\d_]*)?\.?\d+(?:[eE][-+]?\d+)?|\d[\d_]*\.)$/;

function findIntegerProblems(key: string, value: PlacedNode): readonly Problem[] {
	if (!isScalarNode(value)) return [describeWrongType(key, value, "a whole number")];
	const { style, value: written } = value.node;
	const amount = Number(written.replaceAll("_", ""));
	const fits = Number.isNaN(amount) || Math.abs(amount) < 2 ** 63;
	if (style === "plain" && integer.test(written) && fits) return [];
	if (value.node.tag?.endsWith(":int") === true) return [];
	return [describeWrongType(key, value, "a whole number without quotes")];
}

const float = /^[-+]?(?:0x[\da-fA-F_]+|0b[01_]+|(?:\d[\d_]*\.?[\d_]*|\.[\d_]+)(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;

/** A number with or without a fraction, as Go's YAML reader takes it. */
function findNumberProblems(key: string, value: PlacedNode): readonly Problem[] {
	if (!isScalarNode(value)) return [describeWrongType(key, value, "a number")];
	const { style, value: written, tag } = value.node;
	if (tag?.endsWith(":float") === true || tag?.endsWith(":int") === true) return [];
	if (style === "plain" && (float.test(written) || notANumber.test(written))) return [];
	return [describeWrongType(key, value, "a number without quotes")];
}

function describeWrongType(key: string, value: PlacedNode, wanted: string): Problem {
	return problem(
		"rule/wrong-type",
		firstLineOf(value),
		`\`${key}\` must be ${wanted}, not ${nameKind(value)}, or the whole file is rejected.`,
	);
}

function nameKind({ node }: PlacedNode): string {
	switch (node.kind) {
		case "mapping":
			return "a mapping";
		case "sequence":
			return "a list";
		case "scalar":
			return node.value === "" ? "an empty text" : `the text \`${node.value.slice(0, 40)}\``;
		case "alias":
			return "an alias";
		default:
			return node satisfies never;
	}
}

/** A scalar whole; of a collection its first part, because squiggles under many lines say nothing. */
function firstLineOf(value: PlacedNode): Span {
	const span = spanOf(value);
	if (value.node.kind === "scalar" || value.node.kind === "alias") return span;
	if (value.node.flow) return span;
	const first = value.node.kind === "mapping" ? value.node.entries[0]?.key : undefined;
	const end = first === undefined ? span.start + 1 : first.end + value.base;
	return { start: span.start, end };
}
