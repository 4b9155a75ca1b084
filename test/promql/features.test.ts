import { expect, test } from "vitest";
import { featuresOfFlags } from "../../server/promql/features.ts";

test("the flags of a server say what it has", () => {
	const features = featuresOfFlags(["promql-experimental-functions", "exemplar-storage"]);
	expect([...features].sort()).toEqual([
		["binopFillModifiers", false],
		["experimentalFunctions", true],
		["extendedRangeSelectors", false],
	]);
});
