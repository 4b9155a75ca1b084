import { describe, expect, test } from "vitest";
import { defineCheck } from "../../server/checks/check.ts";
import removedLabel from "../../server/checks/template/removedLabel.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const described = { title: "T", severity: "warning", why: "W", fix: "F", examples: [] } as const;

const anyExpression = defineCheck({
	...described,
	id: "promql/any",
	visit: {
		expression: (expression, { report }) =>
			report({ at: expression.at(expression.expression), message: "An expression." }),
	},
});
const anyRule = defineCheck({
	...described,
	id: "rule/any",
	visit: { rule: ({ rule }, { report }) => report({ at: rule.name?.span ?? rule.span, message: "A rule." }) },
});
const needy = defineCheck({ ...described, id: "promql/needy", needs: ["series"], visit: { expression() {} } });
const quiet = defineCheck({ ...described, id: "promql/quiet", visit: { expression() {} } });

const checks = [anyExpression, anyRule, needy, quiet];

async function diagnose(text: string, uri?: string) {
	const service = createTestService(undefined, checks);
	const problems = (await service.diagnose(createDocument(text, 1, uri), never)) ?? [];
	expect(service.logged).toEqual([]);
	return problems;
}

async function told(text: string): Promise<readonly string[]> {
	const problems = await diagnose(text);
	return problems.map(({ code, span }) => `${text.slice(0, span.start).split("\n").length} ${code}`);
}

const rules = (...lines: readonly string[]): string => `groups:\n  - name: g\n    rules:\n${lines.join("\n")}\n`;
/** Lines 4 to 7. */
const two = ["      - alert: A", "        expr: up", "      - alert: B", "        expr: down"];
const all = ["4 rule/any", "5 promql/any", "6 rule/any", "7 promql/any"];
const disable = (ids: string): string => `# observability:disable ${ids}`;

test("a comment above a block of text is about its last lines too, though they are nothing but actions", async () => {
	const rule = (end: string): string =>
		`groups:\n  - name: g\n    rules:\n      - alert: X\n        expr: sum(up) == 0\n        annotations:\n          # observability:disable template/removed-label -- known\n          text: |\n            a\n            ${end}\n`;
	const service = createTestService(undefined, [removedLabel]);
	const { problems } = (await service.diagnoseSettled(createDocument(rule("{{ $labels.job }}")), never)) ?? {
		problems: undefined,
	};
	expect(problems).toEqual([]);
});

test("a comment of a Helm template is about the line behind it", async () => {
	const text = rules(
		`      - alert: {{ .Values.name }}`,
		`        {{- /* ${"observability:disable promql/any -- why"} */}}`,
		"        expr: up",
	);
	expect(await told(text)).toEqual(["4 rule/any"]);
});

test("a line with an action on each side of a colon is an item like any other, and ends what a comment is about", async () => {
	const text = rules(
		`      - alert: {{ .Values.name }}`,
		`        ${disable("promql/any")}`,
		"        {{ .Values.key }}: {{ .Values.value }}",
		"        expr: up",
	);
	expect(await told(text)).toContain("7 promql/any");
});

test("without a comment everything is told", async () => {
	expect(await told(rules(...two))).toEqual(all);
});

