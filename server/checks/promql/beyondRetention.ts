import type { Expression, SelectorModifiers } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import { childrenOf } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/beyond-retention",
	title: "Further back than samples are kept",
	severity: "warning",
	needs: ["retention"],
	why: "Prometheus deletes samples that are older than its retention. A range or an offset that reaches further back gets what is there, without a word: an average over 30 days is one over 15, and a comparison with the month before finds nothing.",
	fix: "Ask for less time, raise `--storage.tsdb.retention.time`, or send the query to a storage that keeps samples for longer.",
	equivalents: ["pint promql/offset", "pint promql/range_query"],
	examples: [
		{
			title: "A month of a server that keeps two weeks",
			bad: `groups:
  - name: api
    rules:
      - record: job:up:avg30d
        expr: avg by (job) (avg_over_time(up[30d]))
                                          ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:up:avg14d
        expr: avg by (job) (avg_over_time(up[14d]))
`,
			knowledge: { retentionSeconds: () => 15 * 86_400 },
		},
		{
			title: "Range and offset together",
			bad: `groups:
  - name: api
    rules:
      - alert: MuchMoreThanBefore
        expr: rate(requests_total[1h]) > 2 * rate(requests_total[1h] offset 4w)
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: MuchMoreThanBefore
        expr: rate(requests_total[1h]) > 2 * rate(requests_total[1h] offset 1w)
`,
			knowledge: { retentionSeconds: () => 15 * 86_400 },
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use === "test") return;
			const told = new Set<Expression>();
			for (const { part, seconds } of reachesOf(expression.expression)) {
				// Most queries look back for minutes, and need nothing known.
				if (seconds < shortestRetention || told.has(part) || expression.masked(part)) continue;
				const retention = knowledge.retentionSeconds();
				if (retention === undefined) return;
				if (seconds <= retention) continue;
				told.add(part);
				report({
					at: expression.at(part),
					message: `This reaches ${printDuration(seconds)} back, and the server keeps samples for ${printDuration(retention)} at the most, so that what is older is missing from the result. Ask for less time, or have samples kept for longer.`,
				});
			}
		},
	},
});

/** Nobody keeps samples for less. */
const shortestRetention = 3600;

/** How far back each selector reaches, with the part that is written for it: its own range, or the subquery around it. */
function reachesOf(root: Expression): readonly { readonly part: Expression; readonly seconds: number }[] {
	const found: { part: Expression; seconds: number }[] = [];
	const pending: { part: Expression; seconds: number; outermost: Expression | undefined }[] = [
		{ part: root, seconds: 0, outermost: undefined },
	];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { part, seconds, outermost } = next;
		const own = ownReach(part);
		if (own === undefined) continue;
		const reach = seconds + own;
		const written = outermost ?? (own > 0 ? part : undefined);
		if (part.kind === "selector" && written !== undefined) found.push({ part: written, seconds: reach });
		for (const inner of childrenOf(part)) pending.push({ part: inner, seconds: reach, outermost: written });
	}
	return found.sort((a, b) => a.part.span.start - b.part.span.start);
}

/** `undefined` where it cannot be told, as with a fixed time. */
function ownReach(part: Expression): number | undefined {
	if (part.kind !== "selector" && part.kind !== "matrix" && part.kind !== "subquery") return 0;
	const { at, offset }: SelectorModifiers = part.modifiers;
	if (at !== undefined) return undefined;
	const range = part.kind === "selector" ? 0 : part.range?.seconds;
	const back = offset === undefined ? 0 : offset.seconds;
	return range === undefined || back === undefined ? undefined : range + back;
}
