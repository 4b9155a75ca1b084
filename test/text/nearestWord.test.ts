import { expect, test } from "vitest";
import { nearestWord } from "../../server/text/nearestWord.ts";

const words = ["humanize", "humanize1024", "humanizeDuration", "toUpper", "eq", "ne", "len"];

test.each([
	["humanise", "humanize"],
	["humanzie", "humanize"],
	["HumanizeDuraton", "humanizeDuration"],
	["toupper", "toUpper"],
	["equ", "eq"],
	["leng", "len"],
	["summary", undefined],
	["x", undefined],
	["", undefined],
])("%s was meant to be %s", (word, expected) => {
	expect(nearestWord(word, words)).toBe(expected);
});
