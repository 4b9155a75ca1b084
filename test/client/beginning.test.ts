import { expect, test } from "vitest";
import { type Known, listBeginnings } from "../../client/scaffold/beginning.ts";

const begin = (known: Known): string => {
	const [first] = listBeginnings(known);
	return first === undefined ? "nothing" : `${first.value} (${first.why})`;
};

test.each<[string, Known, string]>([
	["nothing is known", {}, "nothing"],
	["the template has a default", { suggested: "30d", usual: "30d" }, "30d (usual)"],
	["something was found", { suggested: "api", usual: "x" }, "api (found here)"],
	[
		"the user chose otherwise the last time",
		{ suggested: "30d", usual: "30d", remembered: { value: "7d", over: "30d" } },
		"7d (as you answered last time)",
	],
	[
		"the user answered where nothing was suggested, as now",
		{ remembered: { value: "api" } },
		"api (as you answered last time)",
	],
	[
		"the cursor is in another rule than then",
		{ suggested: "B", remembered: { value: "A", over: "A" } },
		"B (found here)",
	],
	[
		"another service was chosen before",
		{ suggested: 'job="b"', remembered: { value: 'job="a"', over: 'job="a"' } },
		'job="b" (found here)',
	],
	[
		"it was called on a folder",
		{ place: "docs", suggested: "slo", usual: "slo", remembered: { value: "x", over: "slo" } },
		"docs (where you called this)",
	],
	["it was answered in this walk", { previous: "mine", place: "docs", suggested: "slo" }, "mine (as before)"],
	["it was left empty in this walk", { previous: "", suggested: "slo" }, " (as before)"],
])("where %s", (_, known, expected) => {
	expect(begin(known)).toBe(expected);
});

test("what will not do any more is passed over for the next", () => {
	const known = { suggested: "30d", usual: "30d", remembered: { value: "7d", over: "30d" } };
	expect(listBeginnings(known).map(({ value }) => value)).toEqual(["7d", "30d", "30d"]);
});
