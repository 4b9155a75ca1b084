import { describe, expect, it } from "vitest";
import { documentFaults } from "../../server/documents/faults.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";

const codesOf = (text: string): readonly string[] =>
	createDocumentParser()
		.parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text })
		?.problems.map(({ code, severity }) => `${code} ${severity}`) ?? ["not recognised"];

describe("every documented fault", () => {
	it.each(Object.entries(documentFaults))("%s", (code, { example, severity }) => {
		expect(codesOf(example.bad)).toEqual([`${code} ${severity}`]);
		expect(codesOf(example.good)).toEqual([]);
	});
});
