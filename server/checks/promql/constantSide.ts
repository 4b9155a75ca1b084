import type { BinaryExpression } from "../../promql/ast.ts";
import { type Alternative, hasNoLabels, isShadowed } from "../../promql/result/alternatives.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck, type Report } from "../check.ts";

export default defineCheck({
	id: "promql/constant-side",
	title: "Side of a set operator that is always there",
	severity: "warning",
	why: "`or`, `and` and `unless` ask whether the other side has a partner. Where one side is always there, the answer is always the same: what stands behind such an `or` is never used, such an `and` lets everything through, and such an `unless` nothing.",
	fix: "Put the constant last, as in `errors or vector(0)`, and compare inside of `and` and `unless`: `and on () hour() > 8`.",
	equivalents: ["pint promql/impossible"],
	examples: [
		{
			title: "The stand-in comes first",
			bad: `groups:
  - name: api
    rules:
      - record: errors:sum
        expr: vector(0) or sum(errors)
                           ^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: errors:sum
        expr: sum(errors) or vector(0)
`,
		},
		{
			title: "An hour is always there",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0 and on () hour()
                                ^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0 and on () hour() > 8
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary") continue;
				const { name } = part.operator;
				if (name === "or") for (const found of shadowed(part, expression)) report(found);
				if (name === "and" || name === "unless") {
					const right = expression.alternativesOf(part.right);
					if (!isAlwaysPartner(part, expression.alternativesOf(part.left), right)) continue;
					const outcome = name === "and" ? "so “and” lets everything through" : "so “unless” lets nothing through";
					const text = shortenCode(expression.textOf(part.right));
					report({
						at: expression.at(part.right),
						message: `The right side, ${text}, is always there, whatever its value, ${outcome}. Compare its value, as in ${text} > 0, or remove it.`,
					});
				}
			}
		},
	},
});

function shadowed(binary: BinaryExpression, expression: CheckedExpression): readonly Report[] {
	const left = expression.alternativesOf(binary.left);
	const right = expression.alternativesOf(binary.right).filter(({ empty }) => empty !== "always");
	const unused = right.filter((each) => isShadowed(binary, left, each));
	const places =
		unused.length === right.length && unused.length > 0 ? [binary.right] : unused.map(({ origin }) => origin);
	const always = left.find((each) => each.empty === "never");
	return places.map((place) => ({
		at: expression.at(place),
		message: `The left side of “or” is always there with the same labels, so ${shortenCode(expression.textOf(place))} is never used. Put it first, and the constant behind it.`,
		...(always !== undefined && {
			related: [{ at: expression.at(always.origin), message: "This always gives a result." }],
		}),
	}));
}

/** Claims that every series of the left side has a partner, at every moment. */
function isAlwaysPartner(
	{ matching }: BinaryExpression,
	left: readonly Alternative[],
	right: readonly Alternative[],
): boolean {
	const always = right.filter(({ empty }) => empty === "never");
	if (always.length === 0 || left.length === 0) return false;
	if (matching?.on === true && matching.labels.length === 0) return true;
	const bare = ({ labels }: Alternative) => hasNoLabels(labels);
	return always.some(bare) && left.every(bare);
}
