import { writeSelector } from "../../metrics/selectorText.ts";
import type { BinaryExpression, Expression, VectorSelector } from "../../promql/ast.ts";
import { findFunction } from "../../promql/functions.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckContext, type CheckedExpression, defineCheck } from "../check.ts";
import { type AskableSelector, readAskable } from "../selectorQuestions.ts";

export default defineCheck({
	id: "promql/different-label-sets",
	title: "Sides with different labels on the server",
	severity: "warning",
	needs: ["series"],
	why: "Between two vectors a series meets only one that is alike in every label that is compared. The server's series of both sides never are: those of one side all have a label that the other side does not know. The result is empty, and nothing says so.",
	fix: "Say with `on (…)` which labels both sides have in common, with `group_left` where one side has more series; or aggregate both sides to the same labels.",
	equivalents: ["pint promql/vector_matching"],
	differences:
		"A warning rather than an error, as labels may come. Looked at where a side is the series of one metric, also through functions such as `rate`; what aggregation and joins leave is judged from the text alone by `promql/never-matches`.",
	examples: [
		{
			title: "One metric has a label more",
			bad: `groups:
  - name: node
    rules:
      - record: instance:disk:share
        expr: disk_used_bytes / disk_size_bytes
                                ^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: node
    rules:
      - record: instance:disk:share
        expr: disk_used_bytes / on (instance, device) group_left () disk_size_bytes
`,
			knowledge: {
				labelNamesOf: (selector) =>
					selector.startsWith("disk_used")
						? ["__name__", "device", "instance", "mode"]
						: ["__name__", "device", "instance"],
				seriesOf: (selector) => {
					const now = selector.includes('mode=""') ? 0 : 4;
					return { now, recent: now, windowSeconds: 604_800 };
				},
			},
		},
	],
	visit: {
		expression(expression, context) {
			if (expression.use === "test") return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || part.operator.name === "or" || part.operator.name === "unless") continue;
				if (part.fill !== undefined || (part.matching?.on === true && part.matching.labels.length === 0)) continue;
				compare(part, expression, context);
			}
		},
	},
});

function compare(binary: BinaryExpression, expression: CheckedExpression, context: CheckContext<unknown>): void {
	const left = readSide(binary.left, expression);
	const right = readSide(binary.right, expression);
	if (left === undefined || right === undefined) return;
	const { labelNamesOf } = context.knowledge;
	const leftNames = labelNamesOf(left.text);
	const rightNames = labelNamesOf(right.text);
	if (leftNames === undefined || rightNames === undefined || leftNames.length === 0 || rightNames.length === 0) return;
	const compared = comparedLabels(binary, [...leftNames, ...rightNames]);
	for (const label of compared) {
		const inLeft = leftNames.includes(label);
		if (inLeft === rightNames.includes(label)) continue;
		const [having, lacking] = inLeft ? [left, right] : [right, left];
		if (!allHave(having, label, context)) continue;
		const at = inLeft ? binary.right : binary.left;
		const common = leftNames.filter((name) => name !== "__name__" && rightNames.includes(name));
		const advice = common.length === 0 ? "They have no label in common." : `Both have ${shorten(common.join(", "))}.`;
		context.report({
			at: expression.at(at),
			message: `On the server every series of ${shortenCode(having.text)} has the label ${shorten(label)}, and none of ${shortenCode(lacking.text)} has it, so ${binary.operator.name} finds no partners and the result is empty. ${advice} Match by labels that both have, with on (…), or aggregate both sides to them.`,
		});
		return;
	}
}

function comparedLabels({ matching }: BinaryExpression, names: readonly string[]): readonly string[] {
	const listed = matching?.labels.map(({ name }) => name) ?? [];
	if (matching?.on === true) return listed;
	return [...new Set(names)].filter((name) => name !== "__name__" && !listed.includes(name));
}

function allHave(
	{ name, matchers, text }: AskableSelector,
	label: string,
	{ knowledge }: CheckContext<unknown>,
): boolean {
	if (matchers.some((matcher) => matcher.label === label && matcher.op === "=" && matcher.value !== "")) return true;
	const without = knowledge.seriesOf(writeSelector(name, [...matchers, { label, op: "=", value: "" }]));
	// Both are asked for at once, so that neither has to wait for the other.
	const all = knowledge.seriesOf(text);
	return without?.now === 0 && all !== undefined && all.now > 0;
}

/** The selector whose series a side is, with all of their labels but the name. */
function readSide(side: Expression, expression: CheckedExpression): AskableSelector | undefined {
	let inner: Expression | undefined = side;
	while (inner !== undefined) {
		if (inner.kind === "paren" || inner.kind === "unary") inner = inner.expression;
		else if (inner.kind === "matrix") inner = inner.selector;
		else if (inner.kind === "call") inner = vectorArgument(inner.function.name, inner.arguments);
		else break;
	}
	return inner?.kind === "selector" && isPlain(inner) ? readAskable(expression, inner) : undefined;
}

/** With an offset the labels are those of another time. */
function isPlain({ name, modifiers }: VectorSelector): boolean {
	return name !== undefined && modifiers.offset === undefined && modifiers.at === undefined;
}

/** The argument whose labels a function keeps. */
function vectorArgument(name: string, given: readonly Expression[]): Expression | undefined {
	if (changesLabels.test(name)) return undefined;
	const index = findFunction(name)?.arguments.findIndex(({ type }) => type === "vector" || type === "matrix") ?? -1;
	return given[index];
}

const changesLabels = /^(?:absent|absent_over_time|label_\w+|histogram_quantiles?|info|scalar|vector|count_values)$/;
