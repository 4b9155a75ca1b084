import type { AlertMatcher, OlderMatchers, Route } from "../../documents/model/alertmanagerConfig.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck, type PlacedEdit } from "../check.ts";
import { printMatcher } from "./matcherSets.ts";
import { listRoutes } from "./routes.ts";

export default defineCheck({
	id: "alertmanager/deprecated-matchers",
	title: "Matchers in the older form",
	severity: "information",
	why: "`match`, `match_re` and their relatives of inhibitions are deprecated since Alertmanager 0.22. `matchers` can say all that they say, and also `!=` and `!~`.",
	fix: 'Write a list of matchers: `matchers: [severity="critical"]`.',
	examples: [
		{
			title: "Both forms of a route",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
  routes:
    - match:
      ^^^^^
        severity: critical
      match_re:
      ^^^^^^^^
        team: db|web
      receiver: pager
receivers:
  - name: mail
  - name: pager
`,
			good: `route:
  receiver: mail
  routes:
    - matchers:
        - severity="critical"
        - team=~"db|web"
      receiver: pager
receivers:
  - name: mail
  - name: pager
`,
		},
		{
			title: "An inhibition",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_match:
    ^^^^^^^^^^^^
      severity: critical
    target_match:
    ^^^^^^^^^^^^
      severity: warning
    equal: [cluster]
`,
			good: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers:
      - severity="critical"
    target_matchers:
      - severity="warning"
    equal: [cluster]
`,
		},
	],
	visit: {
		file({ source, model }, { report }) {
			for (const config of model.alertmanagers) {
				const holders = [...listRoutes(config).map(({ route }) => route), ...config.inhibitions];
				for (const holder of holders) reportIn(holder, source.text);
			}
			function reportIn({ olderMatchers }: Pick<Route, "olderMatchers">, text: string): void {
				for (const older of olderMatchers) {
					const { key, newerKey } = older;
					const alike = olderMatchers.filter((other) => other.newerKey === newerKey);
					const edits = rewrite(alike, text);
					report({
						at: key.span,
						message: `${key.value} is deprecated. Write ${newerKey}, as in ${newerKey}: [${shorten(older.matchers.map(printMatcher).join(", "))}].`,
						...(edits === undefined ? {} : { fix: { title: `Write ${newerKey}`, edits } }),
					});
				}
			}
		},
	},
});

/** One list in place of the first mapping, and the others taken out; `undefined` where more than that would change. */
function rewrite(alike: readonly OlderMatchers[], text: string): readonly PlacedEdit[] | undefined {
	const [first, ...rest] = alike;
	if (first === undefined || alike.some((older) => !isPlain(older, text))) return undefined;
	const lineStart = text.lastIndexOf("\n", first.span.start - 1) + 1;
	const before = text.slice(lineStart, first.span.start);
	// Behind the dash of a list, or alone in its line.
	if (!/^[ ]*(?:- +)*$/.test(before)) return undefined;
	const indent = " ".repeat(before.length + 2);
	const items = alike.flatMap(({ matchers }) => matchers).map((matcher) => `\n${indent}- ${quoteItem(matcher)}`);
	const edits: PlacedEdit[] = [{ at: first.span, newText: `${first.newerKey}:${items.join("")}` }];
	for (const { span } of rest) {
		const start = text.lastIndexOf("\n", span.start - 1);
		if (start < first.span.end - 1 || text.slice(start + 1, span.start).trim() !== "") return undefined;
		const end = span.end;
		if (!/^[ \t]*(?:\r?\n|$)/.test(text.slice(end))) return undefined;
		edits.push({ at: { start: text[start - 1] === "\r" ? start - 1 : start, end }, newText: "" });
	}
	return edits;
}

/** Claims that nothing but labels and values stands in it, so that nothing else is lost. */
function isPlain({ fixed, matchers, span }: OlderMatchers, text: string): boolean {
	// An empty regular expression is refused as it is, and its newer form would be taken for what nobody wrote.
	if (fixed || matchers.length === 0 || matchers.some(({ value }) => value === "")) return false;
	const written = text.slice(span.start, span.end);
	return !/#|\t|[&*!]\w|[|>][-+]?\d?\s*\n|<<|[\uFDD0-\uFDD2]|\{\{/.test(written);
}

/** A single-quoted YAML scalar, whose only escape is that of the quote. */
function quoteItem(matcher: AlertMatcher): string {
	const printed = printMatcher(matcher);
	return /^\w+=~?"[\w.|*+ /-]*"$/.test(printed) ? printed : `'${printed.replaceAll("'", "''")}'`;
}
