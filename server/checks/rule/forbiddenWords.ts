import type { Rule } from "../../documents/model.ts";
import { shorten } from "../../promql/shorten.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck, type Place } from "../check.ts";
import { readPattern } from "../optionPattern.ts";

export default defineCheck({
	id: "rule/forbidden-words",
	title: "Word that the team does not use",
	severity: "warning",
	optIn: true,
	why: "Some words do not belong into rules: the name of a metric that is going away, of a person, of a cluster that was renamed.",
	fix: "Write what the configuration says instead.",
	equivalents: ["pint rule/reject"],
	options: {
		words: {
			kind: "list",
			description: "What is forbidden.",
			of: {
				pattern: {
					kind: "pattern",
					description: "What it matches, wherever it stands in the text.",
					default: undefined,
					required: true,
				},
				in: {
					kind: "string",
					description: "Where it is forbidden.",
					default: "everywhere",
					values: ["everywhere", "name", "expression", "labels", "annotations"],
				},
				reason: { kind: "string", description: "What to do instead, a sentence.", default: undefined },
			},
		},
	},
	examples: [
		{
			title: "A metric that goes away",
			options: { words: [{ pattern: "old_requests_total", reason: "Use requests_total." }] },
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(old_requests_total[5m]))
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			for (const { pattern, in: where, reason } of options.words) {
				if (pattern === undefined) continue;
				const matches = readPattern(`(?s:.*(?:${pattern}).*)`);
				for (const { at, text, of } of textsOf(rule)) {
					if ((where ?? "everywhere") !== "everywhere" && where !== of) continue;
					if (!matches(text)) continue;
					report({
						at,
						message: `The configuration forbids ${shorten(pattern)} here. ${reason ?? "Write something else."}`,
					});
				}
			}
		},
	},
});

interface RuleText {
	readonly of: "name" | "expression" | "labels" | "annotations";
	readonly text: string;
	readonly at: Place;
}

function textsOf({ name, expression, labels, annotations }: Rule): readonly RuleText[] {
	const entry =
		(of: RuleText["of"]) =>
		({ value, span }: { readonly value: string; readonly span: Span }): RuleText => ({ of, text: value, at: span });
	const source = expression?.source ?? expression?.text ?? "";
	return [
		...(name === undefined ? [] : [entry("name")(name)]),
		...(expression === undefined ? [] : [{ of: "expression" as const, text: source, at: expression.hostSpan }]),
		...labels.flatMap(({ key, value }) => [key, value]).map(entry("labels")),
		...annotations.flatMap(({ key, value }) => [key, value]).map(entry("annotations")),
	];
}
