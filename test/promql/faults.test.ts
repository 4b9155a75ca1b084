import { describe, expect, test } from "vitest";
import { checkPromql } from "../../server/promql/check.ts";
import { type PromqlCode, promqlFaults } from "../../server/promql/faults.ts";
import type { Feature, FeatureSet } from "../../server/promql/features.ts";
import { parsePromql } from "../../server/promql/parse.ts";

/** A server without anything that has to be switched on, so that the code for that is reported too. */
const nothingEnabled: FeatureSet = new Map<Feature, boolean>([
	["experimentalFunctions", false],
	["durationExpressions", false],
	["extendedRangeSelectors", false],
	["binopFillModifiers", false],
]);

describe.each(Object.entries(promqlFaults))("%s", (code, { severity, example }) => {
	const features = code === "promql/feature-not-enabled" ? nothingEnabled : new Map();
	const problemsOf = (text: string) => checkPromql(parsePromql(text), { role: "ruleExpression", features });

	test("is what its bad example reports, and nothing else", () => {
		expect(problemsOf(example.bad).map((problem) => [problem.code, problem.severity])).toEqual([[code, severity]]);
	});

	test("is not what its good example reports", () => {
		expect(problemsOf(example.good)).toEqual([]);
	});
});

describe("on a server that lacks it", () => {
	const cases: readonly (readonly [string, string])[] = [
		["limitk(3, up)", "limitk"],
		["sort_by_label(up)", "sort_by_label"],
		["time() - start_timestamp(up)", "start_timestamp"],
		["up[5m * 2]", "5m * 2"],
		["up offset (5m)", "(5m)"],
		["up[1h:step()]", "step()"],
		["rate(up[5m] anchored)", "anchored"],
		["up smoothed", "smoothed"],
		["up + fill(0) down", "fill(0)"],
	];

	test.each(cases)("%s", (expression, part) => {
		const problems = checkPromql(parsePromql(expression), { role: "query", features: nothingEnabled });
		expect(problems.map(({ code, span }) => [code, expression.slice(span.start, span.end)])).toEqual([
			["promql/feature-not-enabled" satisfies PromqlCode, part],
		]);
	});

	test.each(["rate(up[5m])", "up offset -5m", "up offset -(5m)", "up[300]", "first_over_time(up[5m])"])(
		"%s needs nothing",
		(text) => {
			expect(checkPromql(parsePromql(text), { role: "query", features: nothingEnabled })).toEqual([]);
		},
	);
});
