import { expect, test } from "vitest";
import { closestWord } from "../../server/base/closestWord.ts";

test.each([
	["rat", "rate"],
	["rates", "rate"],
	["increse", "increase"],
	["histogram_quantil", "histogram_quantile"],
	["Rate", "rate"],
	["cuont", "count"],
	["xyz", undefined],
	["prometheus", undefined],
])("%s was meant to be %s", (word, meant) => {
	expect(closestWord(word, ["rate", "increase", "histogram_quantile", "count", "sum"])).toBe(meant);
});
