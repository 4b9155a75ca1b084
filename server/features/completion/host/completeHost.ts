import type { HostPosition, KeyType, ValueType } from "../../../documents/structure/structure.ts";
import type { CompletionItem, CompletionList } from "../../answers.ts";
import { describeDuration, HOST_DURATIONS, unitsFor } from "../durations.ts";
import { matcherItems } from "./matcherItems.ts";

/** What may be written in the host language: keys, whole items, and values of a known kind. */
export function completeHost(position: HostPosition, text: string, offset: number): CompletionList {
	const items = position.kind === "key" ? keyItems(position) : valueItems(position, text, offset);
	const seen = new Set<string>();
	const once = items.filter(({ label, kind }) => !seen.has(`${kind} ${label}`) && seen.add(`${kind} ${label}`));
	return { items: once.flatMap((item) => encodeItem(item, position)), incomplete: false };
}

/** As the text around the host wants it written. */
function encodeItem(item: CompletionItem, { encode }: HostPosition): readonly CompletionItem[] {
	if (encode === undefined) return [item];
	const newText = encode(item.edit.newText);
	return newText === undefined ? [] : [{ ...item, edit: { ...item.edit, newText } }];
}

type KeyPosition = Extract<HostPosition, { kind: "key" }>;
type ValuePosition = Extract<HostPosition, { kind: "value" }>;

function keyItems(position: KeyPosition): CompletionItem[] {
	const { mapping, present, replace, indent, itemStart } = position;
	const taken = new Set(present);
	const snippets = itemStart && present.length === 0 && !position.hasColon ? (mapping.snippets ?? []) : [];
	return [
		...snippets.map(
			({ label, documentation, body }): CompletionItem => ({
				label,
				kind: "snippet",
				documentation,
				edit: { span: replace, newText: indentBody(body, indent) + (position.json?.comma === true ? "," : "") },
				snippet: true,
				sortText: `0${label}`,
			}),
		),
		...Object.entries(mapping.keys)
			.filter(([key, { notWith }]) => !taken.has(key) && notWith?.some((other) => taken.has(other)) !== true)
			.map(([key, type], index) => keyItem(position, key, type, index)),
	];
}

function keyItem(position: KeyPosition, key: string, type: KeyType, index: number): CompletionItem {
	const written = position.hasColon ? key : writeKey(position, key, type.value);
	const snippet = !position.hasColon;
	const detail = [type.required === true ? "required" : "", type.since ?? ""].filter((part) => part !== "");
	return {
		label: key,
		kind: "key",
		...(detail.length === 0 ? {} : { detail: detail.join(", ") }),
		documentation: type.documentation,
		edit: { span: position.replace, newText: written },
		snippet,
		sortText: `${type.required === true ? 1 : 2}${String(index).padStart(3, "0")}`,
		...(snippet && leadsToAList(type.value) ? { retrigger: true } : {}),
	};
}

function writeKey({ json, indent }: KeyPosition, key: string, value: ValueType): string {
	if (json === undefined) return `${key}:${afterColon(value, indent)}`;
	return `${json.opened ? "" : '"'}${key}": ${writeJsonValue(value)}${json.comma ? "," : ""}`;
}

function writeJsonValue(value: ValueType): string {
	switch (value.kind) {
		case "mapping":
		case "map":
			return "{$0}";
		case "sequence":
			return "[$0]";
		case "string":
		case "enum":
		case "duration":
		case "promql":
			return '"$0"';
		default:
			return "$0";
	}
}

function afterColon(value: ValueType, indent: number): string {
	switch (value.kind) {
		case "mapping":
			return value.or === undefined ? indentBody("\n\t$0", indent) : " $0";
		case "map":
			return indentBody("\n\t$0", indent);
		case "sequence":
			return indentBody("\n\t- $0", indent);
		default:
			return " $0";
	}
}

/** Claims that there is something to choose from right after the key. */
function leadsToAList(value: ValueType): boolean {
	if (value.kind === "mapping") return value.or !== undefined && leadsToAList(value.or);
	return ["enum", "boolean", "duration", "promql"].includes(value.kind);
}

function indentBody(body: string, indent: number): string {
	return body.replaceAll("\t", "  ").replaceAll("\n", `\n${" ".repeat(indent)}`);
}

/** In JSON the quotes and the comma that are not there yet. */
function writeValue(value: string, { json, type }: ValuePosition): string {
	if (json === undefined) return value;
	const quote = type.kind === "boolean" ? "" : '"';
	return `${json.opened ? "" : quote}${value}${json.closed ? "" : quote}${json.comma ? "," : ""}`;
}

function valueItems(position: ValuePosition, text: string, offset: number): CompletionItem[] {
	const { replace } = position;
	const type = position.type.kind === "mapping" ? (position.type.or ?? position.type) : position.type;
	const typed = text.slice(replace.start, offset);
	const item = (label: string, index: number, documentation?: string): CompletionItem => ({
		label,
		kind: type.kind === "duration" ? "duration" : "value",
		...(documentation === undefined ? {} : { documentation }),
		edit: { span: replace, newText: writeValue(label, position) },
		snippet: false,
		sortText: String(index).padStart(3, "0"),
	});
	switch (type.kind) {
		case "enum":
			return type.values.map((value, index) => item(value, index));
		case "boolean":
			return ["true", "false"].map((value, index) => item(value, index));
		case "duration":
			return [...unitsFor(typed), ...HOST_DURATIONS].map((value, index) => item(value, index, describeDuration(value)));
		case "string":
			if (type.format === "matchers") return matcherItems(position, type.labels ?? {}, text, offset);
			return (type.examples ?? [])
				.filter((value) => position.present?.includes(value) !== true)
				.map((value, index) => item(value, index));
		default:
			return [];
	}
}
