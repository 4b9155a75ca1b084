import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineIndex } from "../../server/text/lineIndex.ts";

describe("lines", () => {
	it.each([
		["", [0]],
		["a", [0]],
		["a\n", [0, 2]],
		["a\r\nb", [0, 3]],
		["a\rb", [0, 2]],
		["\n\r\n\r", [0, 1, 3, 4]],
		["\r\r\n\n", [0, 1, 3, 4]],
	])("of %j begin where editors say", (text, starts) => {
		const index = new LineIndex(text);
		expect(Array.from({ length: index.lineCount }, (_, line) => index.lineStart(line))).toEqual(starts);
	});

	it("end before their line break", () => {
		const text = "ab\r\n\ncd";
		const index = new LineIndex(text);
		expect([0, 1, 2].map((line) => text.slice(index.lineStart(line), index.lineEnd(line)))).toEqual(["ab", "", "cd"]);
	});
});

describe("positions", () => {
	const text = "one\r\ntwo 😀\nthree";

	it.each([
		[-1, 0, 0],
		[0, 0, 0],
		[3, 0, 3],
		[5, 1, 0],
		[11, 1, 6],
		[12, 2, 0],
		[17, 2, 5],
		[99, 2, 5],
	])("offset %i is at %i:%i", (offset, line, character) => {
		expect(new LineIndex(text).positionAt(offset)).toEqual({ line, character });
	});

	it.each([
		[0, 99, 3],
		[1, -4, 5],
		[-1, 5, 0],
		[7, 0, 17],
	])("%i:%i is the nearest offset", (line, character, offset) => {
		expect(new LineIndex(text).offsetAt({ line, character })).toBe(offset);
	});

	it("lead from every offset there and back", () => {
		const content = fc
			.array(fc.constantFrom("a", "😀", "\n", "\r\n", "  "), { maxLength: 12 })
			.map((all) => all.join(""));
		fc.assert(
			fc.property(content, (source) => {
				const index = new LineIndex(source);
				for (let offset = 0; offset <= source.length; offset++) {
					// Between the two halves of a line break no editor has a position.
					if (source[offset - 1] === "\r" && source[offset] === "\n") continue;
					expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
				}
			}),
		);
	});
});
