import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { readCursor } from "../../support/cursor.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///list.yaml", languageId: "yaml", version: 1, text });

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));
const item = (resource: string): string => indent(resource, 2).replace(/^ {2}/, "- ");
const list = (kind: string, ...resources: readonly string[]): string =>
	`apiVersion: v1\nkind: ${kind}\nitems:\n${resources.map(item).join("")}`;

const group = (name: string): string => `groups:\n- name: ${name}\n  rules:\n  - record: a:b\n    expr: up\n`;
const rule = (name: string): string =>
	`apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: ${name}\nspec:\n${indent(group(name), 2)}`;
const files = (kind: string, name: string, data = "data"): string =>
	`apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${data}:\n  rules.yaml: |\n${indent(group(name), 4)}  readme: this is not for us\n`;
const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: []\n";

const outlineOf = (text: string): readonly string[] =>
	(parse(text)?.outline ?? []).map(({ name, detail, children }) => `${detail} ${name}: ${children.map((c) => c.name)}`);

describe("a list", () => {
	it("of resources of several kinds holds those that are known", () => {
		const text = list(
			"List",
			rule("a"),
			service,
			files("ConfigMap", "b"),
			rule("c"),
			files("Secret", "d", "stringData"),
		);
		expect(parse(text)?.problems).toEqual([]);
		expect(outlineOf(text)).toEqual([
			"PrometheusRule a: a",
			"ConfigMap b: rules.yaml",
			"PrometheusRule c: c",
			"Secret d: rules.yaml",
		]);
		expect(parse(text)?.groups.map(({ name }) => name?.value)).toEqual(["a", "b", "c", "d"]);
	});

	it.each([
		["PrometheusRuleList", "monitoring.coreos.com/v1", rule("a"), "PrometheusRule a: a"],
		["ConfigMapList", "v1", files("ConfigMap", "b"), "ConfigMap b: rules.yaml"],
	])("of kind %s may leave its items' kind out", (kind, apiVersion, resource, outlined) => {
		const bare = resource.replace(/^apiVersion.*\nkind.*\n/, "");
		expect(outlineOf(list(kind, bare).replace("apiVersion: v1", `apiVersion: ${apiVersion}`))).toEqual([outlined]);
	});

	it("without anything that is known is nobody's", () => {
		expect(
			parse(list("List", service, "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: groups of people\n")),
		).toBeUndefined();
	});

	it("of nothing, or of something else, is nobody's", () => {
		expect(parse("apiVersion: v1\nkind: List\nitems:\n")).toBeUndefined();
		expect(parse("apiVersion: v1\nkind: ConfigMapList\nitems: {}\n")).toBeUndefined();
	});

	it.each([
		["a rule", list("List", files("ConfigMap", "b"), `${rule("a")}      f<|>\n`), "rule"],
		[
			"a file's rule",
			list("List", rule("a"), files("ConfigMap", "b").replace("expr: up\n", "expr: up\n        f<|>\n")),
			"rule",
		],
		["metadata", list("List", rule("a"), files("ConfigMap", "b").replace("name: b", "name: b\n  l<|>")), "metadata"],
	])("knows the keys of %s", (_, marked, name) => {
		const { text, offset } = readCursor(marked);
		expect(parse(text)?.hostPositionAt(offset)).toMatchObject({ kind: "key", mapping: { name } });
	});
});

describe("a ConfigMap", () => {
	it("is left alone where its data is in base64 or no text", () => {
		expect(parse(files("ConfigMap", "a", "binaryData"))).toBeUndefined();
		expect(parse(files("Secret", "a"))).toBeUndefined();
		expect(parse("apiVersion: v1\nkind: ConfigMap\ndata: [groups]\n")).toBeUndefined();
	});

	it("is read in JSON too", () => {
		const text = JSON.stringify(
			{ apiVersion: "v1", kind: "ConfigMap", data: { "rules.yaml": group("g") } },
			undefined,
			2,
		);
		const model = createDocumentParser().parse({ uri: "file:///a.json", languageId: "json", version: 1, text });
		const [region] = model?.regions ?? [];
		expect(text.slice(region?.hostSpan.start, region?.hostSpan.end)).toBe("up");
		expect(region?.encodeEdit({ span: { start: 0, end: 2 }, newText: 'a{b="c"}' })?.newText).toBe('a{b=\\"c\\"}');
	});
});
