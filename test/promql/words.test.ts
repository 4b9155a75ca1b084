import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closestWord } from "../../server/base/closestWord.ts";
import { parseDuration, printDuration } from "../../server/promql/duration.ts";
import { featuresOfFlags } from "../../server/promql/features.ts";
import { parseNumber } from "../../server/promql/literals.ts";
import { printGroupingLabel, printMatcherLabel, printMetricSelector, quote } from "../../server/promql/names.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";

describe("durations", () => {
	test.each([
		["5m", 300],
		["1h30m", 5400],
		["1y", 31_536_000],
		["1w2d", 777_600],
		["500ms", 0.5],
		["0", 0],
		["0s", 0],
		["1y2w3d4h5m6s7ms", 31_536_000 + 1_209_600 + 259_200 + 14_400 + 300 + 6.007],
		["292y", 292 * 31_536_000],
		["293y", undefined],
		["99999999999999999999y", undefined],
		["", undefined],
		["5", undefined],
		["m", undefined],
		["1m1h", undefined],
		["1m1m", undefined],
		["1.5h", undefined],
		["5M", undefined],
		["-5m", undefined],
		[" 5m", undefined],
	])("%j is %s seconds", (text, seconds) => {
		expect(parseDuration(text)).toBe(seconds);
	});

	test.each([
		[300, "5m"],
		[5400, "1h30m"],
		[0, "0s"],
		[0.5, "500ms"],
		[86_400 * 8, "8d"],
		[86_400 * 14, "2w"],
		[86_400 * 365, "1y"],
		[86_400 * 365 + 1, "365d1s"],
		[-90, "-1m30s"],
	])("%s seconds are %s", (seconds, text) => {
		expect(printDuration(seconds)).toBe(text);
	});

	test("what is printed is read again", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1e12 }), (milliseconds) => {
				expect(parseDuration(printDuration(milliseconds / 1000))).toBe(milliseconds / 1000);
			}),
		);
	});
});

test.each([
	["1", 1],
	["1.", 1],
	[".5e1", 5],
	["1e+3", 1000],
	["0x1F", 31],
	["0X_1f", 31],
	["0755", 493],
	["0_7", 7],
	["0789", 789],
	["017.5", 17.5],
	["1_000", 1000],
	["9223372036854775808", 2 ** 63],
	["0x7fffffffffffffff", 2 ** 63],
	["0x8000000000000000", undefined],
	["1e309", undefined],
	["iNf", Number.POSITIVE_INFINITY],
	["NAN", Number.NaN],
	["1__0", undefined],
	["1_", undefined],
	["_1", undefined],
	["1e", undefined],
	["0x", undefined],
	["0b1", undefined],
	[".", undefined],
	["infinity", undefined],
])("the number %s is %s", (text, value) => {
	expect(parseNumber(text)).toBe(value);
});

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

describe("regular expressions", () => {
	const expressions = new RegularExpressions();

	test.each(["", ".*", "a|", "|a", "a|.*", "a*", "(a|b)?", "(?i)x?", ".*.*", "^$"])(
		"%j matches nothing at all",
		(pattern) => {
			expect(expressions.compile(pattern)).toMatchObject({ valid: true, matchesEmpty: true });
		},
	);

	test.each(["a", ".+", "a|b", "a.*", ".*a", ".", "[^a]", "a+", "(?i)x", "5..", "\\d*x", "(?P<n>a)(?P<n>b)"])(
		"%j needs something",
		(pattern) => {
			expect(expressions.compile(pattern)).toMatchObject({ valid: true, matchesEmpty: false });
		},
	);

	test.each([
		["(?=a)", "ahead"],
		["(?!a)", "ahead"],
		["(?<!a)b", "ahead"],
		["(a)\\1", "back"],
		["(", "missing"],
		["a)", "closes nothing"],
		["[a", "missing"],
		["a**", "repeat"],
		["a.**", "repeat"],
		["*a", "before"],
		["a{1001}", "1000"],
		["[z-a]", "range"],
		["a\\", "backslash"],
		["\\y", "does not know"],
		["(?>a)", "group"],
	])("%j is refused", (pattern, reason) => {
		const compiled = expressions.compile(pattern);
		expect(compiled).toMatchObject({ valid: false, reason: expect.stringContaining(reason) });
	});

	test("match whole values, line breaks included", () => {
		const compiled = expressions.compile("api|web-.*");
		if (!compiled.valid) throw new Error(compiled.reason);
		expect(["api", "web-1", "web-\n", "apis", "my api"].map((value) => compiled.matches(value))).toEqual([
			true,
			true,
			true,
			false,
			false,
		]);
	});

	test("plain ones are judged as the compiler would", () => {
		const piece = fc.constantFrom("a", "|", ".", ".*", ".+", "-", "/", " ", "_");
		const compiler = new RegularExpressions();
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const pattern = pieces.join("");
				const plain = compiler.compile(pattern);
				// In a group of its own it is no longer plain.
				expect(compiler.compile(`(?:${pattern})`)).toMatchObject({
					valid: plain.valid,
					...(plain.valid && { matchesEmpty: plain.matchesEmpty }),
				});
			}),
			{ numRuns: 2000 },
		);
	});
});

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

test("the flags of a server say what it has", () => {
	const features = featuresOfFlags(["promql-experimental-functions", "exemplar-storage"]);
	expect([...features].sort()).toEqual([
		["binopFillModifiers", false],
		["experimentalFunctions", true],
		["extendedRangeSelectors", false],
		["startTimestamps", false],
	]);
});
