import { printDuration } from "../../promql/duration.ts";
import { recordedWindow } from "../../promql/recordedWindow.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";

export default defineCheck({
	id: "naming/recorded-window",
	title: "Name that tells another window",
	severity: "warning",
	why: "Whoever reads `job:errors:rate5m` takes it for five minutes, and sets thresholds and burn rates by it. Copied rules whose window was changed in one place only look right and tell something else: over one hour, an alert that is to notice within minutes sleeps.",
	fix: "Make the name say what the expression does, and change what reads it; or change the range, where the name is right.",
	differences:
		"Only where the name ends with a window and no range in the expression, nor a window of what it reads, is the same.",
	examples: [
		{
			title: "Copied from the one with five minutes",
			bad: `groups:
  - name: api
    rules:
      - record: job:errors:rate5m
                ^^^^^^^^^^^^^^^^^
        expr: sum by (job) (rate(errors_total[1h]))
`,
			good: `groups:
  - name: api
    rules:
      - record: job:errors:rate1h
        expr: sum by (job) (rate(errors_total[1h]))
`,
		},
	],
	visit: {
		rule({ rule: { kind, name }, expression }, { report }) {
			if (kind !== "record" || name === undefined || expression?.masked(expression.expression) !== false) return;
			const named = recordedWindow(name.value);
			const windows = windowsIn(expression);
			if (named === undefined || windows === undefined || windows.size === 0 || windows.has(named.seconds)) return;
			const [only, ...others] = windows;
			const window = only === undefined ? "" : printDuration(only);
			const renamed = `${name.value.slice(0, named.start)}${window}`;
			// Where the name is written in another way than it reads, its letters stand elsewhere.
			const plain = name.span.end - name.span.start === name.value.length;
			report({
				at: name.span,
				message: `${shorten(name.value)} says ${printDuration(named.seconds)}, and the expression looks at ${[...windows].map(printDuration).join(" and ")}. Make the name say what it is, or change the range.`,
				...(others.length === 0 &&
					plain && {
						// Dashboards and other rules that read the name would not be renamed with it.
						fix: { title: `Rename it to ${renamed}`, edits: [{ at: name.span, newText: renamed }], guess: true },
					}),
			});
		},
	},
});

/** In seconds; `undefined` where one of them cannot be known. */
function windowsIn(expression: CheckedExpression): ReadonlySet<number> | undefined {
	const windows = new Set<number>();
	for (const part of walk(expression.expression)) {
		if (part.kind === "matrix" || part.kind === "subquery") {
			if (part.range?.seconds === undefined) return undefined;
			windows.add(part.range.seconds);
		} else if (part.kind === "selector") {
			const name = nameOfSelector(part);
			if (name === undefined) return undefined;
			const read = recordedWindow(name);
			if (read !== undefined) windows.add(read.seconds);
		}
	}
	return windows;
}
