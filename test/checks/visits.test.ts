import { expect, test } from "vitest";
import { type Check, defineCheck } from "../../server/checks/check.ts";
import { type CheckKnowledge, nothingKnown } from "../../server/checks/knowledge.ts";
import { CheckRunner } from "../../server/checks/run.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { createDocument, never } from "../support/testService.ts";

const described = { title: "T", severity: "warning", why: "W", fix: "F", examples: [] } as const;

const selectors = defineCheck({
	...described,
	id: "test/selectors",
	visit: {
		expression(expression, { report }) {
			report({
				at: expression.at(expression.expression),
				message: `${expression.use} ${expression.textOf(expression.expression)}`,
			});
		},
	},
});

const rules = defineCheck({
	...described,
	id: "test/rules",
	visit: {
		rule({ rule, group, expression }, { report }) {
			if (rule.name === undefined) return;
			const filter = expression?.shapeOf(expression.expression).filter === true ? "filters" : "does not";
			report({ at: rule.name.span, message: `${rule.name.value} of ${group.name?.value} ${filter}` });
		},
	},
});

interface Setup {
	readonly checks: readonly Check[];
	readonly knowledge?: () => Partial<CheckKnowledge> & { readonly version: number };
}

function createRunner({ checks, knowledge }: Setup) {
	const logged: string[] = [];
	const parser = createDocumentParser();
	const runner = new CheckRunner({
		log: (line) => logged.push(line),
		pause: () => Promise.resolve(),
		checks,
		knowledgeFor: () => ({ ...nothingKnown, version: 0, ...knowledge?.() }),
	});
	return {
		logged,
		async check(text: string, uri = "file:///rules/one.yaml") {
			const document = createDocument(text, 1, uri);
			const model = parser.parse(document);
			if (model === undefined) throw new Error("This is no file of ours.");
			const result = await runner.run(document, model, never);
			return (result?.problems ?? []).map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
		},
		async missing(text: string) {
			const document = createDocument(text, 1, "file:///rules/one.yaml");
			const model = parser.parse(document);
			return model && (await runner.run(document, model, never))?.missing;
		},
	};
}

const rule = (name: string, expression: string): string => `      - alert: ${name}\n        expr: ${expression}\n`;
const file = (...written: readonly string[]): string => `groups:\n  - name: g\n    rules:\n${written.join("")}`;

test("expressions and rules are judged where they stand, and stay right when they move", async () => {
	const { check, logged } = createRunner({ checks: [selectors, rules] });
	const one = ["A: A of g filters", "up == 0: alert up == 0"];
	expect(await check(file(rule("A", "up == 0")))).toEqual(one);
	expect(await check(file(rule("B", "vector(1)"), rule("A", "up == 0")))).toEqual([
		"B: B of g does not",
		"vector(1): alert vector(1)",
		...one,
	]);
	expect(logged).toEqual([]);
});

test("a rule is judged once for each text of it", async () => {
	let judged = 0;
	const counting = defineCheck({
		...described,
		id: "test/counting",
		visit: {
			rule() {
				judged += 1;
			},
		},
	});
	const { check } = createRunner({ checks: [counting] });
	const many = Array.from({ length: 20 }, (_, index) => rule(`A${index}`, "up == 0"));
	await check(file(...many));
	expect(judged).toBe(20);
	await check(file(rule("Before", "up == 1"), ...many));
	expect(judged).toBe(21);
	await check(file(rule("Before", "up == 1"), ...many).replace("name: g", "name: g\n    interval: 1m"));
	expect(judged).toBe(42);
});

test("what an alias brings is judged anew when it changes", async () => {
	const labels = defineCheck({
		...described,
		id: "test/labels",
		visit: {
			rule({ rule: { labels: entries, name } }, { report }) {
				if (name !== undefined) report({ at: name.span, message: entries.map(({ value }) => value.value).join() });
			},
		},
	});
	const { check } = createRunner({ checks: [labels] });
	const text = (team: string): string =>
		`groups:\n  - name: g\n    labels: &l\n      team: ${team}\n    rules:\n      - alert: A\n        expr: up\n        labels: *l\n`;
	expect(await check(text("one"))).toEqual(["A: one"]);
	expect(await check(text("two"))).toEqual(["A: two"]);
});

