import { keyOfLabel, unboundedLabels } from "../../metrics/cardinalityLabels.ts";
import type { Expression, Identifier } from "../../promql/ast.ts";
import { factOf } from "../../promql/result/labels.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { type CheckedExpression, defineCheck, type Place } from "../check.ts";

export default defineCheck({
	id: "rule/high-cardinality-label",
	title: "Label with a value for everybody",
	severity: "warning",
	why: "A recording rule writes one series for each value of a label, at every evaluation, and an alert is one alert for each: by user, session, request or raw path that is as many as there are users. The server's memory goes first, and when something breaks, thousands of notifications go out for one cause.",
	differences:
		"Labels such as `path` and `uri` hold a handful of routes in many frameworks and every address that was ever asked for in others, so they are not in the list by default.",
	fix: "Leave the label out of the grouping. Where it is about which user, say that in logs or traces; where it is about paths, label by route.",
	options: {
		labels: {
			kind: "strings",
			description:
				"The labels; upper and lower case and underscores make no difference. Add `path`, `uri`, `url` or `ip` where these are raw; many frameworks put the route there.",
			default: unboundedLabels,
		},
		allowed: { kind: "strings", description: "Those of them that are few here.", default: [] },
	},
	examples: [
		{
			title: "A series for each user",
			bad: `groups:
  - name: api
    rules:
      - record: user_id:requests:rate5m
        expr: sum by (user_id) (rate(requests_total[5m]))
                      ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: tier:requests:rate5m
        expr: sum by (tier) (rate(requests_total[5m]))
`,
		},
		{
			title: "In a label of the alert",
			bad: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: latency_seconds > 1
        labels:
          request_id: '{{ $labels.id }}'
          ^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Slow
        expr: latency_seconds > 1
        annotations:
          request_id: '{{ $labels.id }}'
`,
		},
	],
	visit: {
		rule({ rule, expression }, { report, options }) {
			if (rule.kind === "incomplete") return;
			const allowed = new Set(options.allowed.map(keyOfLabel));
			const names = new Set(options.labels.map(keyOfLabel).filter((name) => !allowed.has(name)));
			const outcome = rule.kind === "alert" ? "an alert for each of its values" : "a series for each of its values";
			const tell = (at: Place, name: string): void => {
				report({
					at,
					message: `The label ${shorten(name)} has very many values as a rule, and this makes ${outcome}. Leave it out, or group by something that is few, such as the route.`,
				});
			};
			for (const { key, value } of rule.labels) {
				if (names.has(keyOfLabel(key.value)) && value.value.includes("{{")) tell(key.span, key.value);
			}
			if (expression === undefined) return;
			for (const { name, span } of namedIn(expression.expression)) {
				if (names.has(keyOfLabel(name)) && staysIn(expression, name)) tell(expression.at(span), name);
			}
		},
	},
});

/** Labels that the expression itself asks to have. */
function* namedIn(root: Expression): Generator<Identifier> {
	for (const part of walk(root)) {
		if (part.kind === "aggregation" && part.grouping?.without === false) yield* part.grouping.labels;
		else if (part.kind === "binary") yield* part.matching?.group?.include ?? [];
		else if (part.kind === "call" && part.function.name.startsWith("label_")) yield* destinationOf(part.arguments[1]);
	}
}

function destinationOf(given: Expression | undefined): readonly { readonly name: string; readonly span: Span }[] {
	return given?.kind === "string" ? [{ name: given.value, span: given.span }] : [];
}

/** Claims that the result may have it; an inner grouping is often summed away. */
function staysIn(expression: CheckedExpression, label: string): boolean {
	const alternatives = expression.alternativesOf(expression.expression);
	return alternatives.some(({ labels, empty }) => empty !== "always" && factOf(labels, label).presence !== "never");
}
