import type { KeyType, MappingType, StringFormat, ValueType } from "./structure.ts";

/** What a table says of a key besides its documentation and the kind of its value. */
export type KeyOptions = Omit<KeyType, "documentation" | "value">;

type Maker = (documentation: string, options?: KeyOptions) => KeyType;

const maker =
	(value: ValueType): Maker =>
	(documentation, options = {}) => ({ documentation, value, ...options });

/** A string of a format. */
export const formatted = (format: StringFormat): ValueType => ({ kind: "string", format });

export const text = maker({ kind: "string" });
export const secret = maker(formatted("secret"));
export const url = maker(formatted("url"));
export const httpUrl = maker(formatted("httpUrl"));
export const secretHttpUrl = maker(formatted("secretHttpUrl"));
export const regexp = maker(formatted("regexp"));
export const template = maker(formatted("template"));
export const hostPort = maker(formatted("hostPort"));
export const size = maker(formatted("size"));
export const duration = maker({ kind: "duration" });
export const integer = maker({ kind: "integer" });
export const number = maker({ kind: "number" });
export const flag = maker({ kind: "boolean" });
export const anything = maker({ kind: "any" });
export const texts = maker({ kind: "sequence", of: { kind: "string" } });
export const labelNames = maker({ kind: "sequence", of: formatted("labelName") });
export const textMap = maker({ kind: "map", of: { kind: "string" } });
export const templateMap = maker({ kind: "map", of: formatted("template") });

/** One of `values`, and nothing else. */
export function choice(documentation: string, values: readonly string[], options: KeyOptions = {}): KeyType {
	return { documentation, value: { kind: "enum", values, closed: "exactly" }, ...options };
}

/** A text for which some values are usual. */
export function usual(documentation: string, values: readonly string[], options: KeyOptions = {}): KeyType {
	return { documentation, value: { kind: "string", examples: values }, ...options };
}

export function listOf(documentation: string, of: ValueType, options: KeyOptions = {}): KeyType {
	return { documentation, value: { kind: "sequence", of }, ...options };
}

export function mappings(documentation: string, of: MappingType, options: KeyOptions = {}): KeyType {
	return { documentation, value: { kind: "sequence", of: { kind: "mapping", of } }, ...options };
}

export function mapping(documentation: string, of: MappingType, options: KeyOptions = {}): KeyType {
	return { documentation, value: { kind: "mapping", of }, ...options };
}
