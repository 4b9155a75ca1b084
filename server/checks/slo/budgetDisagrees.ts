import type { Rule, RuleGroup } from "../../documents/model.ts";
import { type BurnComparison, readBurnAlert } from "../../promql/burnAlert.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "slo/budget-disagrees",
	title: "Alerts with another budget than the recorded objective",
	severity: "warning",
	why: "The rules record the objective, or the error budget, for dashboards and for what is left of the budget; the alerts compare with a budget of their own. Where the two differ, somebody has changed one and not the other: the dashboard shows a budget that no alert keeps, or the alerts fire for one that nobody promised.",
	fix: "Change the one that is out of date. The budget is 1 less the objective: 0.001 of 0.999.",
	examples: [
		{
			title: "An objective that was raised",
			bad: `groups:
  - name: slo
    rules:
      - record: slo:objective:ratio
        expr: vector(0.999)
        labels:
          service: api
          slo: availability
      - alert: BudgetBurns
        expr: slo:errors:ratio_rate1h{service="api",slo="availability"} > 14.4 * 0.01 and slo:errors:ratio_rate5m{service="api",slo="availability"} > 14.4 * 0.01
                                                                          ^^^^^^^^^^^
`,
			good: `groups:
  - name: slo
    rules:
      - record: slo:objective:ratio
        expr: vector(0.999)
        labels:
          service: api
          slo: availability
      - alert: BudgetBurns
        expr: slo:errors:ratio_rate1h{service="api",slo="availability"} > 14.4 * 0.001 and slo:errors:ratio_rate5m{service="api",slo="availability"} > 14.4 * 0.001
`,
		},
	],
	visit: {
		file({ model }, { report }) {
			const budgets = model.groups.flatMap((group) => group.rules.flatMap((rule) => readBudget(rule) ?? []));
			if (budgets.length === 0) return;
			for (const { rule, comparison } of model.groups.flatMap(readComparisons)) {
				const { budget } = comparison;
				const region = rule.expression;
				if (budget === undefined || region === undefined) continue;
				const own = budgets.filter(({ labels }) => isOf(comparison, labels));
				const [first, ...others] = own;
				if (first === undefined || others.some((other) => !isEqual(other.budget, first.budget))) continue;
				if (isEqual(budget, first.budget)) continue;
				report({
					at: { region, span: comparison.comparison.right.span },
					message: `The alert takes a budget of ${print(budget)}, an objective of ${print(100 * (1 - budget))} %, and ${first.name} records ${print(100 * (1 - first.budget))} % for the same SLO. Change the one that is out of date.`,
				});
				return;
			}
		},
	},
});

interface RecordedBudget {
	readonly name: string;
	readonly budget: number;
	/** That tell the SLO from others. */
	readonly labels: readonly (readonly [string, string])[];
}

/** The labels by which SLOs are told apart; both `service` and `slo`, as either may be shared. */
const identities: readonly (readonly string[])[] = [["sloth_id"], ["service", "slo"]];

function readBudget({ kind, name, expression, labels }: Rule): RecordedBudget | undefined {
	const recorded = /^slo:(objective|error_budget):ratio$/.exec(name?.value ?? "");
	if (kind !== "record" || recorded === null || expression === undefined || name === undefined) return undefined;
	const constant = readVector(expression.text);
	if (constant === undefined || !(constant > 0 && constant < 1)) return undefined;
	const own = new Map(labels.map(({ key, value }) => [key.value, value.value]));
	const known = identities.find((keys) => keys.every((key) => (own.get(key) ?? "") !== ""));
	if (known === undefined) return undefined;
	return {
		name: name.value,
		budget: recorded[1] === "objective" ? 1 - constant : constant,
		labels: known.map((key) => [key, own.get(key) ?? ""] as const),
	};
}

/** `vector(0.999)` and `vector(1-0.999)`. */
function readVector(text: string): number | undefined {
	const match = /^\s*vector\(\s*(?:(1)\s*-\s*)?(0?\.\d+)\s*\)\s*$/.exec(text);
	if (match === null) return undefined;
	const value = Number(match[2]);
	return match[1] === undefined ? value : 1 - value;
}

function readComparisons(group: RuleGroup): readonly { readonly rule: Rule; readonly comparison: BurnComparison }[] {
	return group.rules.flatMap((rule) => {
		// What stands in for a template's value is no number of the user's.
		if (rule.kind !== "alert" || rule.expression === undefined || rule.expression.masks !== undefined) return [];
		const { expression, problems, wellFormed } = parsePromql(rule.expression.text);
		if (!wellFormed || problems.length > 0) return [];
		const comparisons = readBurnAlert(expression)?.conditions.flat() ?? [];
		return comparisons.map((comparison) => ({ rule, comparison }));
	});
}

/** Every selector that is compared is of that SLO. */
function isOf({ comparison }: BurnComparison, labels: RecordedBudget["labels"]): boolean {
	const selectors = [...walk(comparison.left)].flatMap((part) => (part.kind === "selector" ? [part] : []));
	return (
		selectors.length > 0 &&
		selectors.every(({ matchers }) =>
			labels.every(([name, text]) =>
				matchers.some(
					({ label, operator, value }) =>
						label.name === name && operator === "=" && value.kind === "string" && value.value === text,
				),
			),
		)
	);
}

/** As far as numbers of a computer agree. */
function isEqual(one: number, other: number): boolean {
	return Math.abs(one - other) <= 1e-6 * Math.max(one, other);
}

function print(value: number): string {
	return String(Number(value.toPrecision(6)));
}
