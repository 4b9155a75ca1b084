import type { KeyType, MappingType } from "../../documents/structure/structure.ts";

/** The documentation of a key, with what else the structure's table knows about it. */
export function describeKey(key: string, type: KeyType, mapping: MappingType): string {
	const facts = [
		type.required === true ? `Required in a ${mapping.name}.` : "",
		type.since === undefined ? "" : `Since ${type.since}.`,
	].filter((fact) => fact !== "");
	return [`**${key}**`, type.documentation, facts.join(" ")].filter((part) => part !== "").join("\n\n");
}
