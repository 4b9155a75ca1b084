import type { TemplateEvent } from "../../documents/embedded/goTemplate/evaluate.ts";
import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import { type Alternative, alternativesOf } from "../../promql/result/alternatives.ts";
import { factOf } from "../../promql/result/labels.ts";
import { shapesOf } from "../../promql/result/resultOf.ts";
import { shorten } from "../../promql/shorten.ts";
import { type CheckedExpression, type CheckedTemplate, defineCheck, type Place } from "../check.ts";

export default defineCheck({
	id: "template/removed-label",
	title: "Label that the query removes",
	severity: "warning",
	why: "Annotations and labels of an alert know the labels of the series that the expression returns, and no others. A label that `sum by`, `without`, `on` or `absent` has taken away is an empty text: the message says “instance  is down”, and whoever is on call has to find out which.",
	fix: "Keep the label in the expression, as in `sum by (instance) (…)`, or take it out of the text. For a label of other series, ask for them with `query` in the template.",
	equivalents: ["pint alerts/template"],
	differences:
		"A warning rather than an error, as the rule works but for the empty text. Where only one side of an `or` lacks the label, a template that asks for it with `if` or `with` is not reported.",
	examples: [
		{
			title: "Summed away",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job) (rate(errors_total[5m])) > 1
        annotations:
          summary: "{{ $labels.job }} fails on {{ $labels.instance }}"
                                                  ^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: sum by (job, instance) (rate(errors_total[5m])) > 1
        annotations:
          summary: "{{ $labels.job }} fails on {{ $labels.instance }}"
`,
		},
		{
			title: "What is absent has no labels",
			bad: `groups:
  - name: api
    rules:
      - alert: Gone
        expr: absent(up{job="api"})
        annotations:
          summary: '{{ index $labels "instance" }} of {{ .Labels.job }} is gone'
                       ^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Gone
        expr: absent(up{job="api"})
        annotations:
          summary: '{{ .Labels.job }} is gone'
`,
		},
		{
			title: "In a query of the template",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: '{{ range query "sum(up)" }}{{ .Labels.instance }}{{ end }}'
                                                  ^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: '{{ range query "sum by (instance) (up)" }}{{ .Labels.instance }}{{ end }}'
`,
		},
	],
	visit: {
		rule({ rule, expression, templates }, { report, knowledge }) {
			if (rule.kind !== "alert") return;
			for (const template of templates) {
				for (const event of evaluateTemplate(template.parsed.nodes)) {
					if (event.kind !== "label") continue;
					const found = alternativesBehind(event, expression, template, (query) =>
						alternativesOf(query, shapesOf(query, knowledge.results)).get(query),
					);
					if (found === undefined) continue;
					const { alternatives, place, what } = found;
					const lacking = alternatives.flatMap(({ labels, origin }) => {
						const fact = factOf(labels, event.label);
						return fact.presence === "never" ? [{ fact, origin }] : [];
					});
					const [first] = lacking;
					if (first === undefined) continue;
					const all = lacking.length === alternatives.length;
					if (!all && event.guarded) continue;
					const label = shorten(event.label);
					const which = all ? what : `One side of ${what === theQuery ? "this query" : "the expression"}`;
					report({
						at: template.at(event.span),
						message: `${which} never has the label ${label}, which is ${first.fact.reason.text}, so this is an empty text. Keep ${label} in the query, or take it out here.`,
						related: [
							{ at: place(first.fact.reason.span), message: `The label ${label} is ${first.fact.reason.text}.` },
						],
					});
				}
			}
		},
	},
});

const theQuery = "The result of this query";

interface Behind {
	readonly alternatives: readonly Alternative[];
	readonly place: (span: { readonly start: number; readonly end: number }) => Place;
	readonly what: string;
}

function alternativesBehind(
	{ source }: TemplateEvent & { readonly kind: "label" },
	expression: CheckedExpression | undefined,
	template: CheckedTemplate,
	read: (query: CheckedExpression["expression"]) => readonly Alternative[] | undefined,
): Behind | undefined {
	const isLive = ({ empty }: Alternative) => empty !== "always";
	if (source.kind === "query") {
		const all = source.expression === undefined ? undefined : read(source.expression);
		if (all === undefined) return undefined;
		return { alternatives: all.filter(isLive), place: () => template.at(source.span), what: theQuery };
	}
	if (expression === undefined || expression.masked(expression.expression)) return undefined;
	return {
		alternatives: expression.alternativesOf(expression.expression).filter(isLive),
		place: (span) => expression.at(span),
		what: "The alert",
	};
}
