import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { formatOnType } from "../../server/features/onTypeFormatting.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { markCursor, readCursor } from "../support/cursor.ts";

const rule = (value: string): string =>
	`groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${value}\n        labels: { c: d }\n`;

/** Types `character` at the cursor, the editor's own indentation behind a line break, and shows where the cursor is then. */
function checkTyping(value: string, character: string, expected: string): void {
	const { text, offset } = readCursor(rule(value));
	const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
	const typed = character === "\n" ? `\n${/^ */.exec(line)?.[0] ?? ""}` : character;
	const after = text.slice(0, offset) + typed + text.slice(offset);
	const cursor = offset + typed.length;
	const model = createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text: after });
	const edit = model && formatOnType(model, after, cursor, character);
	const moved = edit === undefined ? 0 : edit.newText.length - (edit.span.end - edit.span.start);
	expect(markCursor(applyEdits(after, edit ? [edit] : []), cursor + moved)).toBe(rule(expected));
}

describe("in a block scalar a line stands as far in as the brackets around it", () => {
	test.each([
		["after an opening bracket", "|\n          sum(<|>", "\n", "|\n          sum(\n            <|>"],
		["after two", "|\n          sum(abs(<|>", "\n", "|\n          sum(abs(\n              <|>"],
		[
			"after an argument",
			"|\n          clamp(\n            a,<|>",
			"\n",
			"|\n          clamp(\n            a,\n            <|>",
		],
		[
			"after all are closed",
			"|\n          sum(\n            a)<|>",
			"\n",
			"|\n          sum(\n            a)\n          <|>",
		],
		["before a closing bracket", "|\n          sum(<|>)", "\n", "|\n          sum(\n          <|>)"],
		[
			"with a closing bracket typed",
			"|\n          sum(\n            a\n            <|>",
			")",
			"|\n          sum(\n            a\n          )<|>",
		],
		["in braces", "|\n          up{<|>", "\n", "|\n          up{\n            <|>"],
		["with a bracket inside quotes", '|\n          up{a="("} +<|>', "\n", '|\n          up{a="("} +\n          <|>'],
		[
			"beside comments",
			"|\n          sum( # a\n            a\n              <|>",
			")",
			"|\n          sum( # a\n            a\n          )<|>",
		],
		["in a folded block", ">-\n          sum(<|>", "\n", ">-\n          sum(\n            <|>"],
	])("%s", (_, value, character, expected) => {
		checkTyping(value, character, expected);
	});
});

describe("nothing moves", () => {
	test.each([
		[
			"where a bracket is typed behind words",
			"|\n          sum(\n              a<|>",
			")",
			"|\n          sum(\n              a)<|>",
		],
		["inside a text over several lines", "|\n          f(`a<|>`)", "\n", "|\n          f(`a\n          <|>`)"],
		[
			"beside comments where lines are folded",
			">\n          sum( # a\n\n            a\n              <|>",
			")",
			">\n          sum( # a\n\n            a\n              )<|>",
		],
		["in a plain scalar", "sum(<|>", "\n", "sum(\n        <|>"],
		["on the first line", "|\n          <|>", ")", "|\n          )<|>"],
	])("%s", (_, value, character, expected) => {
		checkTyping(value, character, expected);
	});
});
