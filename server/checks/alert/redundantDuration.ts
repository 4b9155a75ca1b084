import type { Rule } from "../../documents/model.ts";
import type { Span } from "../../text/span.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/redundant-duration",
	title: "Duration of zero",
	severity: "information",
	why: "`for: 0s` and `keep_firing_for: 0s` are what Prometheus does anyway. They say nothing, and make readers look for what is special about the alert.",
	fix: "Remove the field, or write how long the condition has to hold.",
	equivalents: ["pint alerts/for"],
	examples: [
		{
			title: "At once is the default",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        for: 0s
             ^^
        annotations:
          summary: down
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: down
`,
		},
	],
	visit: {
		file({ source, model }, { report }) {
			for (const rule of model.groups.flatMap((group) => group.rules)) {
				for (const { field, span } of zerosOf(rule)) {
					const line = lineOf(source.text, span, field);
					report({
						at: span,
						message: `A zero for ${field} is the default and changes nothing. Remove it, or write how long the condition has to hold.`,
						...(line !== undefined && { fix: { title: `Remove ${field}`, edits: [{ at: line, newText: "" }] } }),
					});
				}
			}
		},
	},
});

function zerosOf({
	kind,
	forSeconds,
	keepFiringForSeconds,
}: Rule): readonly { readonly field: string; readonly span: Span }[] {
	if (kind !== "alert") return [];
	return [
		{ field: "for", located: forSeconds },
		{ field: "keep_firing_for", located: keepFiringForSeconds },
	].flatMap(({ field, located }) => (located?.value === 0 ? [{ field, span: located.span }] : []));
}

/** The whole line of the field, where nothing else stands on it. */
function lineOf(text: string, span: Span, field: string): Span | undefined {
	const start = text.lastIndexOf("\n", span.start - 1) + 1;
	const next = text.indexOf("\n", span.end);
	const end = next === -1 ? text.length : next + 1;
	const before = text.slice(start, span.start).replace(/["']$/, "").trim();
	const after = text.slice(span.end, end).replace(/^["']/, "").trim();
	return before === `${field}:` && after === "" ? { start, end } : undefined;
}
