import { describe, expect, it } from "vitest";
import { parseYaml } from "../../../server/documents/yaml/parseYaml.ts";
import { isMappingNode, isSequenceNode, YamlView } from "../../../server/documents/yaml/yamlView.ts";

const read = (text: string) => {
	const [document] = parseYaml(text, new Map(), new Map()).documents;
	const view = new YamlView(document?.anchors ?? []);
	return { root: document?.root, problems: document?.problems ?? [], view };
};

/** The names of a rule file's groups that can be read. */
const namesOfGroups = (text: string): readonly string[] => {
	const { root, view } = read(text);
	const groups = isMappingNode(root) ? view.entries(root).find(({ key }) => key === "groups")?.value : undefined;
	if (!isSequenceNode(groups)) return [];
	return view.items(groups).flatMap(({ value }) => {
		const name = isMappingNode(value) ? view.entries(value).find(({ key }) => key === "name")?.value?.node : undefined;
		return name?.kind === "scalar" ? [name.value] : [];
	});
};

const repeatLines = (count: number, line: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");

const around = (deep: string): string => `groups:\n- name: before\n- name: deep\n  x:\n${deep}- name: after\n`;

describe("nesting without end", () => {
	it.each([
		["lists of mappings", repeatLines(1500, (index) => `${" ".repeat(2 * index + 3)}- a:`)],
		["mappings", repeatLines(1500, (index) => `${" ".repeat(index + 3)}a:`)],
		["dashes of one line", `   ${"- ".repeat(20_000)}a\n`],
		["brackets", `   ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`],
		["open brackets", `   ${"[".repeat(20_000)}\n`],
		["open braces", `   ${"{a: ".repeat(20_000)}\n`],
		["explicit keys", `   ${"? ".repeat(20_000)}a\n`],
	])("gives one problem and leaves the neighbours alone: %s", (_name, deep) => {
		const { problems } = read(around(deep));
		expect(problems.map(({ code, message }) => [code, /nested deeper/.test(message)])).toEqual([
			["yaml/unexpected-text", true],
		]);
		expect(namesOfGroups(around(deep))).toEqual(["before", "deep", "after"]);
	});

	it("reads a hundred levels", () => {
		expect(read(around(repeatLines(50, (index) => `${" ".repeat(2 * index + 3)}- a:`))).problems).toEqual([]);
	});
});

describe("merging without end", () => {
	const mergeChain = (length: number): string =>
		`a0: &a0 {k: v}\n${repeatLines(length, (index) => `a${index + 1}: &a${index + 1} {<<: *a${index}}`)}last: {<<: *a${length}}\n`;
	const keysOfLast = (text: string): readonly string[] => {
		const { root, view } = read(text);
		const last = isMappingNode(root) ? view.entries(root).find(({ key }) => key === "last")?.value : undefined;
		return isMappingNode(last) ? view.entries(last).map(({ key }) => key) : [];
	};

	it("finds what is merged over fifty mappings", () => {
		expect(keysOfLast(mergeChain(50))).toEqual(["k"]);
	});

	it("does not follow thousands", () => {
		expect(keysOfLast(mergeChain(5000))).toEqual([]);
	});
});

describe("an open quote or bracket", () => {
	const rules = (name: string): string =>
		repeatLines(300, (index) => `  - record: ${name}:${index}\n    expr: sum(rate(a{b="${index}"}[5m]))`);
	const file = ["before", "broken", "after"].map((name) => `- name: ${name}\n  rules:\n${rules(name)}`).join("");

	it.each(['"', "'", "[", "{"])("%s before a rule's expression leaves the other groups alone", (opening) => {
		const at = file.indexOf("expr: ", file.indexOf("record: broken:150")) + "expr: ".length;
		const text = `groups:\n${file.slice(0, at)}${opening}${file.slice(at)}`;
		expect(read(text).problems).toHaveLength(1);
		expect(namesOfGroups(text)).toEqual(["before", "broken", "after"]);
	});

	it.each(['rules: "', "rules: [", "rules: {"])("`%s` above hundreds of rules is one problem", (opening) => {
		const at = file.indexOf("rules:", file.indexOf("name: broken"));
		const text = `groups:\n${file.slice(0, at)}${opening}${file.slice(at + "rules:".length)}`;
		expect(read(text).problems).toHaveLength(1);
		expect(namesOfGroups(text)).toEqual(["before", "broken", "after"]);
	});
});
