import { describe, expect, test } from "vitest";
import { applyAction, rules } from "../../support/codeActions.ts";

const toBlock = /as a block/;
const toLine = /on one line/;

function rule(...value: readonly string[]): string {
	return rules(
		"  - alert: A",
		...value.map((line, index) => (index === 0 ? `    expr: ${line}` : line)),
		"    for: 1m",
	);
}

const long = "sum by (job) (rate(errors_total{code=~'5..'}[5m])) / sum by (job) (rate(requests_total{job!='a'}[5m]))";
const longLines = [
	"|",
	"      sum by (job) (rate(errors_total{code=~'5..'}[5m]))",
	"      /",
	"      sum by (job) (rate(requests_total{job!='a'}[5m]))",
];

describe("as a block", () => {
	test.each([
		["plain", "up<|>  == 0", ["|", "      up == 0"]],
		["single-quoted", `'up{job=''a''}<|> == 0'`, ["|", "      up{job='a'} == 0"]],
		["double-quoted", `"up{job=\\"a\\"}<|> == 0"`, ["|", '      up{job="a"} == 0']],
		["of several lines", long.replace("sum", "<|>sum"), longLines],
		["with a comment behind it", "up<|> == 0  # why", ["|  # why", "      up == 0"]],
		["with a tag", "!!str 'up<|> == 0'", ["!!str |", "      up == 0"]],
		["with blanks behind it", "up<|> == 0  ", ["|", "      up == 0"]],
		["over several lines", "up<|>\n      == 0", ["|", "      up == 0"]],
	])("%s", (_, value, expected) => {
		expect(applyAction(rule(value), toBlock)).toBe(rule(...expected));
	});

	test.each([
		["in lines that end as Windows ends them", (file: string) => file.replaceAll("\n", "\r\n")],
		["at the end of the file", (file: string) => file.replace("\n    for: 1m\n", "")],
	])("%s", (_, change) => {
		expect(applyAction(change(rule("up<|>")), toBlock)).toBe(change(rule("|", "      up")));
	});

	test("behind a dash", () => {
		expect(applyAction(rules("  - expr: up<|>", "    alert: A"), toBlock)).toBe(
			rules("  - expr: |", "      up", "    alert: A"),
		);
	});

	test.each([
		["in braces", rules("  - { alert: A, expr: up<|> }")],
		["in braces over lines", rules("  - {", "     alert: A,", "     expr: up<|>", "    }")],
		["with a fault", rule("up<|> ==")],
		["below its key", rules("  - alert: A", "    expr:", "      up<|>")],
	])("not %s", (_, file) => {
		expect(applyAction(file, toBlock)).toMatch(/^not offered/);
	});
});

describe("on one line", () => {
	test.each([
		["literal", ["|", "      up", "        == 0<|>"], "up == 0"],
		["folded", [">-", "      up<|>", "      == 0"], "up == 0"],
		["of several lines", longLines.map((line, index) => (index === 1 ? `${line}<|>` : line)), long],
		["with a comment in the header", ["|- # why", "      up<|>"], "up # why"],
		["that needs quotes", ["|", '      {"a: b"}<|>'], `'{"a: b"}'`],
		["that needs other quotes", ["|", "      {'a: b'}<|>"], `"{'a: b'}"`],
		["that YAML would take for a number", ["|", "      1<|>"], "'1'"],
		["with blank lines around it", ["|", "", "      up<|>", "", ""], "up\n\n"],
	])("%s", (_, value, expected) => {
		expect(applyAction(rule(...value), toLine)).toBe(rule(expected));
	});

	test.each([
		["with a comment", rule("|", "      up # why", "      <|>== 0")],
		["with a fault", rule("|", "      up<|> ==")],
	])("not %s", (_, file) => {
		expect(applyAction(file, toLine)).toMatch(/^not offered/);
	});
});
