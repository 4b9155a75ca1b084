import { findAggregation } from "../../promql/aggregations.ts";
import type { BinaryExpression, Expression, Identifier } from "../../promql/ast.ts";
import { promqlOperators } from "../../promql/operators.ts";
import { textOf } from "../../promql/result/relabel.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { childrenOf, walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/unused-joined-label",
	title: "Joined label that is thrown away again",
	severity: "warning",
	why: "`group_left (label)` is there to bring a label into the result. Where a later part of the query removes it before anything has used it, the author counts on a label that the alert or dashboard never gets.",
	fix: "Keep the label in the outer `by (…)`, `on (…)` or `group_left (…)`, put the join outermost, or take the label out of the join.",
	equivalents: ["pint promql/impossible"],
	differences:
		"A label that was used in between, to group, to match or by `label_replace`, is not reported when it goes. Outside of rules it is information.",
	examples: [
		{
			title: "Removed by an aggregation",
			bad: `groups:
  - name: api
    rules:
      - record: instance:up:sum
        expr: sum by (instance) (up * on (instance) group_left (version) build_info)
                                                                ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: instance:up:sum
        expr: sum by (instance, version) (up * on (instance) group_left (version) build_info)
`,
		},
		{
			title: "Behind an and, where only matching counts",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0 and on (instance) (ready * on (instance) group_left (version) build_info)
                                                                           ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: (up == 0) * on (instance) group_left (version) build_info and on (instance) ready
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			let parents: ReadonlyMap<Expression, Expression> | undefined;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || part.matching?.group === undefined) continue;
				for (const label of part.matching.group.include) {
					parents ??= parentsOf(expression.expression);
					const lost = followUp(part, label, parents);
					if (lost === undefined) continue;
					const name = shorten(label.name);
					report({
						// In a dashboard nobody but the legend counts on it.
						...(expression.use === "alert" || expression.use === "record" ? {} : { severity: "information" }),
						at: expression.at(label.span),
						message: `The joined label ${name} is thrown away again by ${shortenCode(expression.textOf(lost))}, and nothing has used it before. Keep ${name} there, or take it out of the join.`,
						related: [{ at: expression.at(lost), message: `${name} does not get past this.` }],
					});
				}
			}
		},
	},
});

function parentsOf(root: Expression): ReadonlyMap<Expression, Expression> {
	const parents = new Map<Expression, Expression>();
	for (const part of walk(root)) for (const child of childrenOf(part)) parents.set(child, part);
	return parents;
}

/** Where the label is lost without having been used; `undefined` where it is used, or comes out at the top. */
function followUp(
	join: BinaryExpression,
	{ name }: Identifier,
	parents: ReadonlyMap<Expression, Expression>,
): Span | undefined {
	let part: Expression = join;
	for (let parent = parents.get(part); parent !== undefined; part = parent, parent = parents.get(part)) {
		const fate = fateIn(parent, part, name);
		if (fate === "used") return undefined;
		if (fate !== "kept") return fate;
	}
	return undefined;
}

function fateIn(parent: Expression, part: Expression, name: string): "kept" | "used" | Span {
	switch (parent.kind) {
		case "aggregation": {
			const { operator, grouping } = parent;
			const names = grouping?.labels.map((label) => label.name) ?? [];
			if (parent.expression !== part) return "used";
			if (findAggregation(operator.name)?.picksSeries === true) return names.includes(name) ? "used" : "kept";
			// In the groups of `without` every label that stays counts.
			const lost = grouping?.without === true ? names.includes(name) : !names.includes(name);
			return lost ? (grouping?.span ?? operator.span) : "used";
		}
		case "call": {
			const named = parent.arguments.some((argument) => textOf(argument) === name);
			const passes = parent.function.name !== "absent" && parent.function.name !== "absent_over_time";
			return named || !passes || valueTypeOf(parent) !== "vector" ? "used" : "kept";
		}
		case "binary":
			return fateInBinary(parent, part, name);
		default:
			return "kept";
	}
}

function fateInBinary(binary: BinaryExpression, part: Expression, name: string): "kept" | "used" | Span {
	const { left, right, matching, operator } = binary;
	const isLeft = left === part;
	if (valueTypeOf(isLeft ? right : left) !== "vector") return "kept";
	const listed = matching?.labels.some((label) => label.name === name) === true;
	const compared = matching?.on === true ? listed : !listed;
	if (compared) return "used";
	const { group } = matching ?? {};
	if (operator.name === "or") return "kept";
	if (promqlOperators.get(operator.name)?.kind === "set") return isLeft ? "kept" : operator.span;
	if (group === undefined) return matching?.span ?? operator.span;
	const isMany = (group.side === "left") === isLeft;
	const included = group.include.some((label) => label.name === name);
	if (isMany) return included ? "used" : "kept";
	return included ? "used" : group.span;
}
