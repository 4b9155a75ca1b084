import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { formatDocument } from "../../server/features/formatting.ts";
import { formatPromql } from "../../server/promql/format/format.ts";
import type { Span } from "../../server/text/span.ts";
import { applyEdits, type TextEdit } from "../../server/text/textEdit.ts";
import { HOSTS } from "../support/hosts.ts";
import { untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";
import { shapeOf } from "../support/promqlShape.ts";

function editsOf(text: string, range?: Span): readonly TextEdit[] {
	const model = createDocumentParser().parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error(`This is no rule file: ${text}`);
	return formatDocument(model, text, range);
}

/** A rule file with `value` written behind `expr: `. */
function ruleFile(value: string): string {
	return `groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${value}\n        labels: { c: d }\n`;
}

function checkFormat(value: string, expected: string): void {
	const text = ruleFile(value);
	const formatted = applyEdits(text, editsOf(text));
	expect(formatted).toBe(ruleFile(expected));
	expect(editsOf(formatted)).toEqual([]);
}

const long = "sum by (job) (rate(errors_total{code=~'5..'}[5m])) / sum by (job) (rate(requests_total{job!='a'}[5m]))";
const longLines = [
	"sum by (job) (rate(errors_total{code=~'5..'}[5m]))",
	"/",
	"sum by (job) (rate(requests_total{job!='a'}[5m]))",
];

function block(header: string, lines: readonly string[], indent = 10): string {
	return [header, ...lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line))].join("\n");
}

describe("a block scalar is laid out line by line with its own indentation", () => {
	test.each([
		["literal", block("|", [long]), block("|", longLines)],
		["stripped", block("|-", [long]), block("|-", longLines)],
		["kept", block("|+", [long, "", ""]), block("|+", [...longLines, "", ""])],
		["with a comment behind its header", block("| # why", [long]), block("| # why", longLines)],
		["indented further", block("|", [long], 14), block("|", longLines, 14)],
		["with an indentation indicator", block("|4-", [`  ${long}`], 12), block("|4-", longLines, 12)],
		["after blank lines", block("|", ["", "", long]), block("|", ["", "", ...longLines])],
		["folded", block(">", [long]), block(">", longLines)],
		["folded in the middle", block(">-", [...long.split(" / ").join(" /| ").split("|")]), block(">-", longLines)],
		["joined where it fits", block("|", ["sum(", "  up", ")", " by (job)"]), block("|", ["sum by (job) (up)"])],
		[
			"with deeper lines",
			block("|", [`abs(${long})`]),
			block("|", ["abs(", `    ${longLines[0]}`, "  /", `    ${longLines[2]}`, ")"]),
		],
		[
			"with deeper lines, folded",
			block(">", [`abs(${long})`]),
			block(">", ["abs(", `    ${longLines[0]}`, "  /", `    ${longLines[2]}`, ")"]),
		],
		[
			"with comments",
			block("|", ["# all", "up{} # behind", "==   0"]),
			block("|", ["# all", "up # behind", "==", "0"]),
		],
	])("%s", (_, value, expected) => {
		checkFormat(value, expected);
	});

	test("with carriage returns", () => {
		const text = ruleFile(block("|", [long])).replaceAll("\n", "\r\n");
		expect(applyEdits(text, editsOf(text))).toBe(ruleFile(block("|", longLines)).replaceAll("\n", "\r\n"));
	});
});

describe("a quoted or plain expression stays on one line", () => {
	test.each([
		["plain", "sum( up )by(job)", "sum by (job) (up)"],
		["plain and long", long.replace(" / ", "/"), long],
		["plain with a comment", "sum( up ) # why", "sum(up) # why"],
		["single-quoted", "'sum( up{a=''b''} )'", "'sum(up{a=''b''})'"],
		["double-quoted", '"sum( up{a=\\"b\\"} )"', '"sum(up{a=\\"b\\"})"'],
		["with other escapes", '"\\x73um( up{a=\\"\\u0062\\"})"', '"\\x73um(up{a=\\"\\u0062\\"})"'],
		["with line breaks as escapes", '"up # why\\n > 0"', '"up # why\\n>\\n0"'],
		["with such breaks that nothing needs", '"sum( up )\\n > 0"', '"sum(up) > 0"'],
		["quoted over two lines", '"sum( up )\n          > 0"', '"sum(up)\n          > 0"'],
	])("%s", (_, value, expected) => {
		checkFormat(value, expected);
	});

	test.each([
		["over several lines and long", `"${long.replace(" / ", "\n          /")}"`],
		["with nothing to do", "'sum(up)'"],
		["that YAML would read as a number", "- 5"],
		["that YAML would read as a truth value", "true{}"],
	])("and is left alone: %s", (_, value) => {
		checkFormat(value, value);
	});
});

