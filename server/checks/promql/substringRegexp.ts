import { type PatternPiece, piecesOf, withoutAnchors } from "../../promql/patternPieces.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/substring-regexp",
	title: "Regular expression that takes a label's value apart",
	severity: "information",
	why: "A pattern such as `service_.*_prod` reads several facts out of one label. Prometheus has to try it on every value, nothing can be summed by one of the facts alone, and a new service whose name happens to contain the text is selected as well.",
	fix: 'Give each fact a label of its own, in the application or with relabelling, and compare that: `service="…", env="prod"`.',
	equivalents: ["pint promql/regexp"],
	differences:
		"Information rather than a warning: whoever writes the query often cannot change the labels. Each of several alternatives is looked at.",
	examples: [
		{
			title: "Two facts in one label",
			bad: `groups:
  - name: api
    rules:
      - record: service:up:sum
        expr: sum by (job) (up{job=~"service_.*_prod"})
                               ^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: service:up:sum
        expr: sum by (job) (up{env="prod", job=~"service_.*"})
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector") continue;
				for (const { label, operator, value, span } of part.matchers) {
					if (value.kind !== "string" || (operator !== "=~" && operator !== "!~")) continue;
					if (!/\.[*+]/.test(value.value) || expression.masked(span)) continue;
					const pieces = piecesOf(value.value);
					if (pieces === undefined || !withoutAnchors(pieces).some(picksSubstring)) continue;
					report({
						at: expression.at(span),
						message: `This looks for a part inside the value of ${shorten(label.name)}, which seems to hold several facts at once. Consider a label for each of them, so that they can be compared and summed by themselves.`,
					});
				}
			}
		},
	},
});

/** Claims that text stands on both sides of a wildcard, or a wildcard on both sides of text. */
function picksSubstring(pieces: readonly PatternPiece[]): boolean {
	const runs: { readonly kind: PatternPiece["kind"]; readonly wide: boolean }[] = [];
	for (const { kind, text } of pieces) {
		const wide = kind === "wildcard" && /^\.[*+]/.test(text);
		const last = runs.at(-1);
		if (last?.kind === "wildcard" && kind === "wildcard") runs[runs.length - 1] = { kind, wide: wide || last.wide };
		else runs.push({ kind, wide });
	}
	return runs.some((run, index) => {
		const [before, after] = [runs[index - 1], runs[index + 1]];
		if (run.wide) return before?.kind === "literal" && after?.kind === "literal";
		return run.kind === "literal" && before?.wide === true && after?.wide === true;
	});
}
