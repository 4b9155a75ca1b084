import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DurationExpression, Expression } from "../../server/promql/ast.ts";
import { checkPromql } from "../../server/promql/check.ts";
import { type ParsedPromql, parsePromql } from "../../server/promql/parse.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import { durationsOf, walk } from "../../server/promql/visit.ts";
import { promqlWordsArbitrary } from "../support/promqlArbitrary.ts";
import { checkRules, testRules } from "../support/promtool.ts";

/**
 * Generated expressions, whole and broken, get the same verdict from the checker and from the real promtool. Debian's is
 * older than the language that we check, so what only later versions know is left out.
 */
const { PROMQL_SEED = "20261121", PROMQL_CASES = "3000" } = process.env;
const seed = Number(PROMQL_SEED);
const count = Number(PROMQL_CASES);
const regularExpressions = new RegularExpressions();

describe("promtool and the checker agree", () => {
	test("on expressions of the whole language", { timeout: 120_000 }, async () => {
		const whole = promqlWordsArbitrary({ version3: false, depth: 3 }).map((words) => words.join(" "));
		const expressions = fc.sample(whole, { numRuns: count, seed });
		expect(await findDisagreements(expressions)).toEqual([]);
	});

	test("on expressions that lost, got or changed a word", { timeout: 120_000 }, async () => {
		const expressions = fc.sample(brokenArbitrary, { numRuns: count * 2, seed: seed + 1 });
		const rejected = expressions.filter((expression) => !accepts(expression)).length;
		expect(rejected).toBeGreaterThan(count / 2);
		expect(await findDisagreements(expressions)).toEqual([]);
	});

	test("on expressions that lost, got or changed a character", { timeout: 120_000 }, async () => {
		const expressions = fc.sample(mistypedArbitrary, { numRuns: count, seed: seed + 2 });
		const rejected = expressions.filter((expression) => !accepts(expression)).length;
		expect(rejected).toBeGreaterThan(count / 4);
		expect(await findDisagreements(expressions)).toEqual([]);
	});
});

test("promtool and the tree agree on what binds to what", { timeout: 120_000 }, async () => {
	const operator = fc.constantFrom("+", "-", "*", "/", "%", "^", "atan2", "== bool", "> bool", "<= bool");
	const operand = fc.constantFrom("0", "1", "2", "3", "-1", "- 2", "-(3)", "(2)", "(1 - 3)", "0x3", "010");
	const chain = fc
		.tuple(operand, fc.array(fc.tuple(operator, operand), { minLength: 1, maxLength: 6 }))
		.map(([first, rest]) => [first, ...rest.flat()].join(" "));
	const expressions = fc.sample(chain, { numRuns: 1000, seed: seed + 3 });
	const checks = expressions.map((expression) => ({
		// Go's power and tangent differ from JavaScript's in the last digit.
		expr: `round(vector(${expression}), 0.000001)`,
		eval_time: "0m",
		exp_samples: [{ labels: "{}", value: roundToMillionths(evaluate(parsePromql(expression).expression)) }],
	}));
	// What is infinite or no number cannot be written in JSON.
	const finite = checks.filter((check) => Number.isFinite(check.exp_samples[0]?.value));
	expect(finite.length).toBeGreaterThan(500);
	const input = [{ series: "up", values: "1" }];
	const { ok, output } = await testRules([], { interval: "1m", input_series: input, promql_expr_test: finite });
	expect(output).not.toMatch(/got:/);
	expect(ok).toBe(true);
});

/** Rounds as PromQL does, so that the same number comes out. */
function roundToMillionths(value: number): number {
	return Math.floor(value * 1e6 + 0.5) / 1e6;
}

/** The value of an expression of numbers alone. */
function evaluate(node: Expression): number {
	switch (node.kind) {
		case "number":
			return node.value;
		case "paren":
			return evaluate(node.expression);
		case "unary":
			return node.operator === "-" ? -evaluate(node.expression) : evaluate(node.expression);
		case "binary":
			return calculate(node.operator.name, evaluate(node.left), evaluate(node.right));
		default:
			throw new Error(`no number: ${node.kind}`);
	}
}

function calculate(operator: string, left: number, right: number): number {
	switch (operator) {
		case "+":
			return left + right;
		case "-":
			return left - right;
		case "*":
			return left * right;
		case "/":
			return left / right;
		case "%":
			return left % right;
		case "^":
			return left ** right;
		case "atan2":
			return Math.atan2(left, right);
		case "==":
			return Number(left === right);
		case ">":
			return Number(left > right);
		case "<=":
			return Number(left <= right);
		default:
			throw new Error(`no operator: ${operator}`);
	}
}

/** Words that are put where they may not belong; none that only later versions know. */
const strayWords = fc.constantFrom(
	...["(", ")", "[", "]", "{", "}", ",", ":", "@", "=", "!=", "=~", "!~", "==", ">", "+", "-", "*", "^", "%"],
	...["and", "or", "unless", "atan2", "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset"],
	...[
		"sum",
		"topk",
		"rate",
		"absent",
		"time",
		"info_metric",
		"start",
		"end",
		"up",
		"a:b",
		"1",
		"0",
		"Inf",
		"5m",
		'"x"',
	],
	...['"("', '"a**"', '"\\d"', "'b'", "`\\d`", "le", "!", ";", "$x", "é", "#", "1e", "0x", "5mm", "1h5d", "__name__"],
);

