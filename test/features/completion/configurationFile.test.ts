import { describe, expect, test } from "vitest";
import { CHECKS } from "../../../server/checks/registry.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const uri = "file:///repo/.observability.yaml";
const service = createTestService(undefined, CHECKS);
let version = 0;

async function complete(marked: string): Promise<readonly string[]> {
	const { text, offset } = readCursor(marked);
	version += 1;
	const { items } = await service.complete(createDocument(text, version, uri), offset, never);
	return items.map(({ label }) => label);
}

/** The text after taking `label`. */
async function accept(marked: string, label: string): Promise<string> {
	const { text, offset } = readCursor(marked);
	version += 1;
	const { items } = await service.complete(createDocument(text, version, uri), offset, never);
	const item = items.find((one) => one.label === label);
	return item === undefined ? `There is no ${label}.` : applyEdits(text, [item.edit]);
}

describe("completion in the configuration", () => {
	test.each([
		["an empty file", "<|>"],
		["below a comment", "# Ours.\n<|>"],
		["while a key is written", "che<|>"],
		["beside others", "ignore: a\n<|>"],
	])("offers keys in %s", async (_, marked) => {
		expect(await complete(marked)).toContain("checks");
	});

	test("offers each check and each area, and none twice", async () => {
		const labels = await complete("checks:\n  alert/always-fires: off\n  <|>");
		expect(labels).toEqual(
			expect.arrayContaining(["alert/*", "promql/*", "promql/needless-regexp", "rule/foreign-field"]),
		);
		expect(labels).not.toContain("alert/always-fires");
		expect(labels).not.toContain("promql/syntax");
	});

	test.each([
		["checks:\n  alert/always-fires: <|>", ["off", "on", "error", "warning", "information", "hint"]],
		["checks:\n  alert/*: o<|>", ["off", "on", "error", "warning", "information", "hint"]],
		["checks:\n  group/long-interval:\n    <|>", ["severity", "longest"]],
		["checks:\n  group/long-interval:\n    severity: <|>", ["off", "on", "error", "warning", "information", "hint"]],
		["dialect: <|>", ["auto", "prometheus", "thanos", "mimir", "loki", "vmalert"]],
		["paths:\n  - <|>", ["files", "checks", "prometheus", "dialect", "promql"]],
		[
			"paths:\n  - files: x\n    checks:\n      alert/always-fires: <|>",
			["off", "on", "error", "warning", "information", "hint"],
		],
		["paths:\n  - files: x\n    dialect: m<|>", ["auto", "prometheus", "thanos", "mimir", "loki", "vmalert"]],
	])("%j", async (marked, labels) => {
		expect(await complete(marked)).toEqual(labels);
	});

	test("leads on to the setting", async () => {
		expect(await accept("checks:\n  alw<|>", "alert/always-fires")).toBe("checks:\n  alert/always-fires: $0");
		expect(await accept("<|>", "checks")).toBe("checks:\n  $0");
	});
});

describe("a hover in the configuration", () => {
	test.each([
		["chec<|>ks:\n", "Which checks are on"],
		["checks:\n  alert/always-<|>fires: off\n", "It is by itself a warning."],
		["checks:\n  group/long-interval:\n    long<|>est: 5m\n", "lookback-delta"],
		["paths:\n  - fil<|>es: x\n", "patterns from the folder of this file"],
	])("%j", (marked, said) => {
		const { text, offset } = readCursor(marked);
		version += 1;
		expect(service.hover(createDocument(text, version, uri), offset)?.markdown).toContain(said);
	});
});

test("only the file of that name is the configuration", () => {
	const kinds = (name: string) => service.kindOf(createDocument("checks: {}", 1, `file:///repo/${name}`)).kinds;
	expect(kinds(".observability.yml")).toEqual(["observabilityConfig"]);
	expect(kinds("my.observability.yaml")).toEqual([]);
	expect(kinds("observability.yaml")).toEqual([]);
});
