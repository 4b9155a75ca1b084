import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/query-cost",
	title: "What an evaluation costs",
	severity: "information",
	optIn: true,
	needs: ["series"],
	why: "A rule is evaluated every minute or oftener, for as long as it is there. One that reads millions of samples each time takes the memory and the time that queries of people need, and one that records many thousand series makes every later query on them dear.",
	fix: "Record what is dear once and read that, narrow the selectors with matchers, or aggregate to fewer labels.",
	equivalents: ["pint query/cost"],
	options: {
		maxSeries: { kind: "number", description: "Told where the result has more series.", default: 0 },
		maxSamples: { kind: "number", description: "Told where an evaluation reads more samples.", default: 0 },
	},
	examples: [
		{
			title: "More series than are wanted",
			bad: `groups:
  - name: api
    rules:
      - record: path:requests:rate5m
        expr: sum by (path) (rate(requests_total[5m]))
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
`,
			options: { maxSeries: 1000, maxSamples: 1_000_000 },
			knowledge: {
				costOf: (expression) => ({
					series: expression.includes("path") ? 25_000 : 12,
					samples: 250_000,
					seconds: 0.4,
				}),
			},
		},
	],
	visit: {
		expression(expression, { report, knowledge, options }) {
			if (expression.use !== "alert" && expression.use !== "record") return;
			const root = expression.expression;
			if (expression.masked(root) || expression.shapeOf(root).valueType !== "vector") return;
			const cost = knowledge.costOf(expression.textOf(root));
			if (cost === undefined) return;
			const { series, samples, seconds } = cost;
			if (series <= options.maxSeries && samples <= options.maxSamples) return;
			const [results, read] = [series, samples].map((count) => count.toLocaleString("en-US"));
			report({
				at: expression.at(root),
				message: `An evaluation returns ${results} series, reads ${read} samples and takes ${seconds.toFixed(3)} s on the server. Where that is too much, narrow the selectors or aggregate to fewer labels.`,
			});
		},
	},
});
