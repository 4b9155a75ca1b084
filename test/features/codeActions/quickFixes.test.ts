import { describe, expect, test } from "vitest";
import { actionsAt, applyAction, rules } from "../../support/codeActions.ts";
import { HOSTS } from "../../support/hosts.ts";

describe.each(HOSTS)("in $name", ({ holds, wrap }) => {
	test.each(
		[
			["a misspelt function", "rat<|>(x_total[5m])", "rate(x_total[5m])"],
			["a function in capitals", "RATE<|>(x_total[5m])", "rate(x_total[5m])"],
			["a missing bracket at the end", "sum(up<|>", "sum(up)"],
			["several missing brackets", "sum(rate(x_total{a='b'}[5m<|>", "sum(rate(x_total{a='b'}[5m]))"],
			["a comparison of numbers", "up > (1 ><|> 0)", "up > (1 > bool 0)"],
			["bool behind what is no comparison", "up + bool<|> 1", "up + 1"],
			["swapped arguments", "topk(u<|>p, 3)", "topk(3, up)"],
		].filter(([written = ""]) => holds(written)),
	)("%s is mended", (_, expression, expected) => {
		expect(applyAction(wrap(expression), /^(?:Change to|Add the missing|Write . bool|Remove bool|Swap)/)).toBe(
			wrap(expected),
		);
	});
});

test("brackets that would not help are not added", () => {
	expect(applyAction(rules("  - alert: A", "    expr: sum(<|>"), /^Add/)).toMatch(/^not offered/);
});

test.each([
	["expression<|>: up", "expr: up"],
	["quer<|>y: up", "expr: up"],
	["expr: up\n    foor<|>: 1m", "expr: up\n    for: 1m"],
])("an unknown field: %s", (written, expected) => {
	expect(applyAction(rules("  - alert: A", `    ${written}`), /^Change to/)).toBe(
		rules("  - alert: A", `    ${expected}`),
	);
});

test("a text that YAML takes for a number is put in quotes where its reader minds", () => {
	const resource = (value: string) =>
		`apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: r }\nspec:\n  groups:\n  - name: g\n    rules:\n    - alert: A\n      expr: up\n      labels: { tier: ${value} }\n`;
	expect(applyAction(resource("<|>1"), /^Put it in quotes/)).toBe(resource('"1"'));
});

test("an unknown field moves with what is written before it", () => {
	const file = rules("  - alert: A", "    expr: up", "  - alert: B", "    expr<|>ession: up");
	expect(applyAction(file, /^Change to expr/)).toBe(file.replace("<|>ession", ""));
});

test.each([
	["that would stand twice", "expr: up\n    exprr<|>: up"],
	["that the rule cannot have besides", "expr: up\n    recrod<|>: a"],
	["that nobody can guess", "expr: up\n    zzz<|>: a"],
])("not a field %s", (_, written) => {
	expect(applyAction(rules("  - alert: A", `    ${written}`), /^Change to/)).toMatch(/^not offered/);
});

test("a fix says which problem it mends, and is the one that an editor takes by itself", () => {
	const { actions } = actionsAt(rules("  - alert: A", "    expr: rat(x[5m<|>])"), ["quickfix"]);
	expect(actions).toEqual([]);
	const [fix, ...others] = actionsAt(rules("  - alert: A", "    expr: rat<|>(x[5m])"), ["quickfix"]).actions;
	expect(fix).toMatchObject({ kind: "quickfix", preferred: true, mends: { code: "promql/unknown-function" } });
	expect(others).toEqual([]);
});

test("what is asked for is what is offered", () => {
	const file = rules("  - alert: A", "    expr: sum(rate(x<|>[5m]))>1");
	const kinds = (only?: readonly string[]) => [...new Set(actionsAt(file, only).actions.map(({ kind }) => kind))];
	expect(kinds()).toEqual(["refactor.extract", "refactor.rewrite"]);
	expect(kinds(["refactor.extract"])).toEqual(["refactor.extract"]);
	expect(kinds(["refactor"])).toEqual(["refactor.extract", "refactor.rewrite"]);
	expect(kinds(["source"])).toEqual(["source.format.promql"]);
	expect(kinds(["source.format.promql"])).toEqual(["source.format.promql"]);
	expect(kinds(["source.fixAll"])).toEqual([]);
	expect(kinds(["refactor.e"])).toEqual([]);
});
