import { shorten } from "../../promql/shorten.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { isUsed } from "../../workspace/overview/gaps.ts";
import { defineCheck } from "../check.ts";

const rules = `groups:
  - name: shop
    rules:
      - alert: NoOrders
        expr: rate(orders_total[10m]) == 0
`;

export default defineCheck({
	id: "code/unused-metric",
	title: "Metric that nobody looks at",
	severity: "hint",
	needs: ["workspace"],
	why: "A metric that no rule, dashboard or SLO asks for costs memory and storage, and nobody learns from it. When something breaks, it is not found either.",
	fix: "Alert on it, draw it, or remove it.",
	differences:
		"Reported only in a workspace that asks for another metric of its own code; where rules and dashboards are kept elsewhere, nothing is said. What is made of Jsonnet, Terraform or code is not read: turn the check off where dashboards are.",
	examples: [
		{
			title: "One of two",
			bad: `import { Counter } from "prom-client";

export const orders = new Counter({ name: "orders_total", help: "Orders." });
export const refunds = new Counter({ name: "refunds_total", help: "Refunds." });
                                            ^^^^^^^^^^^^^
`,
			good: `import { Counter } from "prom-client";

export const orders = new Counter({ name: "orders_total", help: "Orders." });
`,
			file: "metrics.ts",
			others: { "rules.yaml": rules },
		},
	],
	visit: {
		graph({ uri, file, graph }, { report }) {
			if (!graph.complete || !file.items.some(({ kind }) => kind === "metric")) return;
			const unused = file.items.filter((item) => item.kind === "metric" && !isUsed({ uri, file, item }, graph));
			if (unused.length === 0 || !asksForItsCode(graph)) return;
			for (const { name, nameSpan } of unused) {
				report({
					at: nameSpan,
					message: `No rule, dashboard or SLO of the workspace asks for ${shorten(name)}. Alert on it, draw it, or remove it.`,
				});
			}
		},
	},
});

/** Claims that rules or dashboards and the code that they are about are in one workspace. */
function asksForItsCode(graph: WorkspaceGraph): boolean {
	for (const place of graph.items("metric")) if (isUsed(place, graph)) return true;
	return false;
}