describe("what has a fault is left alone", () => {
	test.each([
		["syntax", block("|", ["sum( up"])],
		["a misplaced modifier", block("|", ["(up)   offset 5m"])],
		["an unknown character", "up  + $x"],
		["nothing", '""'],
	])("%s", (_, value) => {
		checkFormat(value, value);
	});

	test("and the rules around it are laid out", () => {
		const rules = (a: string, b: string) =>
			`groups:\n- name: g\n  rules:\n  - {record: a, expr: ${a}}\n  - record: b\n    expr: up  (\n  - record: c\n    expr: ${b}\n`;
		const text = rules("up  + 1", "up  + 2");
		expect(applyEdits(text, editsOf(text))).toBe(rules("up + 1", "up + 2"));
	});

	test("comments that a folded block would swallow", () => {
		const value = block(">", ["up # why", "", "> 0"]);
		checkFormat(value, value);
	});
});

describe("edits", () => {
	const text =
		ruleFile(block("|", ["up{job='a'}", "  > 0 or", "  vector(  1)"])) + ruleFile("up  +   1").replace("groups:\n", "");

	test("touch nothing but what changes", () => {
		const [first, second] = editsOf(text);
		expect(first && text.slice(first.span.start, first.span.end)).toBe("\n            > 0 or\n            vector(  ");
		expect(first?.newText).toBe(" > 0 or vector(");
		expect(second && text.slice(second.span.start, second.span.end)).toBe(" +  ");
		expect(second?.newText).toBe("+");
	});

	test("stay within the expressions that a range touches", () => {
		const edits = editsOf(text);
		const inSecond = text.indexOf("up  +") + 3;
		expect(editsOf(text, { start: inSecond, end: inSecond })).toEqual(edits.slice(1));
		expect(editsOf(text, { start: 0, end: inSecond })).toEqual(edits);
		expect(editsOf(text, { start: 0, end: 10 })).toEqual([]);
	});
});

interface RuleFile {
	readonly groups?: readonly { readonly rules: readonly { expr?: string }[] }[];
	readonly spec?: RuleFile;
}

/** The expressions of a file, and the file without them, as YAML reads them. */
function readFile(text: string): { readonly expressions: readonly string[]; readonly rest: string } {
	const file = parse(text) as RuleFile;
	const rules = (file.spec ?? file).groups?.flatMap((group) => group.rules) ?? [];
	const expressions = rules.map((rule) => String(rule.expr));
	for (const rule of rules) delete rule.expr;
	return { expressions, rest: JSON.stringify(file) };
}

const folded = {
	name: "folded over lines",
	holds: (expression: string) => /^\S/.test(expression) && !/[#\r]/.test(expression),
	wrap: (expression: string) => ruleFile(block(">-", expression.split("\n"))),
};

describe.each([...HOSTS, folded])("whatever the expression, in $name", ({ holds, wrap }) => {
	test("the file means the same, nothing else changes, and a second time nothing changes", () => {
		const expression = untidyPromqlArbitrary({ comments: true })
			.map((text) => text.replaceAll("\r", "").trim())
			.filter(holds);
		fc.assert(
			fc.property(expression, (written) => {
				const text = wrap(written);
				const edits = editsOf(text);
				const formatted = applyEdits(text, edits);
				const [before, after] = [readFile(text), readFile(formatted)];
				expect(after.rest).toBe(before.rest);
				expect(after.expressions.map(shapeOf)).toEqual(before.expressions.map(shapeOf));
				expect(editsOf(formatted)).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});
});

test("in a literal block the layout is the formatter's own", () => {
	const literal = HOSTS.find((host) => host.name === "literal");
	fc.assert(
		fc.property(untidyPromqlArbitrary(), (written) => {
			const expression = written.replaceAll("\r", "").trim();
			const text = literal?.wrap(expression) ?? "";
			const formatted = readFile(applyEdits(text, editsOf(text)));
			expect(formatted.expressions).toContain(`${formatPromql(expression, { flush: true })}\n`);
		}),
	);
});
