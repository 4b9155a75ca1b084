import { expect, test } from "vitest";
import { featuresOfFlags } from "../../server/promql/features.ts";

test("of a version that is newer than the tables the absence of a flag says nothing", () => {
	expect([...featuresOfFlags(["promql-binop-fill-modifiers"], "3.15.1")]).toEqual([["binopFillModifiers", true]]);
	expect([...featuresOfFlags([], "4.0.0")]).toEqual([]);
	expect(featuresOfFlags([], "3.14.2").get("experimentalFunctions")).toBe(false);
	expect(featuresOfFlags([], "2.42.0").get("experimentalFunctions")).toBe(false);
});

test("the flags of a server say what it has", () => {
	const features = featuresOfFlags(["promql-experimental-functions", "exemplar-storage"]);
	expect([...features].sort()).toEqual([
		["binopFillModifiers", false],
		["experimentalFunctions", true],
		["extendedRangeSelectors", false],
	]);
});
