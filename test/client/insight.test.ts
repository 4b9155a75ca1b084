import { expect, test } from "vitest";
import { alignLines } from "../../client/webviews/insight/alignLines.ts";
import { splitInline } from "../../client/webviews/insight/paragraphs.ts";

test("lines with different places have the places of all, and keep their gaps", () => {
	const one = [
		[0, 1],
		[20, null],
		[30, 3],
	] as const;
	const other = [[10, 5]] as const;
	expect(alignLines([one, other])).toEqual([
		[0, 10, 20, 30],
		[1, undefined, null, 3],
		[undefined, 5, undefined, undefined],
	]);
});

test.each([
	["plain", ["text plain"]],
	["**strong** and `code`.", ["strong strong", "text  and ", "code code", "text ."]],
	["`a ** b ** c`", ["code a ** b ** c"]],
	["**no end and `none", ["text **no end and `none"]],
	["<b>no</b>", ["text <b>no</b>"]],
])("%s", (text, expected) => {
	expect(splitInline(text).map(({ kind, text: inner }) => `${kind} ${inner}`)).toEqual(expected);
});