describe("a comment turns off what it names, for what it stands at", () => {
	test.each([
		[
			"above a rule",
			rules(`      ${disable("promql/any -- why")}`, ...two),
			["5 rule/any", "7 rule/any", "8 promql/any"],
		],
		[
			"above a rule, further left and with blank lines and remarks between",
			rules(`  ${disable("promql/any")}`, "", "      # It is so.", ...two),
			["7 rule/any", "9 rule/any", "10 promql/any"],
		],
		[
			"at the end of a rule's first line",
			rules(`${two[0]} ${disable("promql/any, rule/any")}`, ...two.slice(1)),
			all.slice(2),
		],
		[
			"above a key, but not everything at once",
			rules(`${two[0]}`, `        ${disable("*")}`, ...two.slice(1, 2)),
			["4 rule/any", "5 suppression/malformed", "6 promql/any"],
		],
		[
			"above a key, every check of an area",
			rules(`${two[0]}`, `        ${disable("promql/*")}`, ...two.slice(1)),
			["4 rule/any", "7 rule/any", "8 promql/any"],
		],
		[
			"at the end of a key",
			rules(`${two[0]}`, `${two[1]} ${disable("promql/any rule/any")}`, ...two.slice(2)),
			["4 rule/any", "5 suppression/unused", "6 rule/any", "7 promql/any"],
		],
		["at a group", `groups:\n  - name: g ${disable("promql/*, rule/*")}\n    rules:\n${two.join("\n")}\n`, []],
		[
			"above the list of rules, which is not indented",
			`groups:\n- name: g\n  ${disable("promql/*")}\n  rules:\n  - alert: A\n    expr: up\n`,
			["5 rule/any"],
		],
		[
			"for the file, wherever it stands",
			rules(...two, "      # observability:disable-file promql/any -- why"),
			["4 rule/any", "6 rule/any"],
		],
		[
			"inside a block",
			rules("      - alert: A", "        expr: |", `          ${disable("promql/any")}`, "          up"),
			["4 rule/any"],
		],
		[
			"behind an expression in a block",
			rules("      - alert: A", "        expr: |", `          up ${disable("promql/any -- why")}`),
			["4 rule/any"],
		],
		[
			"behind a block's header",
			rules("      - alert: A", `        expr: | ${disable("promql/any -- why")}`, "          up"),
			["4 rule/any"],
		],
	])("%s", async (_, text, expected) => {
		expect(await told(text)).toEqual(expected);
	});
});

describe("what looks like one and is none turns nothing off", () => {
	test.each([
		[
			"in quotes",
			rules(...two.slice(0, 2), `        annotations: { summary: "see # observability:disable promql/any" }`),
			["4 rule/any", "5 promql/any"],
		],
		[
			"in a block of text",
			rules(...two.slice(0, 2), "        annotations:", "          text: |", `            ${disable("rule/*")}`),
			["4 rule/any", "5 promql/any"],
		],
		[
			"in a string of PromQL",
			rules("      - alert: A", `        expr: 'up{a="# observability:disable promql/any"}'`),
			["4 rule/any", "5 promql/any"],
		],
		["prose", rules("      # observability: disable promql/any", ...two.slice(0, 2)), ["5 rule/any", "6 promql/any"]],
		[
			"not the first word",
			rules("      # see observability:disable promql/any", ...two.slice(0, 2)),
			["5 rule/any", "6 promql/any"],
		],
	])("%s", async (_, text, expected) => {
		expect(await told(text)).toEqual(expected);
	});
});

describe("what is wrong with a comment is told", () => {
	const one = two.slice(0, 2);
	const rest = ["5 rule/any", "6 promql/any"];
	test.each([
		["an unknown name", disable("promql/anny"), ["4 suppression/unknown-check", ...rest]],
		["no name", disable("-- why"), ["4 suppression/malformed", ...rest]],
		["an unknown word", "# observability:ignore promql/any", ["4 suppression/malformed", ...rest]],
		["a reason without its dashes", disable("promql/any because"), ["4 suppression/malformed", ...rest]],
		["nothing to turn off", disable("promql/quiet -- why"), ["4 suppression/unused", ...rest]],
		["nothing to turn off with what is known", disable("promql/needy -- why"), rest],
		["one of two has nothing", disable("promql/any promql/quiet"), ["4 suppression/unused", "5 rule/any"]],
		["what the file would be refused for", disable("rule/unknown-field"), ["4 suppression/unknown-check", ...rest]],
	])("%s", async (_, comment, expected) => {
		expect(await told(rules(`      ${comment}`, ...one))).toEqual(expected);
	});

	test("nothing follows it", async () => {
		expect(await told(rules(...one, `      ${disable("promql/any")}`))).toEqual([
			"4 rule/any",
			"5 promql/any",
			"6 suppression/unused",
		]);
	});

	test("a fault of the language stays, and nothing is said to be useless beside it", async () => {
		expect(await told(rules(`      ${disable("promql/*")}`, "      - alert: A", "        expr: rate(up)"))).toEqual([
			"5 rule/any",
			"6 promql/argument-type",
		]);
	});

	test.each([
		[`      ${disable("promql/quiet")}`, rules(...one)],
		["      # observability:disable promql/anny", rules("      # observability:disable promql/any", ...one)],
	])("%s is mended", async (comment, expected) => {
		const text = rules(comment, ...one);
		const fix = (await diagnose(text)).find(({ code }) => code.startsWith("suppression/"))?.fix;
		expect(applyEdits(text, fix?.edits ?? [])).toBe(expected);
	});
});
