import { describe, expect, test } from "vitest";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const maxAgeMs = 30_000;

/** The file with each value as it is shown, between `‹›`, and what was asked. */
async function show(text: string, options: FakeOptions = {}, range = { start: 0, end: text.length }) {
	const api = createFakePrometheus({ series: [{ labels: { job: "a" }, value: 0.42 }], ...options });
	const service = createTestService(api);
	const document = createDocument(text);
	const before = service.inline.values(document, range, maxAgeMs);
	const visible = [{ document, ranges: [range] }];
	const changed = await service.inline.refresh({ visible, values: true, rules: false, maxAgeMs }, never);
	const values = service.inline.values(document, range, maxAgeMs);
	expect(service.logged).toEqual([]);
	let shown = text;
	for (const { offset, label } of values.toReversed())
		shown = `${shown.slice(0, offset)}‹${label}›${shown.slice(offset)}`;
	return { shown, values, before, changed, asked: api.asked, service, document };
}

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test("the value stands at the end of the line in which the expression ends", async () => {
		const expression = "sum(rate(up[5m]))";
		const text = wrap(expression);
		expect(holds(expression)).toBe(true);
		const { shown, asked } = await show(text);
		// Some hosts have more queries than the one.
		expect(asked).toContain("query sum(rate(up[5m]))");
		expect(shown.replaceAll("‹= 0.42›", "")).toBe(text);
		const line = shown.split("\n").find((one) => one.includes("up[5m]")) ?? "";
		expect(line).toMatch(/‹= 0\.42›$|"‹= 0\.42›|\)‹= 0\.42›["\\]/);
	});
});

const rules = `groups:
  - name: g
    rules:
      - alert: A
        expr: |
          sum(rate(a[5m]))
            > 0.1

        for: 5m
      - record: b:sum
        expr: sum(b)   # of all
      - alert: Broken
        expr: sum(
      - alert: Same
        expr: 'sum(b)'
`;

test("each expression without a fault has its value, and each query is asked once", async () => {
	const { shown, asked, before, changed } = await show(rules);
	expect(before).toEqual([]);
	expect(changed).toMatchObject({ values: true, rules: false });
	expect(asked.toSorted()).toEqual(["query sum(b)", "query sum(rate(a[5m]))\n  > 0.1"]);
	expect(shown).toBe(
		`groups:
  - name: g
    rules:
      - alert: A
        expr: |
          sum(rate(a[5m]))
            > 0.1‹= 0.42›

        for: 5m
      - record: b:sum
        expr: sum(b)‹= 0.42›   # of all
      - alert: Broken
        expr: sum(
      - alert: Same
        expr: 'sum(b)'‹= 0.42›
`.replace("sum(b)‹= 0.42›   # of all", "sum(b)   # of all‹= 0.42›"),
	);
});

test("only what can be seen is asked for", async () => {
	const start = rules.indexOf("- record");
	const { asked } = await show(rules, {}, { start, end: rules.indexOf("# of all") });
	expect(asked).toEqual(["query sum(b)"]);
});

test("an error is no value", async () => {
	const failure = { kind: "unavailable", reason: "Many-to-many.", cause: "badQuery" } as const;
	const { shown, changed } = await show(rules, { failure });
	expect(shown).toBe(rules);
	expect(changed.values).toBe(false);
});

test("a round ends when the server fails, and the server is left in peace", async () => {
	const failure = { kind: "unavailable", reason: "Gone.", cause: "refused" } as const;
	const many = Array.from({ length: 10 }, (_, index) => `      - record: r${index}\n        expr: sum(a${index})`);
	const { asked, service, document } = await show(`groups:\n  - name: g\n    rules:\n${many.join("\n")}\n`, {
		failure,
	});
	expect(asked.length).toBeLessThanOrEqual(2);
	const visible = [{ document, ranges: [{ start: 0, end: document.text.length }] }];
	await service.inline.refresh({ visible, values: true, rules: false, maxAgeMs }, never);
	expect(asked.length).toBeLessThanOrEqual(2);
});

test("a round has bounds", async () => {
	const many = Array.from({ length: 100 }, (_, index) => `      - record: r${index}\n        expr: sum(a${index})`);
	const { asked } = await show(`groups:\n  - name: g\n    rules:\n${many.join("\n")}\n`);
	expect(asked).toHaveLength(40);
});

test("several queries in one line have each its value beside it", async () => {
	const target = (refId: string) => ({ refId, expr: `sum(${refId.toLowerCase()})` });
	const panels = [
		{ type: "timeseries", title: "P", datasource: { type: "prometheus" }, targets: [target("A"), target("B")] },
	];
	const { shown } = await show(JSON.stringify({ title: "D", schemaVersion: 39, panels }));
	expect(shown).toContain('"expr":"sum(a)‹= 0.42›"');
	expect(shown).toContain('"expr":"sum(b)‹= 0.42›"');
});

test("the tooltip has the details, and hostile labels do nothing in it", async () => {
	const { values } = await show("groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n", {
		series: [{ labels: { job: "[x](command:evil)" }, value: 0 }],
	});
	expect(values[0]?.tooltip).toBe('**0** now · 1 series · answered in 12 ms\n\njob\\="\\[x\\]\\(command\\:evil\\)"');
});

test("without a server nothing is shown and nothing goes wrong", async () => {
	const service = createTestService();
	const document = createDocument(rules);
	const visible = [{ document, ranges: [{ start: 0, end: rules.length }] }];
	const changed = await service.inline.refresh({ visible, values: true, rules: true, maxAgeMs }, never);
	expect(changed).toMatchObject({ values: false, rules: false });
	expect(service.inline.values(document, { start: 0, end: rules.length }, maxAgeMs)).toEqual([]);
});
