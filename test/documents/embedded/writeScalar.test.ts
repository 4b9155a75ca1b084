import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { writeBlockLines, writeLineScalar } from "../../../server/documents/embedded/writeScalar.ts";

describe("a line", () => {
	test.each([
		["up == 0", "up == 0"],
		['up{job="a"}', 'up{job="a"}'],
		["{job='a'}", `"{job='a'}"`],
		['{"a: b"}', `'{"a: b"}'`],
		["'it''s'", `"'it''s'"`],
		["up # why", "'up # why'"],
		["1", "'1'"],
		["1h30m", "'1h30m'"],
		["NaN", "'NaN'"],
		["on", "'on'"],
		["- a", "'- a'"],
		["", "''"],
		[" a", "' a'"],
	])("%s is written as %s", (text, expected) => {
		expect(writeLineScalar(text)).toBe(expected);
	});

	test("that YAML cannot hold is not written", () => {
		for (const text of ["a\nb", "a\tb", "a\u0000", "\ud800"]) expect(writeLineScalar(text)).toBeUndefined();
	});

	test("is read back by YAML as it was, and as text", () => {
		const words = fc.constantFrom(
			...`a 0 1e3 "x" 'y' \\ : - ? # { } [ ] , & * ! | > % @ \` ~ null true . 😀`.split(" "),
			" ",
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: "grapheme" }),
					fc.array(words).map((all) => all.join("")),
				),
				(text) => {
					const written = writeLineScalar(text);
					if (written !== undefined) expect(parse(`k: ${written}\nl: m\n`)).toEqual({ k: text, l: "m" });
				},
			),
		);
	});
});

describe("lines of a block", () => {
	test("are read back by YAML as they were", () => {
		const line = fc.string({ unit: "grapheme-ascii", maxLength: 8 });
		fc.assert(
			fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom("\n", "\r\n"), (lines, lineBreak) => {
				const block = writeBlockLines(lines, 4, lineBreak);
				if (block === undefined) return;
				const text = `k:${lineBreak}  l: |${lineBreak}${block}${lineBreak}  m: n${lineBreak}`;
				expect(parse(text)).toEqual({ k: { l: `${lines.join("\n").replace(/\n+$/, "")}\n`, m: "n" } });
			}),
		);
	});

	test("must begin at the margin", () => {
		expect(writeBlockLines([" a"], 2, "\n")).toBeUndefined();
		expect(writeBlockLines(["", "a"], 2, "\n")).toBeUndefined();
		expect(writeBlockLines(["a", " b"], 2, "\n")).toBe("  a\n   b");
	});
});
