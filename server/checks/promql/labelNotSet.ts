import { closestWord } from "../../base/closestWord.ts";
import { shorten } from "../../promql/shorten.ts";
import type { Span } from "../../text/span.ts";
import type { MetricItem } from "../../workspace/graph/indexedFile.ts";
import { defineCheck, type Report } from "../check.ts";

/** What scraping and the platform put onto every series. */
const usualLabels: ReadonlySet<string> = new Set([
	...["job", "instance", "le", "quantile", "__name__", "cluster", "region", "zone", "datacenter", "dc", "env"],
	...["environment", "stage", "tenant", "namespace", "pod", "container", "service", "endpoint", "node", "host"],
	...["hostname", "app", "application", "component", "team", "version", "prometheus", "replica", "exported_job"],
	...["exported_instance", "otel_scope_name", "otel_scope_version", "shard", "project", "product", "group"],
]);

export default defineCheck({
	id: "promql/label-not-set",
	title: "Label that the code never sets",
	severity: "information",
	needs: ["workspace"],
	why: "A matcher on a label that no series has matches nothing, and a grouping by it puts everything into one group without a name. The code that registers the metric says which labels there are.",
	fix: "Write the label as the code has it, or add it there. Where scraping adds it, name it in `ignoreLabels`.",
	options: {
		ignoreLabels: {
			kind: "strings",
			description: "Labels that scraping or relabelling adds, besides the usual ones such as `job` and `namespace`.",
			default: [],
		},
	},
	differences:
		"Judged by the code of the workspace alone, so only where every registration of the metric says all of its labels. A label that the same file asks for of several metrics, none of which sets it, is taken for one that a registry adds to all of them. A warning where the label is a slip of one that is set. Where a server tells the labels of the series, `promql/missing-series` says more.",
	examples: [
		{
			title: "A slip in a label",
			bad: `groups:
  - name: shop
    rules:
      - alert: FailedOrders
        expr: rate(orders_total{reslt="failed"}[5m]) > 1
                   ^^^^^^^^^^^^
`,
			good: `groups:
  - name: shop
    rules:
      - alert: FailedOrders
        expr: rate(orders_total{result="failed"}[5m]) > 1
`,
			others: {
				"shop.ts": `import { Counter } from "prom-client";
export const orders = new Counter({ name: "orders_total", help: "Orders.", labelNames: ["result"] });
`,
			},
		},
	],
	visit: {
		graph({ file, graph, pathTo }, { report, knowledge, options }) {
			const ignored = new Set(options.ignoreLabels);
			/** By label, the metrics that lack it. */
			const lacking = new Map<string, Set<string>>();
			const slips: Finding[] = [];
			const unknown: (Finding & { readonly label: string })[] = [];
			for (const item of file.items) {
				if (item.kind === "test") continue;
				for (const { kind, name, span, pattern, labels = [] } of item.uses) {
					if (kind !== "metric" || pattern === true || labels.length === 0) continue;
					const definitions = graph.definitionsOf({ kind: "metric", name });
					const registered = definitions.flatMap((place) => (place.item.kind === "metric" ? [place.item] : []));
					const [first] = definitions;
					if (first === undefined || registered.length !== definitions.length) continue;
					if (!registered.every(({ registration }) => registration.labelsComplete)) continue;
					if (knowledge.serverHasMetric(name) === true) continue;
					const set = labelsOf(registered);
					for (const label of labels) {
						if (set.has(label) || usualLabels.has(label) || ignored.has(label)) continue;
						const near = closestWord(label, set);
						const others = [...set].sort().map(shorten).join(", ");
						const message = `The code never sets ${shorten(label)} on ${shorten(name)} (${pathTo(first.uri)} ${set.size === 0 ? "sets no label" : `sets ${others}`}). ${near === undefined ? "Unless scraping or its registry adds it, no series has it." : `Write ${shorten(near)} if that is meant.`}`;
						lacking.set(label, (lacking.get(label) ?? new Set()).add(name));
						if (near === undefined) unknown.push({ at: span, message, label });
						else slips.push({ at: span, message, severity: "warning" });
					}
				}
			}
			for (const slip of slips) report(slip);
			// What is asked for of several metrics, none of which sets it, a registry or the scraping sets on all of them.
			for (const { label, ...finding } of unknown) if (lacking.get(label)?.size === 1) report(finding);
		},
	},
});

type Finding = Pick<Report, "message" | "severity"> & { readonly at: Span };

function labelsOf(items: readonly MetricItem[]): ReadonlySet<string> {
	return new Set(items.flatMap(({ registration }) => registration.labels.map(({ name }) => name)));
}
