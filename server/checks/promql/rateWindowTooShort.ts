import { printDuration } from "../../promql/duration.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";
import { isRecorded, looksRecorded } from "../selectorQuestions.ts";

export default defineCheck({
	id: "promql/rate-window-too-short",
	title: "Window with too few samples",
	severity: "warning",
	needs: ["scrapeInterval"],
	why: "`rate` and its kin need two samples in their window. Of a window under twice the scrape interval that is luck, and one of a scrape interval or less never has them: the result has holes or is empty, and an alert with `for` begins anew after each hole. With four scrape intervals a missed scrape does not matter.",
	fix: "Make the window at least four times as long as the scrape interval.",
	equivalents: ["pint promql/rate"],
	differences:
		"A window under twice the scrape interval is a warning rather than an error, as other servers may scrape more often; between twice and four times it is information. `irate` and `idelta` look at the last two samples alone and are content with twice.",
	examples: [
		{
			title: "One scrape interval",
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:rate1m
        expr: sum by (job) (rate(requests_total[1m]))
                                               ^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:rate4m
        expr: sum by (job) (rate(requests_total[4m]))
`,
			knowledge: { scrapeIntervalSeconds: () => 60 },
		},
		{
			title: "No room for a missed scrape",
			bad: `groups:
  - name: api
    rules:
      - record: job:requests:increase2m
        expr: sum by (job) (increase(requests_total[2m]))
                                                   ^^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: job:requests:increase2m
        expr: sum by (job) (increase(requests_total[4m]))
`,
			knowledge: { scrapeIntervalSeconds: () => 60 },
		},
	],
	visit: {
		expression(expression, { report, knowledge }) {
			if (expression.use === "test") return;
			for (const part of walk(expression.expression)) {
				const wanted = part.kind === "call" ? intervalsWanted.get(part.function.name) : undefined;
				const matrix = part.kind === "call" ? part.arguments.find(({ kind }) => kind === "matrix") : undefined;
				if (part.kind !== "call" || wanted === undefined || matrix?.kind !== "matrix") continue;
				const range = matrix.range?.seconds;
				if (range === undefined || matrix.selector.kind !== "selector" || expression.masked(matrix)) continue;
				if (matrix.modifiers.extended !== undefined || matrix.selector.modifiers.extended !== undefined) continue;
				const name = nameOfSelector(matrix.selector);
				if (name === undefined || looksRecorded(name)) continue;
				// Looking for the rule that records it means looking through all files, so that comes last.
				const interval = knowledge.scrapeIntervalSeconds(matrix.selector);
				if (interval === undefined || range >= wanted * interval || isRecorded(name, knowledge)) continue;
				const [window, every, better] = [range, interval, wanted * interval].map(printDuration);
				const rate = shortenCode(part.function.name);
				const outcome =
					range <= interval
						? `so ${rate} never has the two samples that it needs and returns nothing`
						: range < 2 * interval
							? `so ${rate} has the two samples that it needs only by luck`
							: `so ${rate} has a hole after a missed scrape or two`;
				report({
					at: expression.at(matrix.brackets),
					...(range < 2 * interval ? {} : { severity: "information" as const }),
					message: `The window is ${window} and the metric is scraped every ${every}, ${outcome}. Make it ${better} or more.`,
				});
			}
		},
	},
});

/** How many scrape intervals a window should have. */
const intervalsWanted: ReadonlyMap<string, number> = new Map([
	["rate", 4],
	["increase", 4],
	["delta", 4],
	["deriv", 4],
	["irate", 2],
	["idelta", 2],
]);
