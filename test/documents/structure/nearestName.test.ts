import { expect, test } from "vitest";
import { findNearestName, writeNear } from "../../../server/documents/structure/nearestName.ts";

test.each([
	["annotation", "annotations", false],
	["For", "for", false],
	["keepFiringFor", "keep_firing_for", false],
	["exrp", "expr", false],
	["name", "alert", true],
	["query", "expr", true],
	["teams", "tags", true],
])("%s becomes %s", (word, name, guessed) => {
	expect(findNearestName(word, [name])).toBe(name);
	expect(writeNear({ start: 0, end: word.length }, word, name).guess === true).toBe(guessed);
});
