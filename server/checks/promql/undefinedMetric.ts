import { shorten } from "../../promql/shorten.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { type CheckedGraphFile, defineCheck } from "../check.ts";
import type { CheckKnowledge } from "../knowledge.ts";

const recorded = `groups:
  - name: api
    rules:
      - record: job:http_errors:ratio_rate5m
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
`;

export default defineCheck({
	id: "promql/undefined-metric",
	title: "Metric that nothing in the workspace brings",
	severity: "warning",
	needs: ["workspace"],
	why: "A name that is a letter off the recording rule or the metric in code that it means selects nothing, which is no error: the alert is silent for ever, and the panel is empty.",
	fix: "Write the name as the rule or the code has it.",
	equivalents: ["pint promql/series"],
	differences:
		"Reported without asking a server, so only where the name is a slip of one that the workspace records or registers, and neither a server nor an exporter is known to have it. Of a name with colons that no rule records the slip may be any; it is information where none is near. Where a server is connected, `promql/missing-series` judges by what it has.",
	examples: [
		{
			title: "A slip in the name of a recording rule",
			bad: `groups:
  - name: alerts
    rules:
      - alert: Errors
        expr: job:http_error:ratio_rate5m > 0.1
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: alerts
    rules:
      - alert: Errors
        expr: job:http_errors:ratio_rate5m > 0.1
`,
			others: { "recorded.yaml": recorded },
		},
		{
			title: "A slip in the name of a metric in code",
			bad: `groups:
  - name: alerts
    rules:
      - alert: NoOrders
        expr: rate(checkout_order_total[10m]) == 0
                   ^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: alerts
    rules:
      - alert: NoOrders
        expr: rate(checkout_orders_total[10m]) == 0
`,
			others: {
				"checkout.ts": `import { Counter } from "prom-client";
export const orders = new Counter({ name: "checkout_orders_total", help: "Orders." });
`,
			},
		},
	],
	visit: {
		graph(checked, { report, knowledge }) {
			const { file, graph } = checked;
			if (!graph.complete) return;
			for (const item of file.items) {
				// What a test feeds in, and what a panel draws, is judged elsewhere or by nobody.
				if (item.kind === "test") continue;
				for (const { kind, name, span, pattern } of item.uses) {
					if (kind !== "metric" || pattern === true || isKnown(name, checked, knowledge)) continue;
					const near = findNear(name, graph);
					const looksRecorded = name.includes(":");
					if (near !== undefined) {
						report({
							at: span,
							message: `Nothing in the workspace brings ${shorten(name)}, and ${shorten(near)}, which it ${graph.records(near) ? "records" : "registers"}, is near. If that is meant, this selects nothing until it is written so.`,
						});
					} else if (looksRecorded && sharesLevel(name, graph)) {
						report({
							at: span,
							severity: "information",
							message: `No rule of the workspace records ${shorten(name)}, whose name is that of a recording rule. Unless one of another repository does, this selects nothing.`,
						});
					}
				}
			}
		},
	},
});

/** Short names are often near to each other by chance; in long ones two letters may be wrong. */
const shortest = 10;
const long = 16;

function isKnown(name: string, { graph }: CheckedGraphFile, knowledge: CheckKnowledge): boolean {
	// Where the server has a list, it is asked in another way.
	if (knowledge.serverHasMetric(name) !== undefined) return true;
	return graph.definitionsOf({ kind: "metric", name }).length > 0 || knowledge.metadata(name) !== undefined;
}

function findNear(name: string, graph: WorkspaceGraph): string | undefined {
	if (name.length < shortest) return undefined;
	const near = graph.nearestMetric(name, name.length < long ? 1 : 2);
	// Windows and quantiles are names of their own: rate5m and rate1m.
	return near === undefined || near.replace(/\d/g, "") === name.replace(/\d/g, "") ? undefined : near;
}

/** Claims that the workspace records others of that level and metric, such as `job:http_errors:…`. */
function sharesLevel(name: string, graph: WorkspaceGraph): boolean {
	return graph.hasLevel(name.slice(0, name.lastIndexOf(":") + 1));
}
