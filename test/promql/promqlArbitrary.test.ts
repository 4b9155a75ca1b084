import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPromql } from "../../server/promql/check.ts";
import { promqlFunctions } from "../../server/promql/functions.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import { walk } from "../../server/promql/visit.ts";
import { promqlArbitrary, untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";

const regularExpressions = new RegularExpressions();

test("the checker has nothing against any generated expression, however it is spaced", () => {
	fc.assert(
		fc.property(untidyPromqlArbitrary({ comments: true }), (text) => {
			expect(checkPromql(parsePromql(text), { role: "ruleExpression", regularExpressions })).toEqual([]);
		}),
		{ numRuns: 1000 },
	);
});

test("generated expressions use every function but one and every kind of node", () => {
	const kinds = new Set<string>();
	const called = new Set<string>();
	for (const text of fc.sample(promqlArbitrary(), { numRuns: 3000, seed: 1 })) {
		for (const node of walk(parsePromql(text).expression)) {
			kinds.add(node.kind);
			if (node.kind === "call") called.add(node.function.name);
		}
	}
	expect([...kinds].sort()).toEqual(
		["aggregation", "binary", "call", "matrix", "number", "paren", "selector", "string", "subquery", "unary"].sort(),
	);
	// It needs a feature of the server that changes what is scraped.
	const unused = [...promqlFunctions.keys()].filter((name) => !called.has(name) && name !== "start_timestamp");
	expect(unused).toEqual([]);
});
