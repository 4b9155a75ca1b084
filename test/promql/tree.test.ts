import { describe, expect, test } from "vitest";
import type { DurationExpression, Expression, SelectorModifiers } from "../../server/promql/ast.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { valueTypeOf } from "../../server/promql/valueType.ts";
import { nodeAt, pathAt } from "../../server/promql/visit.ts";

/** The tree with every operation in brackets, which shows what binds to what. */
function render(node: Expression): string {
	switch (node.kind) {
		case "number":
			return String(node.value);
		case "string":
			return JSON.stringify(node.value);
		case "selector": {
			const matchers = node.matchers.map(
				({ label, operator, value }) =>
					`${label.name}${operator}${value.kind === "string" ? JSON.stringify(value.value) : "?"}`,
			);
			const braces = node.braces === undefined ? "" : `{${matchers.join()}}`;
			return `${node.name?.name ?? ""}${braces}${renderModifiers(node.modifiers)}`;
		}
		case "matrix":
			return `${render(node.selector)}[${renderDuration(node.range)}]${renderModifiers(node.modifiers)}`;
		case "subquery": {
			const step = renderDuration(node.step);
			return `<${render(node.expression)}>[${renderDuration(node.range)}:${step}]${renderModifiers(node.modifiers)}`;
		}
		case "call":
			return `${node.function.name}(${node.arguments.map(render).join(", ")})`;
		case "aggregation": {
			const grouping = node.grouping && `${node.grouping.without ? "without" : "by"} ${names(node.grouping.labels)} `;
			const parameter = node.parameter && `${render(node.parameter)}; `;
			return `${node.operator.name} ${grouping ?? ""}(${parameter ?? ""}${render(node.expression)})`;
		}
		case "binary": {
			const { bool, matching, fill } = node;
			const group = matching?.group && ` group_${matching.group.side} ${names(matching.group.include)}`;
			const on = matching && ` ${matching.on ? "on" : "ignoring"} ${names(matching.labels)}${group ?? ""}`;
			const filled = fill && ` fill ${fill.left ?? "-"}/${fill.right ?? "-"}`;
			const modifiers = `${bool === undefined ? "" : " bool"}${on ?? ""}${filled ?? ""}`;
			return `[${render(node.left)} ${node.operator.name}${modifiers} ${render(node.right)}]`;
		}
		case "unary":
			return `${node.operator}[${render(node.expression)}]`;
		case "paren":
			return `(${render(node.expression)})`;
		case "missing":
			return "?";
	}
}

function names(labels: readonly { readonly name: string }[]): string {
	return `(${labels.map((label) => label.name).join()})`;
}

function renderModifiers({ offset, at, extended }: SelectorModifiers): string {
	const shown = [offset && `offset ${renderDuration(offset)}`, at && `@ ${at.anchor}`, extended?.mode];
	return shown
		.filter((modifier) => modifier !== undefined)
		.map((modifier) => ` ${modifier}`)
		.join("");
}

function renderDuration(duration: DurationExpression | undefined): string {
	switch (duration?.kind) {
		case undefined:
			return "";
		case "literal":
			return `${duration.seconds}s`;
		case "unary":
			return `${duration.operator}${renderDuration(duration.operand)}`;
		case "binary":
			return `[${renderDuration(duration.left)} ${duration.operator.name} ${renderDuration(duration.right)}]`;
		case "paren":
			return `(${renderDuration(duration.inner)})`;
		case "call":
			return `${duration.function.name}(${duration.arguments.map(renderDuration).join()})`;
		case "missing":
			return "?";
	}
}

