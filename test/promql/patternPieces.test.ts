import fc from "fast-check";
import { expect, test } from "vitest";
import { literalOf, matchesAll, matchesAnything, piecesOf, withoutAnchors } from "../../server/promql/patternPieces.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";

const expressions = new RegularExpressions();

const atom = fc.constantFrom(
	"a",
	".*",
	"b",
	"-",
	".",
	"\\.",
	"\\d",
	"[ab]",
	"[.]",
	"[^a]",
	"[a-c]",
	"^",
	"$",
	"\\$",
	"é",
);
const repetition = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "*?", "+?");
const pattern: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
	any: fc.oneof(
		{ depthSize: "small" },
		fc
			.array(
				fc.tuple(atom, repetition).map((parts) => parts.join("")),
				{ maxLength: 4 },
			)
			.map((parts) => parts.join("")),
		fc.tuple(tie("any"), repetition).map(([inner, times]) => `(${inner})${times}`),
		tie("any").map((inner) => `(?:${inner})`),
		fc.tuple(tie("any"), tie("any")).map((parts) => parts.join("|")),
		fc.tuple(tie("any"), tie("any")).map((parts) => parts.join("")),
	),
})).any;

const text = fc.string({ unit: fc.constantFrom("a", "b", "c", ".", "-", "$", "1", "\n", "é"), maxLength: 4 });

test("what is said of a regular expression is true of what it matches", () => {
	let literals = 0;
	let wide = 0;
	fc.assert(
		fc.property(pattern, text, (written, value) => {
			const compiled = expressions.compile(written);
			const pieces = piecesOf(written);
			if (!compiled.valid || pieces === undefined) return;
			const bare = withoutAnchors(pieces);
			const literal = literalOf(bare);
			if (literal !== undefined) {
				expect(compiled.matches(literal)).toBe(true);
				expect(compiled.matches(value)).toBe(value === literal);
				literals += 1;
			}
			if (matchesAll(bare)) {
				expect(compiled.matches(value)).toBe(true);
				wide += 1;
			} else if (matchesAnything(bare) && value !== "") {
				expect(compiled.matches(value)).toBe(true);
			}
		}),
		{ numRuns: 5000 },
	);
	expect(literals).toBeGreaterThan(100);
	expect(wide).toBeGreaterThan(20);
});

test.each([
	["api", [["literal api"]]],
	["a\\.b", [["literal a.b"]]],
	["(a)(?:b)(?P<n>c)", [["literal abc"]]],
	["^a.*b$", [["start ^", "literal a", "wildcard .*", "literal b", "end $"]]],
	["a|b.+", [["literal a"], ["literal b", "wildcard .+"]]],
	["(a|b)c", [["other (a|b)", "literal c"]]],
	["[|]a|b", [["literal |a"], ["literal b"]]],
	["[ab]{2}\\d", [["other [ab]{2}", "other \\d"]]],
	["", [[]]],
])("%s", (written, told) => {
	expect(piecesOf(written)?.map((pieces) => pieces.map((piece) => `${piece.kind} ${piece.text}`))).toEqual(told);
});

test.each(["(?i)a", "(?s:a)", "\\Qa.b\\E"])("%s has flags or quoting, and is not read", (written) => {
	expect(piecesOf(written)).toBeUndefined();
});
