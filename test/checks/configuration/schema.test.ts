import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toSchema } from "../../../server/checks/configuration/configurationSchema.ts";
import {
	areasOf,
	createConfigurationStructure,
	settableFaults,
} from "../../../server/checks/configuration/configurationStructure.ts";
import { faultCatalogue } from "../../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../../server/checks/registry.ts";

const schema: SchemaFile = JSON.parse(
	readFileSync(new URL("../../../schemas/observability.schema.json", import.meta.url), "utf8"),
);

interface SchemaFile {
	readonly $comment: string;
	readonly properties: { readonly checks: { readonly properties: Readonly<Record<string, unknown>> } };
}

describe("the schema", () => {
	test("knows every check and every advice that can be set, and nothing else", () => {
		const ids = [...CHECKS.map(({ id }) => id), ...Object.keys(settableFaults(faultCatalogue))];
		const areas = areasOf(ids).map((area) => `${area}/*`);
		expect(Object.keys(schema.properties.checks.properties).toSorted()).toEqual([...ids, ...areas].toSorted());
	});

	test("is what the table says, which our own editor features read", () => {
		const structure = createConfigurationStructure(CHECKS, faultCatalogue);
		expect(Object.keys(schema.properties)).toEqual(Object.keys(structure.keys));
		const { $comment, ...rest } = schema;
		expect($comment).toContain("npm run docs");
		expect(rest).toEqual(JSON.parse(JSON.stringify(toSchema(structure, "Configuration of the observability checks"))));
	});

	test("offers no error that the real tools report", () => {
		const errors = Object.entries(faultCatalogue).filter(([, { severity }]) => severity === "error");
		expect(errors.map(([id]) => id).filter((id) => id in schema.properties.checks.properties)).toEqual([]);
	});
});