test.each([
	["a + b * c", "[a + [b * c]]"],
	["a - b - c", "[[a - b] - c]"],
	["a ^ b ^ c", "[a ^ [b ^ c]]"],
	["a or b and c unless d", "[a or [[b and c] unless d]]"],
	["a == b + c", "[a == [b + c]]"],
	["a </ 1 == b", "[[a </ 1] == b]"],
	["a atan2 b * c", "[[a atan2 b] * c]"],
	["-a ^ 2", "-[[a ^ 2]]"],
	["-a * b", "[-[a] * b]"],
	["a ^ -b * c", "[[a ^ -[b]] * c]"],
	["-1 ^ 2", "-[[1 ^ 2]]"],
	["-1", "-1"],
	["- 5m", "-300"],
	["0755 + 0x10 + 1_0", "[[493 + 16] + 10]"],
	["-a offset 5m", "-[a offset 300s]"],
	["a + b offset 5m", "[a + b offset 300s]"],
	["a offset 5m + 1", "[a offset 300s + 1]"],
	["a offset -5m ^ 2", "[a offset -300s ^ 2]"],
	["a offset (5m + 1m) * 2", "a offset [([300s + 60s]) * 2s]"],
	["a offset -(5m) + 3m", "[a offset -(300s) + 180]"],
	["a offset step() + 1", "[a offset step() + 1]"],
	["a[5m] @ end() offset 1h", "a[300s] offset 3600s @ end"],
	["a[-1m + 2m * 3]", "a[[-60s + [120s * 3s]]]"],
	["a[2 ^ 3 ^ 2]", "a[[2s ^ [3s ^ 2s]]]"],
	["a[min_of(5m, step())] smoothed", "a[min_of(300s,step())] smoothed"],
	["rate(a[5m])[1h:5m] @ 5", "<rate(a[300s])>[3600s:300s] @ 5"],
	["a + b[1h:]", "[a + <b>[3600s:]]"],
	["sum(a) by (job)", "sum by (job) (a)"],
	["SUM BY (job, 'a.b') (a)", "sum by (job,a.b) (a)"],
	["topk without () (5, a)", "topk without () (5; a)"],
	["sum by (x)", "sum by (x) (?)"],
	["a * on (x) group_left b", "[a * on (x) group_left () b]"],
	["a * bool ignoring () group_right (y) fill(1) b", "[a * bool ignoring () group_right (y) fill 1/1 b]"],
	["a + fill_right(-2) b", "[a + fill -/-2 b]"],
	['{"a", "b", c="d"}', 'a{__name__="b",c="d"}'],
	['a{"b.c"=~`\\d`,}', 'a{b.c=~"\\\\d"}'],
	['"\\xe2\\x98\\xba \\u263a"', '"☺ ☺"'],
	["a{b", "a{b=?}"],
	['a{b=, c="d"}', 'a{b=?,c="d"}'],
	["a{b=c} + 1", "[a{b=?} + 1]"],
	['sum(rate(a{b="c", [5m])) by (x)', 'sum by (x) (rate(a{b="c"}[300s]))'],
	["rate(a[5m) + b", "[rate(a[300s]) + b]"],
	["rate(a[) + b", "[rate(a[?]) + b]"],
	["sum(a +) + b", "[sum ([a + ?]) + b]"],
	["a + ", "[a + ?]"],
	["clamp(a, , 1)", "clamp(a, ?, 1)"],
	["clamp(a,", "clamp(a, ?)"],
	["(a b) + c", "[(a) + c]"],
	["", "?"],
	["a offset", "a offset ?"],
	["a @", "a @ NaN"],
] as const)("%s", (text, tree) => {
	expect(render(parsePromql(text).expression)).toBe(tree);
});

describe("value types", () => {
	test.each([
		["1", "scalar"],
		["1 + 1", "scalar"],
		["-(1)", "scalar"],
		["a + 1", "vector"],
		["-a", "vector"],
		["(a[5m])", "matrix"],
		["a[5m:]", "matrix"],
		['("x")', "string"],
		["sum(a)", "vector"],
		["time()", "scalar"],
		["rate(a[5m])", "vector"],
		["nope(a)", "none"],
		["nope(a) + 1", "none"],
		["nope(a) + b", "vector"],
		["", "none"],
	] as const)("%s is a %s", (text, type) => {
		expect(valueTypeOf(parsePromql(text).expression)).toBe(type);
	});
});

test("the smallest node at an offset is the one that ends there, or else the one around it", () => {
	const text = 'sum by (job) (rate(up{job="api"}[5m])) > 0.5';
	const { expression } = parsePromql(text);
	const at = (part: string) => nodeAt(expression, text.indexOf(part))?.kind;
	expect([at("by"), at("up"), at("api"), at("[5m]"), at("5m"), at("0.5"), at("> ")]).toEqual([
		"aggregation",
		"selector",
		"selector",
		"selector",
		"matrix",
		"number",
		"binary",
	]);
	expect(pathAt(expression, text.indexOf("job=")).map((node) => node.kind)).toEqual([
		"binary",
		"aggregation",
		"call",
		"matrix",
		"selector",
	]);
	expect(nodeAt(expression, 1000)).toBeUndefined();
});
