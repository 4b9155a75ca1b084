import type { Expression, Identifier } from "../../promql/ast.ts";
import type { Alternative } from "../../promql/result/alternatives.ts";
import { factOf, type LabelFact } from "../../promql/result/labels.ts";
import { shorten } from "../../promql/shorten.ts";
import { walkUp } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/missing-label",
	title: "Label that cannot be there",
	severity: "warning",
	why: "A label that an inner part of the query has removed does not come back. Grouping by it or joining it gives nothing: the result lacks the label, and everything is in one group where several were meant.",
	fix: "Keep the label further inside, in its `by (…)`, `on (…)` or `group_left (…)`, or take it out here.",
	equivalents: ["pint promql/impossible"],
	differences:
		"Reported where no series can have the label. Where only one side of an `or` lacks it, as in `errors or vector(0)`, there is no report.",
	examples: [
		{
			title: "Removed by a join",
			bad: `groups:
  - name: api
    rules:
      - record: env:up:sum
        expr: sum by (env, instance) (up * on (instance) (enabled == 1))
                      ^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: env:up:sum
        expr: sum by (env, instance) (up * on (instance) group_left () (enabled == 1))
`,
		},
		{
			title: "Joined from where it is not",
			bad: `groups:
  - name: api
    rules:
      - record: instance:up:version
        expr: up * on (instance) group_left (version) sum by (instance) (build_info)
                                             ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: instance:up:version
        expr: up * on (instance) group_left (version) sum by (instance, version) (build_info)
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			/** Where a label was reported; further out it is missing for that reason. */
			const told = new Set<string>();
			const tell = (label: Identifier, facts: readonly LabelFact[], consequence: string) => {
				const [fact] = facts;
				if (fact === undefined) return;
				const name = shorten(label.name);
				const key = `${fact.reason.span.start} ${label.name}`;
				if (told.has(key)) return;
				report({
					at: expression.at(label.span),
					message: `No series has the label ${name} here: ${fact.reason.text}. ${consequence} Keep ${name} further inside, or take it out here.`,
					related: [{ at: expression.at(fact.reason.span), message: `${name} is ${fact.reason.text}.` }],
				});
			};
			for (const part of walkUp(expression.expression)) {
				if (part.kind === "aggregation" && part.grouping?.without === false) {
					for (const label of part.grouping.labels) {
						if (part.operator.name === "count_values") continue;
						tell(label, missingIn(part.expression, label.name, expression), "The result cannot be grouped by it.");
					}
				}
				if (part.kind !== "binary" || part.matching === undefined || part.fill !== undefined) continue;
				const { matching, left, right } = part;
				const one = matching.group?.side === "right" ? left : right;
				for (const label of matching.group?.include ?? []) {
					tell(label, missingIn(one, label.name, expression), "There is nothing to take over.");
					if (missingIn(one, label.name, expression).length > 0)
						told.add(`${matching.group?.span.start} ${label.name}`);
				}
				if (!matching.on) continue;
				for (const label of matching.labels) {
					const facts = [missingIn(left, label.name, expression), missingIn(right, label.name, expression)];
					const [first] = facts;
					if (first !== undefined && facts.every(({ length }) => length > 0)) {
						tell(label, first, "Neither side has it, so it decides nothing.");
					}
				}
			}
		},
	},
});

/** What removed the label, for each kind of series; none where some may have it. */
function missingIn(part: Expression, label: string, expression: CheckedExpression): readonly LabelFact[] {
	const isLive = ({ type, empty }: Alternative) => type !== "scalar" && empty !== "always";
	const facts = expression
		.alternativesOf(part)
		.filter(isLive)
		.map(({ labels }) => factOf(labels, label));
	return facts.every(({ presence }) => presence === "never") ? facts : [];
}
