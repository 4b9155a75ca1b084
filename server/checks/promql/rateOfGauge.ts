import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { isRecorded, looksRecorded } from "../selectorQuestions.ts";

export default defineCheck({
	id: "promql/rate-of-gauge",
	title: "Rate of a gauge",
	severity: "warning",
	needs: ["metadata"],
	why: "`rate`, `irate` and `increase` take every fall of the value for a restart of a counter, and add what was lost. Of a gauge, which falls by itself, they give numbers that mean nothing and are never negative: memory that is freed counts as memory that grows.",
	fix: "Use `deriv`, which is per second, or `delta`, over the same window.",
	equivalents: ["pint promql/rate"],
	examples: [
		{
			title: "A temperature",
			bad: `groups:
  - name: node
    rules:
      - alert: Heating
        expr: rate(node_temperature_celsius[10m]) > 0.1
              ^^^^
`,
			good: `groups:
  - name: node
    rules:
      - alert: Heating
        expr: deriv(node_temperature_celsius[10m]) > 0.1
`,
			knowledge: { metadata: () => ({ type: "gauge", unit: "" }) },
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use === "test") return;
			for (const part of walk(expression.expression)) {
				if (part.kind !== "call" || !/^(?:rate|irate|increase)$/.test(part.function.name)) continue;
				const [matrix] = part.arguments;
				if (matrix?.kind !== "matrix" || matrix.selector.kind !== "selector") continue;
				const name = nameOfSelector(matrix.selector);
				if (name === undefined || expression.masked(matrix.selector)) continue;
				// What a rule records is not what targets describe.
				const described = knowledge.metadata(name);
				if (looksRecorded(name) || described?.type !== "gauge" || isRecorded(name, knowledge)) continue;
				const instead = { rate: "deriv", irate: "idelta", increase: "delta" }[part.function.name] ?? "delta";
				report({
					at: expression.at(part.function.span),
					message: `${shorten(name)} is a gauge, ${described.as ?? "as its targets say"}, and ${part.function.name} takes each of its falls for a restart, so the result means nothing. Use ${instead}.`,
					...(instead === "idelta"
						? {}
						: {
								fix: { title: `Use ${instead}`, edits: [{ at: expression.at(part.function.span), newText: instead }] },
							}),
				});
			}
		},
	},
});
