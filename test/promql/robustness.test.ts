import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../server/promql/ast.ts";
import { checkPromql } from "../../server/promql/check.ts";
import { type ParsedPromql, parsePromql } from "../../server/promql/parse.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import { childrenOf, pathAt, walk, walkUp } from "../../server/promql/visit.ts";
import type { Problem } from "../../server/text/problem.ts";
import { contains } from "../../server/text/span.ts";
import { promqlArbitrary, promqlWordsArbitrary } from "../support/promqlArbitrary.ts";

const regularExpressions = new RegularExpressions();

function check(text: string): readonly Problem[] {
	return checkPromql(parsePromql(text), { role: "ruleExpression", regularExpressions });
}

/** What holds for any text, however broken. */
function expectSound(text: string): void {
	const parsed = parsePromql(text);
	for (const problem of checkPromql(parsed, { role: "ruleExpression", regularExpressions })) {
		expect(problem.span.start).toBeGreaterThanOrEqual(0);
		expect(problem.span.end).toBeGreaterThanOrEqual(problem.span.start);
		expect(problem.span.end).toBeLessThanOrEqual(text.length);
		expect(problem.message).toMatch(/^[^\s].*[.?]$/s);
		expect(problem.message.length).toBeLessThan(700);
	}
	expectNested(parsed);
}

function expectNested({ expression, text }: ParsedPromql): void {
	for (const node of walk(expression)) {
		expect(contains({ start: 0, end: text.length }, node.span)).toBe(true);
		for (const child of childrenOf(node)) expectInside(node, child, text);
	}
}

function expectInside(node: Expression, child: Expression, text: string): void {
	if (contains(node.span, child.span)) return;
	throw new Error(`${child.kind} ${text.slice(child.span.start, child.span.end)} is outside ${node.kind} in ${text}`);
}

const expressions = [
	'sum by (job, "a.b") (rate(http_requests_total{job=~"api|web", code!="200"}[5m] offset 1h)) > bool 0.5',
	"a * on (instance) group_left (version, team) b unless ignoring (x) c or vector(0)",
	'histogram_quantile(0.9, sum without (pod) (rate({"my.histogram", le!=""}[5m:1m] @ start())))',
	"topk(3, -a ^ 2 % 5) + fill_left(0) fill_right(-1) b[5m] # why",
	'label_replace(up, "x", "$1", \'y\', `(.*):\\d+`) and min_over_time(up[max_of(5m, step() * 2)] smoothed) == 1e3',
	'count_values("v\\u00e9\\n", x offset -(1h / 2)) by (v) or 0x1f < 5m',
];

describe("any broken text", () => {
	test.each(expressions)("every prefix of %s", (expression) => {
		expect(check(expression).every((problem) => !problem.code.includes("unexpected"))).toBe(true);
		for (let end = 0; end <= expression.length; end++) expectSound(expression.slice(0, end));
	});

	test.each(expressions)("every deletion of a character of %s", (expression) => {
		for (let at = 0; at < expression.length; at++) expectSound(expression.slice(0, at) + expression.slice(at + 1));
	});

	test("random characters", () => {
		const character = fc.constantFrom(..."(){}[],:@=!~<>+-*/%^\"'`\\# \n.0159aesmhx_é😀\ud800$".split(""));
		const text = fc.array(character, { maxLength: 60 }).map((characters) => characters.join(""));
		fc.assert(fc.property(text, expectSound), { numRuns: 1500 });
		fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 100 }), expectSound), { numRuns: 200 });
	});

	test("random words", () => {
		const word = fc.constantFrom(
			...["(", ")", "{", "}", "[", "]", ",", ":", "@", "=", "=~", "==", "+", "-", "^", "offset", "by", "on", "bool"],
			...["group_left", "fill", "anchored", "sum", "topk", "rate", "info", "nope", "up", "step", "max_of", "5m", "1"],
			...['"x"', '"("', '"\\d"', "and", "start", "# c\n"],
		);
		const text = fc.array(word, { maxLength: 25 }).map((words) => words.join(" "));
		fc.assert(fc.property(text, expectSound), { numRuns: 2000 });
	});
});