const brokenArbitrary = fc
	.tuple(
		promqlWordsArbitrary({ version3: false, depth: 2 }),
		fc.constantFrom("drop", "insert", "replace", "swap", "repeat"),
		fc.nat(),
		strayWords,
	)
	.map(([words, how, place, stray]) => breakWords([...words], how, place % words.length, stray).join(" "));

const mistypedArbitrary = fc
	.tuple(
		promqlWordsArbitrary({ version3: false, depth: 2 }),
		fc.nat(),
		fc.nat({ max: 1 }),
		fc.constantFrom("", "", ..."()[]{}\"'`\\=~!<>+-*/%^@,:. \n#09aexsmh$|?".split("")),
	)
	.map(([words, offset, length, typed]) => {
		const text = words.join(" ");
		const place = offset % text.length;
		// Half of a surrogate pair becomes the character that Go reads for broken UTF-8.
		return (text.slice(0, place) + typed + text.slice(place + length)).toWellFormed();
	});

function breakWords(words: string[], how: string, place: number, stray: string): string[] {
	const word = words[place] ?? "";
	switch (how) {
		case "drop":
			return words.toSpliced(place, 1);
		case "insert":
			return words.toSpliced(place, 0, stray);
		case "replace":
			return words.toSpliced(place, 1, stray);
		case "repeat":
			return words.toSpliced(place, 0, word);
		default:
			return words.toSpliced(place, 2, words[place + 1] ?? "", word);
	}
}

function accepts(expression: string): boolean {
	return checkPromql(parsePromql(expression), { role: "query", regularExpressions }).length === 0;
}

/**
 * What older versions let pass by mistake: a letter behind the duration in brackets (`[5m x]`), and `@ start()` before
 * the range.
 */
const letPass = /\[\s*\w+\s+[a-z]\b|@\s*(?:start|end)[\s()]*\[/;

async function findDisagreements(expressions: readonly string[]): Promise<string[]> {
	const rules = expressions.map((expr, index) => ({ record: `r${index}`, expr }));
	const { output } = await checkRules(JSON.stringify({ groups: [{ name: "g", rules }] }));
	const rejected = new Map<number, string>();
	for (const [, index = "", message = ""] of output.matchAll(/rule \d+, "r(\d+)": (.*)/g)) {
		rejected.set(Number(index), message);
	}
	if (rejected.size === 0 && !output.includes("SUCCESS")) throw new Error(output.slice(0, 2000));
	const found: string[] = [];
	for (const [index, expression] of expressions.entries()) {
		const parsed = parsePromql(expression);
		const [problem] = checkPromql(parsed, { role: "query", regularExpressions });
		const message = rejected.get(index);
		if (problem !== undefined && message === undefined && !letPass.test(expression))
			found.push(`${expression}\n  ours: ${problem.message}`);
		if (problem !== undefined || message === undefined || isNewer(expression, parsed)) continue;
		found.push(`${expression}\n  promtool: ${message}`);
	}
	return found;
}

/** Claims that the expression is valid only in a later version than promtool's. */
function isNewer(text: string, { expression }: ParsedPromql): boolean {
	for (const node of walk(expression)) {
		if (durationsOf(node).some((duration) => !isClassicDuration(text, duration))) return true;
		if (usesNewerSyntax(text, node)) return true;
	}
	return false;
}

function usesNewerSyntax(text: string, node: Expression): boolean {
	switch (node.kind) {
		case "number":
			return node.duration;
		case "selector":
			if (node.modifiers.extended !== undefined || isQuoted(text, node.name?.span.start)) return true;
			if (isDurationTime(text, node.modifiers.at?.span)) return true;
			return node.matchers.some((matcher) => isQuoted(text, matcher.label.span.start));
		case "matrix":
		case "subquery":
			return node.modifiers.extended !== undefined || isDurationTime(text, node.modifiers.at?.span);
		case "aggregation":
			return node.grouping?.labels.some((label) => isNewerLabel(text, label.span.start, label.name)) ?? false;
		case "binary": {
			if (node.operator.name === "</" || node.operator.name === ">/") return true;
			const labels = [...(node.matching?.labels ?? []), ...(node.matching?.group?.include ?? [])];
			return labels.some((label) => isNewerLabel(text, label.span.start, label.name));
		}
		case "call":
			return node.function.name === "start" || node.function.name === "end";
		default:
			return false;
	}
}

/** Older versions take a literal with a unit, and before it only the minus of an offset. */
function isClassicDuration(text: string, duration: DurationExpression): boolean {
	const inner = duration.kind === "unary" && duration.operator === "-" ? duration.operand : duration;
	if (inner !== duration && !/offset\s*$/i.test(text.slice(0, duration.span.start))) return false;
	return inner.kind === "literal" && inner.seconds !== 0 && /[a-z]$/.test(text.slice(inner.span.start, inner.span.end));
}

function isDurationTime(text: string, at: { readonly start: number; readonly end: number } | undefined): boolean {
	return at !== undefined && /\d(?:ms|[smhdwy])$/.test(text.slice(at.start, at.end));
}

function isQuoted(text: string, start: number | undefined): boolean {
	return start !== undefined && /["'`]/.test(text.charAt(start));
}

function isNewerLabel(text: string, start: number, name: string): boolean {
	return isQuoted(text, start) || name.includes(":");
}
