import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPromql } from "../../server/promql/format/format.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { promqlArbitrary, untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";
import { commentsOf, shapeOf } from "../support/promqlShape.ts";

const options = fc.record({
	width: fc.constantFrom(1, 20, 60, 100),
	flush: fc.boolean(),
	indent: fc.constantFrom("  ", "\t", "    "),
});

describe("whatever the expression", () => {
	test("its tree and comments are the same after formatting, and a second time changes nothing", () => {
		fc.assert(
			fc.property(untidyPromqlArbitrary({ comments: true, depth: 4 }), options, (text, layout) => {
				const formatted = formatPromql(text, layout);
				if (formatted === undefined) throw new Error("left alone");
				expect(shapeOf(formatted)).toBe(shapeOf(text));
				expect(commentsOf(parsePromql(formatted))).toEqual(commentsOf(parsePromql(text)));
				expect(formatPromql(formatted, layout)).toBe(formatted);
				expect(formatted).not.toMatch(/[ \t]$/m);
			}),
			{ numRuns: 1000 },
		);
	});

	test("white space makes no difference", () => {
		const untidy = promqlArbitrary().chain((text) =>
			fc.tuple(fc.constant(text), fc.constantFrom("\n", "\t  ", "  ")).map(([tidy, space]) => ({ tidy, space })),
		);
		fc.assert(
			fc.property(untidy, ({ tidy, space }) => {
				const spaced = tidy.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`| /g, (part) =>
					part === " " ? space : part,
				);
				expect(formatPromql(spaced)).toBe(formatPromql(tidy));
			}),
		);
	});

	test("with the first line at the margin nothing stands left of it and nothing before it", () => {
		fc.assert(
			fc.property(untidyPromqlArbitrary({ comments: true }), fc.constantFrom(1, 40, 100), (text, width) => {
				expect(formatPromql(text, { width, flush: true })).toMatch(/^\S/);
			}),
		);
	});
});

test("any text gives an answer, and a prefix of an expression never one that means something else", () => {
	const prefix = untidyPromqlArbitrary({ comments: true }).chain((text) =>
		fc.nat({ max: text.length }).map((length) => text.slice(0, length)),
	);
	fc.assert(
		fc.property(fc.oneof(fc.string(), prefix), (text) => {
			const formatted = formatPromql(text);
			if (formatted !== undefined) expect(shapeOf(formatted)).toBe(shapeOf(text));
		}),
		{ numRuns: 1000 },
	);
});
