import type { MappingType, ValueType } from "../../documents/structure/structure.ts";

/** A JSON Schema or a part of one. */
export type Schema = { readonly [key: string]: unknown };

/**
 * The JSON Schema (draft 7, as editors' YAML servers read it) of what a structure's table allows: the same table drives
 * our own validation, completion and hovers.
 */
export function toSchema(structure: MappingType, title: string): Schema {
	return {
		$schema: "http://json-schema.org/draft-07/schema#",
		title,
		...mappingSchema(structure),
	};
}

function mappingSchema({ keys, open }: MappingType): Schema {
	const required = Object.entries(keys).flatMap(([key, type]) => (type.required === true ? [key] : []));
	const properties = Object.entries(keys).map(([key, { documentation, value }]) => [
		key,
		{ description: documentation, ...valueSchema(value) },
	]);
	return {
		type: "object",
		...(open === true ? {} : { additionalProperties: false }),
		...(required.length === 0 ? {} : { required }),
		properties: Object.fromEntries(properties),
	};
}

function valueSchema(type: ValueType): Schema {
	switch (type.kind) {
		case "mapping":
			return type.or === undefined
				? mappingSchema(type.of)
				: { anyOf: [valueSchema(type.or), mappingSchema(type.of), { type: "null" }] };
		case "map":
			return { type: "object", additionalProperties: valueSchema(type.of) };
		case "sequence": {
			const list = { type: "array", items: valueSchema(type.of) };
			return type.of.kind === "mapping" ? list : { anyOf: [valueSchema(type.of), list] };
		}
		case "enum":
			// A value that is only usual is offered, and others are taken.
			return type.closed === undefined ? { anyOf: [{ enum: type.values }, { type: "string" }] } : { enum: type.values };
		case "string":
			return type.examples === undefined ? { type: "string" } : { type: "string", examples: type.examples };
		case "promql":
			return { type: "string" };
		case "duration":
			return { type: "string", pattern: "^(?:0|(?:\\d+(?:ms|[smhdwy]))+)$" };
		case "integer":
		case "number":
		case "boolean":
			return { type: type.kind };
		case "any":
			return {};
		default:
			return type satisfies never;
	}
}
