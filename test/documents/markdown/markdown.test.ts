import { describe, expect, it } from "vitest";
import type { DocumentModel } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";

const parse = (text: string): DocumentModel | undefined =>
	createDocumentParser().parse({ uri: "file:///runbook.md", languageId: "markdown", version: 1, text });
const queriesOf = (text: string): readonly string[] => parse(text)?.regions.map((region) => region.text) ?? [];

const rules = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n";

describe("fences of PromQL", () => {
	it.each([
		["backticks", "# Runbook\n\n```promql\nup == 0\n```\n", ["up == 0"]],
		["tildes", "~~~ promql\nup\n~~~\n", ["up"]],
		["capitals and attributes", "```PromQL {.line-numbers}\nup\n```\n", ["up"]],
		["a longer fence around a shorter one", "````promql\nup\n```\n````\n", ["up\n```"]],
		["several queries", "```promql\n# one\nup\n\ndown\n```\n", ["# one\nup", "down"]],
		["a query in lines", "```promql\nsum(\n\n  up\n)\n```\n", ["sum(\n\n  up\n)"]],
		["a fence that is not closed", "```promql\nup\n", ["up"]],
		["a list", "1. Ask\n\n   ```promql\n   sum(\n     up)\n   ```\n", ["sum(\n  up)"]],
		["the line of a list's mark", "- ```promql\n  up\n  ```\n- next\n", ["up"]],
		["a quote", "> ```promql\n> up\n>   + 1\n> ```\n", ["up\n  + 1"]],
		["a list in a quote", "> - x\n>   ```promql\n>   up\n>   ```\n", ["up"]],
		["an end by the quote's", "> ```promql\n> up\n\ntext\n", ["up"]],
		["an end by the item's", "- ```promql\n  up\ntext\n", ["up"]],
		["indentation of its own", "  ```promql\n  up\n    + 1\n  ```\n", ["up\n  + 1"]],
		["windows line breaks", "```promql\r\nup\r\n+ 1\r\n```\r\n", ["up\n+ 1"]],
	])("are found in %s", (_, text, queries) => {
		expect(queriesOf(text)).toEqual(queries);
	});

	it.each([
		["indented code", "text\n\n    ```promql\n    up\n    ```\n"],
		["another fence", "````markdown\n```promql\nup\n```\n````\n"],
		["a comment", "<!--\n```promql\nup\n```\n-->\n"],
		["code in a line", "Ask ```promql up``` first.\n"],
		["a fence with a backtick behind it", "```promql `x`\nup\n"],
		["another language", "```bash\nup\n```\n"],
		["an empty fence", "```promql\n```\n"],
	])("are not found in %s", (_, text) => {
		expect(parse(text)).toBeUndefined();
	});
});

describe("files in fences", () => {
	it("are read as they are alone, with the place in the Markdown", () => {
		const text = `1. Add\n\n   \`\`\`yaml\n${rules.replaceAll(/^(?=.)/gm, "   ")}   \`\`\`\n`;
		const model = parse(text);
		expect(model?.groups.map(({ name }) => name?.value)).toEqual(["g"]);
		const [region] = model?.regions ?? [];
		expect(region?.text).toBe("up == 0");
		expect(text.slice(region?.hostSpan.start, region?.hostSpan.end)).toBe("up == 0");
	});

	it.each([
		["a rule alone", "```yaml\n- alert: A\n  expr: up\n```\n"],
		["a part of a configuration", "```yaml\nlabels:\n  team: web\n```\n"],
		["broken YAML of no kind", "```yaml\na: 'b\n  c: [\n```\n"],
	])("are left alone where they are %s", (_, text) => {
		expect(parse(text)?.problems ?? []).toEqual([]);
	});
});

it("an edit keeps what stands before the lines", () => {
	const text = "> - x\n>   ```promql\n>   up\n>   ```\n";
	const [region] = parse(text)?.regions ?? [];
	const edit = region?.encodeEdit({ span: { start: 0, end: 2 }, newText: "sum(\n  up\n)" });
	expect(edit && applyEdits(text, [edit])).toBe("> - x\n>   ```promql\n>   sum(\n>     up\n>   )\n>   ```\n");
});

it("a blank line in a fence is a place for a query, and no fault", () => {
	const model = parse("```promql\n\n```\n");
	expect(model?.regions.map(({ text, context }) => [text, context.role])).toEqual([["", "blank"]]);
	expect(model?.outline).toEqual([]);
});
