import type { BinaryExpression } from "../../promql/ast.ts";
import type { Alternative } from "../../promql/result/alternatives.ts";
import { findMismatch, type Mismatch } from "../../promql/result/matchLabels.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { walkUp } from "../../promql/visit.ts";
import { contains, type Span } from "../../text/span.ts";
import { type CheckedExpression, defineCheck, type Report } from "../check.ts";

export default defineCheck({
	id: "promql/never-matches",
	title: "Sides that never match",
	severity: "warning",
	why: "Between two vectors a series meets only one that is alike in every label that is compared. Where one side has lost such a label, no series has a partner: the result is empty, the alert never fires, and there is no error anywhere.",
	fix: "Keep the label on both sides, as in `sum by (instance) (…)`, or say with `on (…)` or `ignoring (…)` which labels both have in common; with `group_left` where one side has more series.",
	equivalents: ["pint promql/impossible", "pint promql/vector_matching"],
	differences:
		"A label that `on (…)` names and that the side with many series lacks is told as a join that never matches; pint calls it an impossible label. A side of which only a stand-in such as `or vector(0)` lacks the label is not reported.",
	examples: [
		{
			title: "The sum has no label to match on",
			bad: `groups:
  - name: api
    rules:
      - record: instance:requests:share
        expr: requests / on (instance) sum(requests)
                                       ^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: instance:requests:share
        expr: requests / on (job) group_left () sum by (job) (requests)
`,
		},
		{
			title: "One side is summed by a label, the other is not",
			bad: `groups:
  - name: api
    rules:
      - record: job:errors:share
        expr: sum by (job) (errors) / sum(errors)
                                      ^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:errors:share
        expr: sum by (job) (errors) / on () group_left () sum(errors)
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			const told: Span[] = [];
			for (const part of walkUp(expression.expression)) {
				if (part.kind !== "binary" || part.operator.name === "or" || part.fill !== undefined) continue;
				// What never returns anything has no labels either.
				if (told.some((span) => contains(part.span, span))) continue;
				const left = liveVectors(expression.alternativesOf(part.left));
				const right = liveVectors(expression.alternativesOf(part.right));
				if (left.length === 0 || right.length === 0) continue;
				const found = reportsOf(part, left, right, expression);
				if (found.length > 0) told.push(part.span);
				for (const each of found) report(each);
			}
		},
	},
});

function liveVectors(alternatives: readonly Alternative[]): readonly Alternative[] {
	return alternatives.filter(({ type, empty }) => type === "vector" && empty !== "always");
}

function reportsOf(
	binary: BinaryExpression,
	left: readonly Alternative[],
	right: readonly Alternative[],
	expression: CheckedExpression,
): readonly Report[] {
	const leftWithout = partnerless(left, right, (one, other) => findMismatch(binary, one, other));
	const rightWithout = partnerless(right, left, (one, other) => findMismatch(binary, other, one));
	const reports: Report[] = [];
	const sides = [
		{ side: "right", operand: binary.right, all: right, without: rightWithout },
		{ side: "left", operand: binary.left, all: left, without: leftWithout },
	] as const;
	for (const { side, operand, all, without } of sides) {
		// The side to blame is the one without the label, and where only the values differ the right one.
		const blamed = without.filter(({ mismatch }) =>
			mismatch.kind === "missing" ? mismatch.side === side : side === "right",
		);
		const [first] = blamed;
		if (first === undefined) continue;
		// A stand-in such as `or vector(0)` is there for the moment when the other side has nothing either.
		if (blamed.length < all.length) continue;
		if (expression.masked(operand) && first.mismatch.kind === "values") continue;
		reports.push(tell(binary, first.mismatch, expression.textOf(operand), expression, operand));
	}
	return reports;
}

interface Partnerless {
	readonly alternative: Alternative;
	readonly mismatch: Mismatch;
}

function partnerless(
	side: readonly Alternative[],
	others: readonly Alternative[],
	compare: (one: Alternative, other: Alternative) => Mismatch | undefined,
): readonly Partnerless[] {
	return side.flatMap((alternative) => {
		const mismatches = others.map((other) => compare(alternative, other));
		const [first] = mismatches;
		return first !== undefined && mismatches.every((each) => each !== undefined)
			? [{ alternative, mismatch: first }]
			: [];
	});
}

function tell(
	{ operator }: BinaryExpression,
	mismatch: Mismatch,
	text: string,
	expression: CheckedExpression,
	at: BinaryExpression["right"],
): Report {
	const label = shorten(mismatch.label);
	const outcome =
		operator.name === "unless"
			? "so unless excludes none of them"
			: "so they are missing from the result, which is empty as a rule";
	if (mismatch.kind === "values") {
		const [one, other] = [mismatch.left, mismatch.right].map((fact) => shorten((fact.values ?? []).join(", ")));
		return {
			at: expression.at(at),
			message: `Left of ${operator.name} ${label} is ${one}, right of it ${other}: no series has a partner, ${outcome}. Leave ${label} out of the comparison with ignoring (${label}) or on (…).`,
			related: [relatedTo(mismatch.left, expression), relatedTo(mismatch.right, expression)],
		};
	}
	const [here, there] = mismatch.side === "left" ? ["left", "right"] : ["right", "left"];
	return {
		at: expression.at(at),
		message: `The label ${label}, by which ${operator.name} compares both sides, is never there in ${shortenCode(text)}. Series of the ${there} side that have it find no partner on the ${here}, ${outcome}. Keep ${label} in it, or match by labels that both sides have.`,
		related: [relatedTo(mismatch.fact, expression, label)],
	};
}

function relatedTo(
	{ reason }: { readonly reason: { readonly span: { start: number; end: number }; readonly text: string } },
	expression: CheckedExpression,
	label = "The label",
) {
	return { at: expression.at(reason.span), message: `${label}: ${reason.text}.` };
}
