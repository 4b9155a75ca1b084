import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeText } from "../../../server/documents/yaml/compose.ts";
import { composeLongBlock } from "../../../server/documents/yaml/composeLongBlock.ts";

const filler = `${"some words ".repeat(400)}`;
const line = fc.constantFrom(
	"",
	" ",
	"    ",
	"      ",
	"    x: 1",
	"      - y",
	"   less",
	"    # no comment",
	"  # a comment",
	"\tz",
	"    \tz",
	'    "é',
	"key: 1",
);
const block = fc
	.tuple(
		fc.constantFrom("", "  ", "    "),
		fc.constantFrom("a.json", "a_b", '"a"', "null", "7", "a b"),
		fc.constantFrom("|", "|-", "|+", "|2", ">", "| # why", "|  "),
		fc.array(line, { maxLength: 6 }),
		fc.constantFrom("", "\n", "\n\n"),
		fc.boolean(),
	)
	.map(([indent, key, header, lines, end, first]) => {
		const body = first ? [`    ${filler}`, ...lines] : [...lines, `    ${filler}`, ...lines];
		return `${indent}${key}: ${header}\n${body.join("\n")}${end}`;
	});

describe("a long block", () => {
	it("is read as the library reads it, or left to the library", () => {
		let read = 0;
		fc.assert(
			fc.property(block, (text) => {
				const composed = composeLongBlock(text);
				if (composed === undefined) return;
				read++;
				expect(composed).toEqual(composeText(text));
			}),
			{ numRuns: 3000 },
		);
		expect(read).toBeGreaterThan(50);
	});

	it("is only read where it is long", () => {
		expect(composeLongBlock("a: |\n  b\n")).toBeUndefined();
		expect(composeLongBlock(`a: |\n  ${filler}\n`)).toBeDefined();
	});
});
