import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printGroupingLabel, printMatcherLabel, printMetricSelector, quote } from "../../server/promql/names.ts";
import { parsePromql } from "../../server/promql/parse.ts";

describe("names in their right form", () => {
	test.each([
		["up", "up"],
		["a:b", "a:b"],
		["sum", "sum"],
		["on", '{"on"}'],
		["NaN", '{"NaN"}'],
		["my.metric", '{"my.metric"}'],
		['a"b\\c\n', '{"a\\"b\\\\c\\n"}'],
		["1up", '{"1up"}'],
	])("the metric %j is selected with %s", (name, selector) => {
		expect(printMetricSelector(name)).toBe(selector);
	});

	test("whatever the names, what is printed selects them", () => {
		const name = fc
			.string({ minLength: 1, maxLength: 10, unit: "grapheme" })
			.filter((text) => !text.includes("\ufffd"));
		const odd = fc.constantFrom("inf", "by", "offset", "without", "group_left", "a.b", 'q"', "\\", "tab\t", "ä");
		fc.assert(
			fc.property(fc.oneof(name, odd), fc.oneof(name, odd), (metric, label) => {
				const text = `sum by (${printGroupingLabel(label)}) (${printMetricSelector(metric)})`;
				const { expression, problems } = parsePromql(text);
				expect(problems).toEqual([]);
				if (expression.kind !== "aggregation") throw new Error(text);
				expect(expression.grouping?.labels.map((identifier) => identifier.name)).toEqual([label]);
				const inner = expression.expression;
				const selector = inner.kind === "selector" ? inner : undefined;
				expect(selector?.name?.name).toBe(metric);
				const matcher = parsePromql(`{${printMatcherLabel(label)}=${quote(metric)}}`).expression;
				if (matcher.kind !== "selector") throw new Error(text);
				expect(matcher.matchers[0]?.label.name).toBe(label);
				expect(matcher.matchers[0]?.value).toMatchObject({ value: metric });
			}),
			{ numRuns: 1000 },
		);
	});
});
