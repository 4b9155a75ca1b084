import fc from "fast-check";
import { expect, test } from "vitest";
import { joinFixes, withoutGuesses } from "../../server/text/fixes.ts";
import type { Problem } from "../../server/text/problem.ts";
import { applyEdits, type TextEdit } from "../../server/text/textEdit.ts";

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

const problem = (...edits: readonly TextEdit[]): Problem => ({
	code: "test/any",
	severity: "warning",
	span: { start: 0, end: 1 },
	message: "M",
	fix: { title: "T", edits },
});

const text = "abcdef";

test.each([
	["two places", [problem(edit(0, 1, "A")), problem(edit(3, 4, "D"))], "AbcDef"],
	["side by side", [problem(edit(0, 2, "X")), problem(edit(2, 4, "Y"))], "XYef"],
	["in each other's way, the first is made", [problem(edit(0, 3, "X")), problem(edit(2, 4, "Y"))], "Xdef"],
	["at one place, the first is made", [problem(edit(1, 1, "X")), problem(edit(1, 1, "Y"))], "aXbcdef"],
	["all or nothing", [problem(edit(0, 1, "A")), problem(edit(4, 5, "E"), edit(0, 2, "_"))], "Abcdef"],
	[
		"the same wanted twice is made once",
		[problem(edit(0, 0, "#")), problem(edit(0, 0, "#"), edit(3, 4, "D"))],
		"#abcDef",
	],
	["in any order", [problem(edit(5, 6, "F")), problem(edit(0, 1, "A"))], "AbcdeF"],
])("%s", (_, problems, expected) => {
	expect(applyEdits(text, joinFixes(problems))).toBe(expected);
});

test("what is a guess is not made with others", () => {
	const guess: Problem = { ...problem(edit(0, 1, "A")), fix: { title: "T", edits: [edit(0, 1, "A")], guess: true } };
	expect(applyEdits(text, joinFixes(withoutGuesses([guess, problem(edit(3, 4, "D"))])))).toBe("abcDef");
});

test("thousands of fixes take no time", () => {
	const many = Array.from({ length: 50_000 }, (_, index) => problem(edit(index * 2, index * 2 + 1, "x")));
	const begun = performance.now();
	expect(joinFixes(many)).toHaveLength(50_000);
	expect(performance.now() - begun).toBeLessThan(1000);
});

test("edits never overlap, whatever is asked for", () => {
	const anyEdit = fc
		.tuple(fc.nat(20), fc.nat(5), fc.string({ maxLength: 3 }))
		.map(([start, length, newText]) => edit(start, start + length, newText));
	fc.assert(
		fc.property(fc.array(fc.array(anyEdit, { maxLength: 3 })), (fixes) => {
			const edits = joinFixes(fixes.map((edits) => problem(...edits)));
			for (const [index, { span }] of edits.entries()) {
				const next = edits[index + 1];
				if (next !== undefined) expect(span.end <= next.span.start).toBe(true);
			}
		}),
	);
});
