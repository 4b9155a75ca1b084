import { describe, expect, it } from "vitest";
import { unknownSpans } from "../../../../server/documents/embedded/masks/unknownSpans.ts";
import { parsePromql } from "../../../../server/promql/parse.ts";
import { factOf } from "../../../../server/promql/result/labels.ts";
import { resultOf } from "../../../../server/promql/result/resultOf.ts";
import { maskGrafana } from "./maskGrafana.ts";

function shapeOf(source: string) {
	const region = maskGrafana(source);
	return resultOf(parsePromql(region.text).expression, undefined, unknownSpans(region));
}

describe("what a query with variables can return", () => {
	it.each([
		['x{job="$job"}', "job", "possible"],
		["sum by ($group) (x)", "instance", "possible"],
		["sum by (job) (x{a='$b'})", "instance", "never"],
		["sum by (job) (rate(x[$__rate_interval]))", "instance", "never"],
		["sum(x) $by", "instance", "possible"],
		["$agg(x)", "instance", "possible"],
		["a * on ($l) group_left b", "instance", "possible"],
		["sum($x)", "instance", "never"],
	])("%s: %s is %s", (source, label, presence) => {
		expect(factOf(shapeOf(source).labels, label).presence).toBe(presence);
	});

	it("has no value that a stand-in has", () => {
		expect(factOf(shapeOf('x{job="$job"}').labels, "job").values).toBeUndefined();
		expect(factOf(shapeOf("$metric{a='b'}").labels, "__name__").values).toBeUndefined();
		expect(shapeOf("vector($x)").quantity.number).toBeUndefined();
		expect(shapeOf('x{job="$a"} and x{job="$b"}').empty).toBe("possible");
	});

	it("is of no type that a variable alone decides", () => {
		expect(shapeOf("$x").valueType).toBe("none");
		expect(shapeOf("$x{a='b'}").valueType).toBe("vector");
	});
});
