import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	parseClassicMatchers,
	parseMatchers,
	parseUtf8Matchers,
} from "../../../server/documents/alertmanager/matcher.ts";
import { RegularExpressions } from "../../../server/promql/regularExpressions.ts";

const regularExpressions = new RegularExpressions();

type Reader = typeof parseMatchers;

/** The matchers as `label operator value`, or the squiggle and what is wrong. */
function render(text: string, read: Reader = parseMatchers): string {
	const reading = read(text, regularExpressions);
	if (reading.matchers === undefined) {
		const { span, reason } = reading.fault;
		return `${text}\n${" ".repeat(span.start)}${"^".repeat(Math.max(1, span.end - span.start))} ${reason}`;
	}
	return reading.matchers
		.map(({ label, operator, value }) => `${label} ${operator} ${JSON.stringify(value)}`)
		.join("; ");
}

describe("matchers", () => {
	test.each([
		['a="b"', 'a = "b"'],
		["a=b", 'a = "b"'],
		["a = b ", 'a = "b"'],
		["a==b", 'a = "=b"'],
		['a!="b"', 'a != "b"'],
		['a=~"b|c"', 'a =~ "b|c"'],
		['a!~"b.*"', 'a !~ "b.*"'],
		['{a="b",c!="d"}', 'a = "b"; c != "d"'],
		['a="b", c=~"d,e"', 'a = "b"; c =~ "d,e"'],
		['{a="b",}', 'a = "b"'],
		['a=""', 'a = ""'],
		["a=", 'a = ""'],
		['a="\\"quoted\\""', 'a = "\\"quoted\\""'],
		['a="x\\ny"', 'a = "x\\ny"'],
		['a="x\\dy"', 'a = "x\\\\dy"'],
		['"a.b"="c"', 'a.b = "c"'],
		['"größe"=~"x"', 'größe =~ "x"'],
		["größe=x", 'größe = "x"'],
		["", ""],
		["{}", ""],
	])("%s", (text, rendered) => {
		expect(render(text)).toBe(rendered);
	});

	test.each([
		["severity critical", "severity critical\n         ^^^^^^^^ is where `=`, `!=`, `=~` or `!~` is expected"],
		['a="b', 'a="b\n  ^^ lacks the closing quote'],
		['a=~"("', 'a=~"("\n   ^^^ is no regular expression'],
		["a=b c=d", undefined],
		['{a="b"', undefined],
		['a=~"b" c', 'a=~"b" c\n       ^ is where a comma is expected'],
		["=b", "=b\n^ is where a label name is expected"],
	])("%s is told at its place", (text, rendered) => {
		if (rendered === undefined) expect(render(text)).not.toContain("^");
		else expect(render(text).startsWith(rendered)).toBe(true);
	});

	test("the older reader counts where both understand a text", () => {
		expect(render('a="x\\ty"', parseUtf8Matchers)).toBe('a = "x\\ty"');
		expect(render('a="x\\ty"', parseClassicMatchers)).toBe('a = "x\\\\ty"');
		expect(render('a="x\\ty"')).toBe('a = "x\\\\ty"');
	});
});

describe("whatever is written", () => {
	const part = fc.constantFrom(
		"a",
		"b_1",
		"ä",
		"=",
		"!=",
		"=~",
		"!~",
		'"',
		"\\",
		",",
		"{",
		"}",
		" ",
		"(",
		"x.y",
		"\n",
		"~",
	);
	test("spans are within the text, and in order", () => {
		fc.assert(
			fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
				const text = parts.join("");
				for (const read of [parseMatchers, parseClassicMatchers, parseUtf8Matchers]) {
					const reading = read(text, regularExpressions);
					const spans =
						reading.matchers === undefined ? [reading.fault.span] : reading.matchers.map(({ span }) => span);
					for (const { start, end } of spans) {
						expect(start).toBeGreaterThanOrEqual(0);
						expect(end).toBeGreaterThanOrEqual(start);
						expect(end).toBeLessThanOrEqual(text.length);
					}
					for (const matcher of reading.matchers ?? []) {
						expect(text.slice(matcher.labelSpan.start, matcher.labelSpan.end)).toContain(
							read === parseClassicMatchers ? matcher.label : "",
						);
					}
				}
			}),
		);
	});
});
