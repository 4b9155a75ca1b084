import type { BinaryExpression, Expression, Subquery, UnaryExpression } from "../ast.ts";
import { featureFlags } from "../features.ts";
import { shorten } from "../shorten.ts";
import { describeValueType, valueTypeOf } from "../valueType.ts";
import type { Findings } from "./findings.ts";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const setOperators: ReadonlySet<string> = new Set(["and", "or", "unless"]);

/** Checks a binary expression's operands and modifiers. */
export function checkBinary(node: BinaryExpression, findings: Findings) {
	if (checkOperand(node, node.left, findings) || checkOperand(node, node.right, findings)) return;
	checkBool(node, findings);
	checkLabels(node, findings);
	const isSet = setOperators.has(node.operator.name);
	if (isSet && checkSetOperands(node, findings)) return;
	if (isSet) checkSetModifiers(node, findings);
	checkMatching(node, isSet, findings);
}

/** Reports an operand that no operator can take. */
function checkOperand(node: BinaryExpression, operand: Expression, findings: Findings): boolean {
	const type = valueTypeOf(operand);
	if (type !== "matrix" && type !== "string") return findings.isFaulty(operand) && type === "none";
	if (findings.isFaulty(operand)) return true;
	const advice =
		type === "matrix"
			? "Put it into a function such as rate(…) or avg_over_time(…), or remove the range."
			: 'Compare labels inside braces, as in metric{label="value"}.';
	const message = `${node.operator.name} works on numbers and instant vectors, but this is ${describeValueType(type)}. ${advice}`;
	findings.report(node, "promql/operand-type", operand.span, message);
	return true;
}

function checkBool(node: BinaryExpression, findings: Findings) {
	const comparison = comparisons.has(node.operator.name);
	if (node.bool !== undefined && !comparison) {
		const message = `bool turns a comparison into 0 or 1, and ${node.operator.name} is none. Remove bool.`;
		const edit = { span: { start: node.operator.span.end, end: node.bool.end }, newText: "" };
		return findings.report(node, "promql/bool-without-comparison", node.bool, message, {
			fix: { title: "Remove bool", edits: [edit] },
		});
	}
	const scalars = valueTypeOf(node.left) === "scalar" && valueTypeOf(node.right) === "scalar";
	if (!comparison || node.bool !== undefined || !scalars) return;
	const operator = node.operator.name;
	const message = `Two numbers can only be compared with bool, which gives 0 or 1. Write ${operator} bool, or compare a vector.`;
	const edit = { span: node.operator.span, newText: `${operator} bool` };
	findings.report(node, "promql/comparison-without-bool", node.operator.span, message, {
		fix: { title: `Write ${operator} bool`, edits: [edit] },
	});
}

function checkLabels(node: BinaryExpression, findings: Findings) {
	const { matching } = node;
	if (matching?.group === undefined || !matching.on) return;
	const matched = new Set(matching.labels.map((label) => label.name));
	for (const label of matching.group.include) {
		if (!matched.has(label.name)) continue;
		const message = `${shorten(label.name)} is already in on (…), so both sides have it. Remove it from group_${matching.group.side}.`;
		return findings.report(node, "promql/label-matched-and-included", label.span, message);
	}
}

/** Reports a number beside a set operator. */
function checkSetOperands(node: BinaryExpression, findings: Findings): boolean {
	const scalar = [node.left, node.right].find((operand) => valueTypeOf(operand) === "scalar");
	if (scalar === undefined || findings.isFaulty(scalar)) return scalar !== undefined;
	const message = `${node.operator.name} works on the series of two vectors, but this is a number. Write vector(…) around it.`;
	findings.report(node, "promql/set-operator-on-scalar", scalar.span, message);
	return true;
}

function checkSetModifiers(node: BinaryExpression, findings: Findings) {
	const { matching, fill } = node;
	const operator = node.operator.name;
	if (matching?.group !== undefined) {
		const message = `${operator} takes whole series from either side, so there is nothing to group. Remove group_${matching.group.side}.`;
		findings.report(node, "promql/group-on-set-operator", matching.group.span, message);
	}
	if (fill !== undefined) {
		const message = `${operator} takes whole series from either side, so there is nothing to fill. Remove the fill.`;
		findings.report(node, "promql/misplaced-fill", fill.span, message);
	}
}

function checkMatching(node: BinaryExpression, isSet: boolean, findings: Findings) {
	const { matching, fill } = node;
	if (fill !== undefined && findings.features.get("binopFillModifiers") === false) {
		const message = `fill is experimental, and the server does not have it switched on. Start it with --enable-feature=${featureFlags.binopFillModifiers}.`;
		return findings.report(node, "promql/feature-not-enabled", fill.span, message);
	}
	const types = [valueTypeOf(node.left), valueTypeOf(node.right)];
	if (findings.isFaulty(node.left) || findings.isFaulty(node.right)) return;
	if (isSet || types.includes("none") || types.every((type) => type === "vector")) return;
	if (matching !== undefined && matching.labels.length > 0) {
		const word = matching.on ? "on" : "ignoring";
		const message = `${word} (…) says which series of two vectors belong together, but one side here is a number. Remove it.`;
		findings.report(node, "promql/matching-without-vectors", matching.span, message);
	} else if (fill !== undefined) {
		const message = "fill stands in for missing series of a vector, but one side here is a number. Remove it.";
		findings.report(node, "promql/misplaced-fill", fill.span, message);
	}
}

/** Checks what a sign stands before. */
export function checkUnary(node: UnaryExpression, findings: Findings) {
	const type = valueTypeOf(node.expression);
	if ((type !== "matrix" && type !== "string") || findings.isFaulty(node.expression)) return;
	const message = `A sign can stand before a number or an instant vector, but this is ${describeValueType(type)}.${type === "matrix" ? " Put the range into a function first, as in -rate(…)." : ""}`;
	findings.report(node, "promql/operand-type", node.expression.span, message);
}

/** Checks what a subquery evaluates. */
export function checkSubquery(node: Subquery, findings: Findings) {
	const type = valueTypeOf(node.expression);
	if (type === "vector" || type === "none" || findings.isFaulty(node.expression)) return;
	const advice =
		type === "matrix"
			? "Remove one of the two ranges, or put the inner one into a function such as rate(…)."
			: "Write vector(…) around a number.";
	const message = `A subquery evaluates an instant vector again and again, but this is ${describeValueType(type)}. ${advice}`;
	findings.report(node, "promql/subquery-type", node.brackets, message);
}
