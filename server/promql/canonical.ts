import type { Expression, Grouping, LabelMatcher, SelectorModifiers, VectorMatching } from "./ast.ts";
import { parsePromql } from "./parse.ts";

/**
 * What an expression says without how it is written, to be compared: layout, comments, the quotes of strings, the spelling of
 * durations and numbers and the place of `by` make no difference. `undefined` where the text has a fault.
 *
 * A server prints expressions from its own tree (`printer.go` and the String methods of its AST), so what it prints and what
 * a file says are alike here.
 */
export function canonicalPromql(text: string): string | undefined {
	const { expression, wellFormed, problems } = parsePromql(text);
	if (!wellFormed || problems.some(({ severity }) => severity === "error")) return undefined;
	// Deeper ones are compared by nobody, and walking them by recursion would need as much of the stack.
	return text.length > longest ? undefined : JSON.stringify(write(expression));
}

const longest = 6000;

type Written = string | number | null | readonly Written[];

function write(expression: Expression): Written {
	switch (expression.kind) {
		case "number":
			return ["number", String(expression.value)];
		case "string":
			return ["string", expression.value];
		case "selector":
			return [
				"selector",
				...writeMatchers(expression.name?.name, expression.matchers),
				writeModifiers(expression.modifiers),
			];
		case "matrix":
			return [
				"matrix",
				write(expression.selector),
				expression.range?.seconds ?? describe(expression.range),
				writeModifiers(expression.modifiers),
			];
		case "subquery":
			return [
				"subquery",
				write(expression.expression),
				expression.range?.seconds ?? describe(expression.range),
				expression.step === undefined ? null : (expression.step.seconds ?? describe(expression.step)),
				writeModifiers(expression.modifiers),
			];
		case "call":
			return ["call", expression.function.name, ...expression.arguments.map(write)];
		case "aggregation":
			return [
				"aggregation",
				expression.operator.name,
				writeGrouping(expression.grouping),
				...expression.arguments.map(write),
			];
		case "binary":
			return [
				"binary",
				expression.operator.name,
				expression.bool === undefined ? "" : "bool",
				writeMatching(expression.matching),
				expression.fill === undefined ? null : [expression.fill.left ?? null, expression.fill.right ?? null],
				write(expression.left),
				write(expression.right),
			];
		case "unary":
			return writeUnary(expression.operator, write(expression.expression));
		case "paren":
			return ["paren", write(expression.expression)];
		case "missing":
			return "missing";
		default:
			return expression satisfies never;
	}
}

/** `+Inf` and `-1` are numbers to a server. */
function writeUnary(operator: "+" | "-", operand: Written): Written {
	if (Array.isArray(operand) && operand[0] === "number") {
		const value = Number(operand[1]);
		return ["number", String(operator === "-" ? -value : value)];
	}
	return ["unary", operator, operand];
}

/** The order of matchers makes no difference, and a name is a matcher of `__name__`. */
function writeMatchers(name: string | undefined, matchers: readonly LabelMatcher[]): readonly Written[] {
	const written = matchers.map(({ label, operator, value }): string =>
		JSON.stringify([label.name, operator, value.kind === "string" ? value.value : null]),
	);
	if (name !== undefined) written.push(JSON.stringify(["__name__", "=", name]));
	return written.sort();
}

function writeModifiers({ offset, at, extended }: SelectorModifiers): Written {
	return [
		// No offset and one of zero are the same.
		offset === undefined ? 0 : (offset.seconds ?? describe(offset)),
		at === undefined ? null : typeof at.anchor === "number" ? Math.round(at.anchor * 1000) : at.anchor,
		extended?.mode ?? null,
	];
}

function writeGrouping(grouping: Grouping | undefined): Written {
	if (grouping === undefined) return null;
	const labels = grouping.labels.map(({ name }) => name).sort();
	// Aggregating by nothing is what is done without a clause.
	return !grouping.without && labels.length === 0 ? null : [grouping.without ? "without" : "by", ...labels];
}

function writeMatching(matching: VectorMatching | undefined): Written {
	if (matching === undefined) return null;
	const { on, labels, group } = matching;
	const names = labels.map(({ name }) => name).sort();
	const grouped = group === undefined ? null : [group.side, ...group.include.map(({ name }) => name).sort()];
	return !on && names.length === 0 && grouped === null ? null : [on ? "on" : "ignoring", names, grouped];
}

/** A duration that is computed when the query runs. */
function describe(duration: object | undefined): Written {
	return JSON.stringify(duration ?? null, (key, value: unknown) => (key === "span" ? undefined : value));
}