describe("generated expressions", () => {
	test("have no problem", () => {
		fc.assert(
			fc.property(promqlArbitrary({ depth: 4 }), (text) => {
				expect(check(text)).toEqual([]);
				expectNested(parsePromql(text));
			}),
			{ numRuns: 2000 },
		);
	});

	test("are refused in every way in which they are broken on purpose", () => {
		const breaks: readonly ((text: string) => string)[] = [
			(text) => `${text} )`,
			(text) => `( ${text}`,
			(text) => `${text} +`,
			(text) => `* ${text}`,
			(text) => `rate(${text})`,
			(text) => `nope(${text})`,
			(text) => `(${text}) offset 5m`,
			(text) => `(${text})[5m]`,
			(text) => `(${text}) == "x"`,
			(text) => `(${text}) and 1`,
			(text) => `(${text}) + bool 1`,
			(text) => `sum(${text}, 1)`,
			(text) => `clamp(${text}, 1)`,
			(text) => `${text} {`,
			(text) => `(${text}) > "`,
			(text) => `${text} or {x=~".*"}`,
			(text) => `${text} or {x=~"("}`,
		];
		fc.assert(
			fc.property(promqlArbitrary({ depth: 2 }), fc.constantFrom(...breaks), (text, breakIt) => {
				expect(check(breakIt(text))).not.toEqual([]);
			}),
			{ numRuns: 2000 },
		);
	});

	test("one fault gives one problem", () => {
		const faulty = [
			"nope(a)",
			"rate(a)",
			'a{x=~"("}',
			"{}",
			"(a)[5m]",
			"rate(a[0s])",
			"(a) offset 5m",
			"1 == 1",
			'abs("x")',
		];
		const place = fc.constantFrom(
			(text: string, fault: string) => `abs(${fault}) + (${text})`,
			(text: string, fault: string) => `sum by (job) (${fault}) + (${text})`,
			(text: string, fault: string) => `x * on (job) group_left () (${fault}) + (${text})`,
			(text: string, fault: string) => `-(${fault}) * (${text})`,
			(text: string, fault: string) => `max_over_time((${fault})[1h:5m]) > (${text})`,
			(text: string, fault: string) => `label_replace(${fault}, "a", "b", "c", "d") == (${text})`,
		);
		fc.assert(
			fc.property(promqlArbitrary({ depth: 1 }), fc.constantFrom(...faulty), place, (text, fault, put) => {
				expect(check(put(text, fault)).map(({ code }) => code)).toHaveLength(1);
			}),
			{ numRuns: 2000 },
		);
	});

	test("have the same tree whatever stands between their words", () => {
		fc.assert(
			fc.property(promqlWordsArbitrary({ depth: 2 }), fc.constantFrom("\n", "\t ", "\r\n  "), (words, space) => {
				const kinds = (text: string) => [...walk(parsePromql(text).expression)].map((node) => node.kind);
				expect(kinds(words.join(space))).toEqual(kinds(words.join(" ")));
			}),
		);
	});
});

describe("large and deep texts", () => {
	const repeat = (text: string, length = 100_000) => text.repeat(Math.ceil(length / text.length));
	const texts: Readonly<Record<string, string>> = {
		"open parentheses": repeat("("),
		"nested parentheses": `${"(".repeat(10_000)}up${")".repeat(10_000)}`,
		"nested calls": `${"abs(".repeat(10_000)}up${")".repeat(10_000)}`,
		"nested aggregations": repeat("sum by (a) ("),
		signs: `${repeat("-")}1`,
		powers: `${repeat("1^")}1`,
		"nested matching": repeat("a + on ("),
		"open braces": repeat("{"),
		"open brackets": repeat("["),
		subqueries: `a${repeat("[5m:]")}`,
		"nested durations": `a[${repeat("(")}5m`,
		"nested min_of": `a[${repeat("min_of(")}`,
		"duration signs": `a[${repeat("-")}5m]`,
		sums: `${repeat("a + ")}a`,
		arguments: `label_join(${repeat("a,")}a)`,
		labels: `sum by (${repeat("a,")}a) (x)`,
		matchers: `a{${repeat('b="c",')}}`,
		"faulty matchers": `a{${repeat('b=~"(",')}}`,
		"bad escapes": `"${repeat("\\q")}"`,
		bytes: `"${repeat("\\xff")}"`,
		"a long word": repeat("a"),
		"a long number": repeat("1"),
		"a long duration": repeat("1h"),
		"a long call": `${repeat("a")}(1)`,
		"a long regular expression": `a{b=~"${repeat("[a-z]+(x|y)?")}"}`,
		"a broken regular expression": `a{b=~"${repeat("(")}"}`,
		comments: repeat("# a\n"),
		offsets: `a ${repeat("offset 5m ")}`,
		"unknown calls": repeat("nope("),
		"empty selectors": `${repeat("{} + ")}{}`,
		mixed: repeat('{(["'),
		surrogates: repeat("\ud800"),
	};

	test.each(Object.entries(texts))("%s", (_, text) => {
		const parsed = parsePromql(text);
		const problems = checkPromql(parsed, { role: "ruleExpression" });
		expect(problems.length).toBeLessThanOrEqual(50);
		for (const { message, span } of problems) {
			expect(message.length).toBeLessThan(700);
			expect(span.end).toBeLessThanOrEqual(text.length);
		}
		const nodes = [...walk(parsed.expression)].length;
		expect(walkUp(parsed.expression)).toHaveLength(nodes);
		expect(pathAt(parsed.expression, text.length >> 1).length).toBeLessThanOrEqual(nodes);
	});

	test("what is nested too deep is said to be unchecked, not wrong", () => {
		const deep = check(`${"(".repeat(10_000)}up${")".repeat(10_000)}`);
		expect(deep.map(({ code, severity }) => [code, severity])).toEqual([["promql/too-deep", "warning"]]);
		expect(check(`${"(".repeat(400)}up${")".repeat(400)}`)).toEqual([]);
		expect(check(`up${" + up".repeat(20_000)}`)).toEqual([]);
	});
});
