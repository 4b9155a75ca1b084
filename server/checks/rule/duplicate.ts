import type { Rule, RuleGroup } from "../../documents/model.ts";
import { hasNoLabels } from "../../promql/result/alternatives.ts";
import { shorten } from "../../promql/shorten.ts";
import { type CheckedExpression, type CheckedRule, defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/duplicate",
	title: "Rule that is there already",
	severity: "warning",
	why: "Two rules that are alike do the same work twice. Both write the same series, so a change of one of them is a fight between two values, and of two alerts with the same labels Alertmanager shows now one and now the other.",
	fix: "Remove one of them. Where both are meant, give them labels that differ.",
	equivalents: ["pint rule/duplicate"],
	differences:
		"A warning, as Prometheus loads such rules. Recording rules of the same name and labels with different expressions are reported where both surely write the same series; alerts where they differ in nothing but the threshold.",
	examples: [
		{
			title: "Recorded twice",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - record: job:up:sum
                ^^^^^^^^^^
        expr: sum by (job)(up)
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - record: job:up:count
        expr: count by (job) (up)
`,
		},
		{
			title: "Two thresholds for one alert",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 10
      - alert: Errors
               ^^^^^^
        expr: errors > 100
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: errors > 10
        labels:
          severity: warning
      - alert: Errors
        expr: errors > 100
        labels:
          severity: critical
`,
		},
	],
	visit: {
		file({ groups }, { report }) {
			const seen = new Map<string, CheckedRule[]>();
			for (const checked of groups.flatMap(({ rules }) => rules)) {
				const { rule, group } = checked;
				if (rule.kind === "incomplete" || rule.name === undefined) continue;
				const key = JSON.stringify([rule.kind, rule.name.value, labelsOf(rule, group)]);
				const earlier = seen.get(key);
				if (earlier === undefined) {
					seen.set(key, [checked]);
					continue;
				}
				for (const other of earlier.slice(0, mostCompared)) {
					const clash = compare(other, checked);
					if (clash === undefined || other.rule.name === undefined) continue;
					report({
						at: rule.name.span,
						message: `${clash(shorten(rule.name.value))} Remove one of them, or give them labels that differ.`,
						related: [{ at: other.rule.name.span, message: "The first one is here." }],
					});
					break;
				}
				earlier.push(checked);
			}
		},
	},
});

/** Of very many rules of one name only so many are compared. */
const mostCompared = 20;

function labelsOf(rule: Rule, group: RuleGroup): readonly (readonly [string, string])[] {
	const labels = new Map<string, string>();
	for (const { key, value } of [...(group.labels ?? []), ...rule.labels]) labels.set(key.value, value.value);
	return [...labels].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** What is wrong with both being there, about the rule's name; `undefined` where both may be meant. */
function compare(one: CheckedRule, other: CheckedRule): ((name: string) => string) | undefined {
	const [a, b] = [one.expression, other.expression];
	if (a === undefined || b === undefined || a.masked(a.expression) || b.masked(b.expression)) return undefined;
	const [first, second] = [wordsOf(a), wordsOf(b)];
	const where = one.group === other.group ? "" : " in another group";
	if (first.join(" ") === second.join(" ")) {
		return (name) => `The same rule ${name} with the same labels and expression is there already${where}.`;
	}
	if (one.rule.kind === "record") {
		const bare = [a, b].every((each) => hasNoLabels(each.shapeOf(each.expression).labels));
		return bare
			? (name) =>
					`Another rule${where} records ${name} with the same labels, so both write different values to one series.`
			: undefined;
	}
	return differInThreshold(a, b)
		? (name) =>
				`Another alert ${name}${where} has the same labels and differs in its threshold alone, so both are one alert to Alertmanager as soon as the higher one is reached.`
		: undefined;
}

/** Without spaces and comments. */
function wordsOf({ parsed }: CheckedExpression): readonly string[] {
	return parsed.tokens.map(({ start, end }) => parsed.text.slice(start, end));
}

/** `x > 10` and `x > 100`, but not `x > 10` and `x < 1`. */
function differInThreshold(a: CheckedExpression, b: CheckedExpression): boolean {
	const [one, other] = [a.expression, b.expression];
	if (one.kind !== "binary" || other.kind !== "binary") return false;
	if (one.right.kind !== "number" || other.right.kind !== "number") return false;
	if (one.operator.name !== other.operator.name || !/^[<>]=?$/.test(one.operator.name)) return false;
	const compact = (expression: CheckedExpression, part: typeof one.left) => expression.textOf(part).replace(/\s+/g, "");
	return compact(a, one.left) === compact(b, other.left);
}
