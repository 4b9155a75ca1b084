import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LabelMatcher, readSelector, writeSelector } from "../../server/metrics/selectorText.ts";

describe("selectors are written", () => {
	test.each<readonly [string | undefined, readonly LabelMatcher[], string]>([
		["up", [], "up"],
		[undefined, [], "{}"],
		["up", [{ label: "job", op: "=", value: 'a"b\\c\nd' }], 'up{job="a\\"b\\\\c\\nd"}'],
		["job:up:sum", [{ label: "a", op: "!~", value: "x|y" }], 'job:up:sum{a!~"x|y"}'],
		["http.requests", [{ label: "k8s.pod", op: "=", value: "ü" }], '{__name__="http.requests","k8s.pod"="ü"}'],
	])("%s %j", (metric, matchers, expected) => {
		expect(writeSelector(metric, matchers)).toBe(expected);
	});
	test("so that they read back as they were", () => {
		const matcher = fc.record({
			label: fc.constantFrom("job", "__name__", "k8s.pod", "ü"),
			op: fc.constantFrom<LabelMatcher["op"]>("=", "!=", "=~", "!~"),
			value: fc.string({ unit: "grapheme" }),
		});
		fc.assert(
			fc.property(
				fc.option(fc.constantFrom("up", "a:b"), { nil: undefined }),
				fc.array(matcher),
				(metric, matchers) => {
					fc.pre(metric === undefined || matchers.every(({ label }) => label !== "__name__"));
					const expected = metric === undefined ? { matchers } : { metric, matchers };
					expect(readSelector(writeSelector(metric, matchers))).toEqual(expected);
				},
			),
		);
	});
});

describe("selectors are read", () => {
	test.each<readonly [string, unknown]>([
		[" up ", { metric: "up", matchers: [] }],
		["up{}", { metric: "up", matchers: [] }],
		[
			"{ a = 'x' , b=~`y\\d` , }",
			{
				matchers: [
					{ label: "a", op: "=", value: "x" },
					{ label: "b", op: "=~", value: "y\\d" },
				],
			},
		],
		[
			'{"http.requests", "k8s.pod"="a"}',
			{ metric: "http.requests", matchers: [{ label: "k8s.pod", op: "=", value: "a" }] },
		],
		['{a="\\x41\\u00e9\\101\\t"}', { matchers: [{ label: "a", op: "=", value: "AéA\t" }] }],
		["up{", undefined],
		["up{a=}", undefined],
		['up{a="b" c="d"}', undefined],
		['up{a="b"} offset 5m', undefined],
		["sum(up)", undefined],
		['up{"other"}', undefined],
		['up{__name__="other"}', undefined],
		["", undefined],
	])("%s", (text, expected) => {
		expect(readSelector(text)).toEqual(expected);
	});
});
