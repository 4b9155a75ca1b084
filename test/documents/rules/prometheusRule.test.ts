import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });

const resource = (name: string, group: string): string =>
	`apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: ${name}\n  labels:\n    team: web\nspec:\n  groups:\n${group}`;

const group = (rule: string): string => `  - name: g\n    rules:\n    - ${rule.replaceAll("\n", "\n      ")}\n`;

const valid = resource("r", group("alert: A\nexpr: up"));

/** The marks below the lines of the group's rule. */
function check(marked: string): void {
	const text = marked
		.split("\n")
		.filter((line) => !/^\s*\^+ [a-z]+\//.test(line))
		.join("\n");
	expect(drawSquiggles(text, parse(text)?.problems ?? [])).toBe(marked);
}

describe("problems", () => {
	it.each([
		["a valid one", valid],
		["an expression that is a number", resource("r", group("record: a\nexpr: 1"))],
		["Thanos's strategy", resource("r", "  - name: g\n    partial_response_strategy: warn\n    rules: []\n")],
		["newer fields", resource("r", "  - name: g\n    query_offset: 1m\n    labels:\n      a: b\n    rules: []\n")],
		["groups alone", resource("r", "")],
		["no spec yet", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n"],
		["what controllers add", `${valid}status:\n  bindings: []\n`],
		["numbers in quotes", resource("r", group('alert: A\nexpr: up\nlabels:\n  level: "3"'))],
	])("are not in %s", (_, text) => {
		check(text);
	});

	it.each([
		[
			"a number for a label",
			resource("r", group("alert: A\nexpr: up\nlabels:\n  level: 3\n         ^ rule/wrong-type")),
		],
		[
			"a boolean of YAML 1.1 for a label",
			resource("r", group("alert: A\nexpr: up\nlabels:\n  page: yes\n        ^^^ rule/wrong-type")),
		],
		["an unknown field of a rule", resource("r", group("alert: A\nexpr: up\nsummary: x\n^^^^^^^ rule/unknown-field"))],
		["an unknown field of the spec", `${valid}  group: []\n  ^^^^^ rule/unknown-field\n`],
		["a missing expression", resource("r", group("alert: A\n^^^^^ rule/missing-expr"))],
		[
			"a list for the spec",
			"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: []\n      ^^ rule/wrong-type\n",
		],
	])("mark %s", (_, marked) => {
		check(marked);
	});
});

describe("files of several documents", () => {
	const other = "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  nam: twice\nspec:\n  groups: {a: b}\n";

	it("hold the rules of each", () => {
		const model = parse([other, valid, resource("q", group("record: a\nexpr: sum(up)"))].join("---\n"));
		expect(model?.regions.map(({ text }) => text)).toEqual(["up", "sum(up)"]);
		expect(model?.problems).toEqual([]);
		expect(model?.outline.map(({ name, children }) => [name, children.length])).toEqual([
			["r", 1],
			["q", 1],
		]);
	});

	it("may repeat a group's name", () => {
		expect(parse(`${valid}---\n${valid}`)?.problems).toEqual([]);
	});

	it("are told of broken YAML in their rules alone", () => {
		const model = parse(`a: 'b\n---\n${valid}---\nc: {\n`);
		expect(model?.problems).toEqual([]);
		expect(model?.regions.length).toBe(1);
	});

	it("keep the other documents when one is broken", () => {
		const model = parse(`${resource("p", group("alert: 'A\nexpr: up"))}---\n${valid}`);
		expect(model?.problems.map(({ code }) => code)).toEqual(["yaml/unclosed-quote"]);
		expect(model?.regions.map(({ text }) => text)).toEqual(["up", "up"]);
	});

	it("do not share anchors", () => {
		const model = parse(
			`${resource("p", group("alert: A\nexpr: &e up"))}---\n${resource("q", group("alert: A\nexpr: *e"))}`,
		);
		expect(model?.problems.map(({ code }) => code)).toEqual(["yaml/unknown-alias"]);
	});
});

describe("lists", () => {
	it("hold the rules of their items", () => {
		const item = (text: string) => `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`;
		const text = `apiVersion: v1\nkind: List\nitems:\n${item(valid)}- apiVersion: v1\n  kind: Service\n${item(resource("q", group("record: a\nexpr: sum(up)\nfor: 5m")))}`;
		const model = parse(text);
		expect(model?.regions.map(({ text: region }) => region)).toEqual(["up", "sum(up)"]);
		expect(model?.problems.map(({ code }) => code)).toEqual(["rule/alert-field-on-record"]);
	});
});
