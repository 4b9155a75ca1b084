import { expect, test } from "vitest";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createTestService, never } from "../../support/testService.ts";

/** The text after `label` was chosen, with the cursor where it then stands; `undefined` where it is not offered. */
async function accept(marked: string, label: string, languageId: string): Promise<string | undefined> {
	const service = createTestService();
	const { text, offset } = readCursor(marked);
	const document = { uri: `file:///a.${languageId}`, languageId, version: 1, text };
	const { items } = await service.complete(document, offset, never);
	expect(service.logged).toEqual([]);
	const item = items.find((candidate) => candidate.label === label);
	return item && applyEdits(text, [{ span: item.edit.span, newText: item.edit.newText.replace("$0", "<|>") }]);
}

const rule = (content: string): string =>
	`{\n  "groups": [\n    {\n      "name": "g",\n      "rules": [\n        {\n          "alert": "A",\n${content}\n        }\n      ]\n    }\n  ]\n}\n`;

test.each([
	["a bare place", '          "expr": "up",\n          <|>', "for", '          "expr": "up",\n          "for": "<|>"'],
	["a bare word", '          "expr": "up",\n          fo<|>', "for", '          "expr": "up",\n          "for": "<|>"'],
	[
		"an open quote",
		'          "expr": "up",\n          "fo<|>',
		"for",
		'          "expr": "up",\n          "for": "<|>"',
	],
	[
		"closed quotes",
		'          "expr": "up",\n          "fo<|>"',
		"for",
		'          "expr": "up",\n          "for": "<|>"',
	],
	[
		"a key before another",
		'          "<|>"\n          "expr": "up"',
		"for",
		'          "for": "<|>",\n          "expr": "up"',
	],
	[
		"a key before a comma",
		'          "<|>",\n          "expr": "up"',
		"for",
		'          "for": "<|>",\n          "expr": "up"',
	],
	["a key with its value", '          "exp<|>": "up"', "expr", '          "expr": "up"'],
	["a map", '          "expr": "up",\n          "<|>"', "labels", '          "expr": "up",\n          "labels": {<|>}'],
	[
		"a name that is well known",
		'          "labels": { "sev<|>" }',
		"severity",
		'          "labels": { "severity": "<|>" }',
	],
	["a value in quotes", '          "for": "<|>"', "5m", '          "for": "5m"'],
	["a value without quotes", '          "for": <|>', "5m", '          "for": "5m"'],
	[
		"a value before another key",
		'          "for": <|>\n          "expr": "up"',
		"5m",
		'          "for": "5m",\n          "expr": "up"',
	],
	["a value in open quotes", '          "for": "5<|>', "5m", '          "for": "5m"'],
])("%s", async (_, content, label, expected) => {
	expect(await accept(rule(content), label, "json")).toBe(rule(expected));
});

test("an expression where nothing is written yet has its quotes", async () => {
	expect(await accept(rule('          "expr": <|>'), "time", "json")).toMatch(/"expr": "time\(/);
});

test("an expression before another key has its comma", async () => {
	const written = await accept(rule('          "expr": <|>\n          "for": "5m"'), "time", "json");
	expect(written).toMatch(/"expr": "time\([^"\n]*",\n {10}"for"/);
});

test.each(['"expr": 1 <|>', '"expr": 1 <|>,\n          "for": "5m"', '"expr": true <|>'])(
	"behind a value without quotes, as in %s, nothing is offered",
	async (content) => {
		for (const label of ["time", "and", "+", "sum"]) {
			expect(await accept(rule(`          ${content}`), label, "json")).toBeUndefined();
		}
	},
);

const dashboard = (key: string, items: string): string =>
	`{\n  "title": "D",\n  "schemaVersion": 39,\n  "templating": { "list": [${key === "list" ? items : ""}] },\n  "panels": [${key === "panels" ? items : ""}]\n}\n`;

test.each([
	["a panel", dashboard("panels", "<|>"), "time series panel"],
	["a panel before another", dashboard("panels", '<|>{ "type": "row" }'), "row"],
	["a panel behind another", dashboard("panels", '{ "type": "row" }, <|>'), "stat panel"],
	["a query", dashboard("panels", '{ "type": "stat", "targets": [<|>] }'), "query"],
	["a query on a line of its own", dashboard("panels", '{ "type": "stat", "targets": [\n      <|>\n    ] }'), "query"],
	["a variable", dashboard("list", "<|>"), "query variable"],
	["a variable of a data source", dashboard("list", '<|>\n{ "type": "custom" }'), "data source variable"],
])("%s as a whole leaves the file JSON", async (_, marked, label) => {
	const written = await accept(marked, label, "json");
	const plain = written?.replaceAll(/\$\{\d:([^}]*)\}/g, "$1").replace("<|>", "");
	expect(() => JSON.parse(plain ?? "")).not.toThrow();
});

test("a whole item is not offered where a comma has to be written first", async () => {
	expect(await accept(dashboard("panels", '{ "type": "row" } <|>'), "row", "json")).toBeUndefined();
});

test.each([
	["a key that is there", rule('          "expr": "up",\n          "<|>"'), "expr"],
	["a key before a comma is written", rule('          "for": "5m"\n          <|>'), "expr"],
	["keys behind the end", `${rule('          "expr": "up"')}<|>`, "groups"],
	["keys in a list", '{"groups": [<|>]}', "name"],
])("does not offer %s", async (_, marked, label) => {
	expect(await accept(marked, label, "json")).toBeUndefined();
});

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));
const configMap = (key: string, value: string): string =>
	`apiVersion: v1\nkind: ConfigMap\ndata:\n  ${key}: ${value}\n`;
const rulesInYaml = (end: string): string => `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n${end}`;

test.each([
	[
		"a key in a literal block",
		(end: string) => configMap("r.yaml", `|\n${indent(rulesInYaml(end), 4)}`),
		"    fo<|>\n",
		"for",
		"    for: <|>\n",
	],
	[
		"a line at the block's end",
		(end: string) => configMap("r.yaml", `|\n${indent(rulesInYaml(end), 4)}`),
		"    <|>",
		"labels",
		"    labels:\n      <|>",
	],
	[
		"an item at the block's end",
		(end: string) => configMap("r.yaml", `|\n${indent(rulesInYaml(end), 4)}`),
		"  - <|>",
		"record",
		"  - record: <|>",
	],
	[
		"JSON in a literal block",
		(end: string) => configMap("r.json", `|\n${indent(rule(end), 4)}`),
		'          "fo<|>"',
		"for",
		'          "for": "<|>"',
	],
	[
		"JSON in double quotes",
		(end: string) => configMap("r.json", JSON.stringify(rule(end))),
		'          "fo<|>"',
		"for",
		'          "for": "<|>"',
	],
	[
		"YAML in double quotes",
		(end: string) => configMap("r.yaml", JSON.stringify(rulesInYaml(end))),
		"    lab<|>\n",
		"labels",
		"    labels:\n      <|>\n",
	],
])("%s of a ConfigMap", async (_, wrap, content, label, expected) => {
	expect(await accept(wrap(content), label, "yaml")).toBe(wrap(expected));
});

test("a hover on a key in JSON says what it is for", async () => {
	const service = createTestService();
	const { text, offset } = readCursor(rule('          "fo<|>r": "5m",\n          "expr": "up"'));
	const hover = service.hover({ uri: "file:///a.json", languageId: "json", version: 1, text }, offset);
	const span = hover?.span;
	expect(span && text.slice(span.start, span.end)).toBe('"for"');
});