test("an expression with a fault is not judged, and one check that throws silences no other", async () => {
	const broken = defineCheck({
		...described,
		id: "test/broken",
		visit: {
			rule() {
				throw new Error("a fault of ours");
			},
		},
	});
	const { check, logged } = createRunner({ checks: [broken, rules, selectors] });
	expect(await check(file(rule("A", "rate(up)"), rule("B", "up > 1")))).toEqual([
		"A: A of g does not",
		expect.stringMatching(/^up: /),
		"B: B of g filters",
		"up > 1: alert up > 1",
	]);
	expect(logged).toHaveLength(2);
	expect(logged[0]).toContain("test/broken");
});

test("what was not known is said once, and judged when it is known", async () => {
	const needy = defineCheck({
		...described,
		id: "test/needy",
		needs: ["scrapeInterval"],
		visit: {
			expression(expression, { knowledge, report }) {
				const seconds = knowledge.scrapeIntervalSeconds();
				if (seconds !== undefined) report({ at: expression.at(expression.expression), message: `${seconds}` });
			},
		},
	});
	let version = 0;
	let seconds: number | undefined;
	const { check, missing } = createRunner({
		checks: [needy],
		knowledge: () => ({ version, scrapeIntervalSeconds: () => seconds }),
	});
	const text = file(rule("A", "up"), rule("B", "up > 1"));
	expect(await missing(text)).toEqual([{ check: "test/needy", need: "scrapeInterval" }]);
	version = 1;
	seconds = 30;
	expect(await check(text)).toEqual(["up: 30", "up > 1: 30"]);
	expect(await missing(text)).toEqual([]);
	version = 2;
	expect(await check(text)).toEqual(["up: 30", "up > 1: 30"]);
});

test("a group is judged again where one of its rules, their order or its name changes, and only then", async () => {
	let judged = 0;
	const order = defineCheck({
		...described,
		id: "test/order",
		visit: {
			group({ group, rules: all }, { report }) {
				judged += 1;
				const names = all.map(({ rule: { name } }) => name?.value).join();
				if (group.name !== undefined) report({ at: group.name.span, message: `${group.name.value}: ${names}` });
			},
		},
	});
	const { check } = createRunner({ checks: [order] });
	// Short pieces of YAML are read as one.
	const long = (name: string): string => rule(name, `sum(${"x".repeat(2000)})`);
	const [a, b] = [long("A"), long("B")];
	expect(await check(file(a, b))).toEqual(["g: g: A,B"]);
	expect(await check(`# A remark.\n${file(a, b)}`)).toEqual(["g: g: A,B"]);
	expect(judged).toBe(1);
	expect(await check(file(b, a))).toEqual(["g: g: B,A"]);
	expect(await check(file(b, a).replace("name: g", "name: h"))).toEqual(["h: h: B,A"]);
	expect(await check(file(b, a, long("C")))).toEqual(["g: g: B,A,C"]);
	expect(judged).toBe(4);
});

test("a group is judged again when what its rules were judged by becomes known", async () => {
	const types = defineCheck({
		...described,
		id: "test/types",
		visit: {
			rule({ expression }) {
				expression?.shapeOf(expression.expression);
			},
			group({ group, rules: all }, { report }) {
				const kinds = all.map(({ expression }) => JSON.stringify(expression?.shapeOf(expression.expression).quantity));
				if (group.name !== undefined) report({ at: group.name.span, message: kinds.join() });
			},
		},
	});
	let version = 0;
	let unit: string | undefined;
	const { check } = createRunner({
		checks: [types],
		knowledge: () => ({
			version,
			results: {
				metadata: () => (unit === undefined ? undefined : { type: "gauge", unit, help: "" }),
				recorded: () => [],
			},
		}),
	});
	const before = await check(file(rule("A", "queue > 1")));
	version = 1;
	unit = "seconds";
	expect(await check(file(rule("A", "queue > 1")))).not.toEqual(before);
});

test("rules that read alike are told apart where the file around them encodes them in another way", async () => {
	const inBlock = (indent: string): string =>
		`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  rules.yaml: |\n${file(rule("A", "up == 0")).replace(/^(?=.)/gm, indent)}`;
	const { check } = createRunner({ checks: [selectors, rules] });
	const expected = ["A: A of g filters", "up == 0: alert up == 0"];
	expect(await check(inBlock("    "))).toEqual(expected);
	expect(await check(inBlock("      "))).toEqual(expected);
	expect(await check(file(rule("A", "up == 0")))).toEqual(expected);
});
