import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";

describe("regular expressions", () => {
	const expressions = new RegularExpressions();

	test.each(["", ".*", "a|", "|a", "a|.*", "a*", "(a|b)?", "(?i)x?", ".*.*", "^$"])(
		"%j matches nothing at all",
		(pattern) => {
			expect(expressions.compile(pattern)).toMatchObject({ valid: true, matchesEmpty: true });
		},
	);

	test.each(["a", ".+", "a|b", "a.*", ".*a", ".", "[^a]", "a+", "(?i)x", "5..", "\\d*x", "(?P<n>a)(?P<n>b)"])(
		"%j needs something",
		(pattern) => {
			expect(expressions.compile(pattern)).toMatchObject({ valid: true, matchesEmpty: false });
		},
	);

	test.each([
		["(?=a)", "ahead"],
		["(?!a)", "ahead"],
		["(?<!a)b", "ahead"],
		["(a)\\1", "back"],
		["(", "missing"],
		["a)", "closes nothing"],
		["[a", "missing"],
		["a**", "repeat"],
		["a.**", "repeat"],
		["*a", "before"],
		["a{1001}", "1000"],
		["[z-a]", "range"],
		["a\\", "backslash"],
		["\\y", "does not know"],
		["(?>a)", "group"],
	])("%j is refused", (pattern, reason) => {
		const compiled = expressions.compile(pattern);
		expect(compiled).toMatchObject({ valid: false, reason: expect.stringContaining(reason) });
	});

	test("match whole values, line breaks included", () => {
		const compiled = expressions.compile("api|web-.*");
		if (!compiled.valid) throw new Error(compiled.reason);
		expect(["api", "web-1", "web-\n", "apis", "my api"].map((value) => compiled.matches(value))).toEqual([
			true,
			true,
			true,
			false,
			false,
		]);
	});

	test("plain ones are judged as the compiler would", () => {
		const piece = fc.constantFrom("a", "|", ".", ".*", ".+", "-", "/", " ", "_");
		const compiler = new RegularExpressions();
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const pattern = pieces.join("");
				const plain = compiler.compile(pattern);
				// In a group of its own it is no longer plain.
				expect(compiler.compile(`(?:${pattern})`)).toMatchObject({
					valid: plain.valid,
					...(plain.valid && { matchesEmpty: plain.matchesEmpty }),
				});
			}),
			{ numRuns: 2000 },
		);
	});
});
