import type { BinaryExpression, Expression, VectorSelector } from "../../promql/ast.ts";
import { factOf } from "../../promql/result/labels.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { type CheckedExpression, defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/different-exporters",
	title: "Series of different exporters",
	severity: "warning",
	why: "Every series has the `job` and the `instance` that it was scraped from. `process_resident_memory_bytes` of a service and `node_memory_MemTotal_bytes` of the node exporter are alike in neither, so that no series of one side finds a partner on the other, but for the exporter's own: the result is empty, the alert never fires, and there is no error anywhere.",
	fix: "Say by which label both belong together, as in `… / on (node) group_left () …`, and give both that label, by relabeling or with `label_replace`.",
	equivalents: ["pint promql/vector_matching"],
	differences:
		"Without a server, by the names of exporters whose prefixes everybody knows, and only where both sides still have `job` and `instance` and the match compares them.",
	examples: [
		{
			title: "A process and the machine that it runs on",
			bad: `groups:
  - name: api
    rules:
      - alert: TooMuchMemory
        expr: process_resident_memory_bytes / node_memory_MemTotal_bytes > 0.5
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: TooMuchMemory
        expr: process_resident_memory_bytes / on (node) group_left () node_memory_MemTotal_bytes > 0.5
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || part.operator.name === "or" || part.fill !== undefined) continue;
				if (!comparesTargets(part)) continue;
				const left = targetIn(part.left, expression);
				const right = targetIn(part.right, expression);
				if (left === undefined || right === undefined || left.exporter === right.exporter) continue;
				report({
					at: expression.at(part),
					message: `${shortenCode(left.name)} is scraped from ${left.exporter} and ${shortenCode(right.name)} from ${right.exporter}: they differ in job and instance, by which ${part.operator.name} matches them, so the result is empty. Match by a label that both have, with on (…).`,
				});
			}
		},
	},
});

/** Who exposes the metrics whose names begin so. Source: the exporters' own documentation; their names are stable. */
const exporters: readonly (readonly [prefix: RegExp, exporter: string])[] = [
	[
		/^node_(?:cpu|memory|filesystem|disk|network|load|boot|time|uname|vmstat|netstat|systemd|hwmon|md)/,
		"the node exporter",
	],
	[
		/^kube_(?:pod|node|deployment|daemonset|statefulset|job|cronjob|namespace|replicaset|persistentvolume|hpa)/,
		"kube-state-metrics",
	],
	[/^container_(?:cpu|memory|fs|network|spec)_/, "the kubelet"],
	[/^windows_(?:cpu|memory|os|logical_disk|net|service|system)_/, "the Windows exporter"],
	[
		/^process_(?:cpu_seconds_total|resident_memory_bytes|virtual_memory_bytes|open_fds|max_fds|start_time_seconds)$/,
		"the process itself",
	],
	[/^go_(?:goroutines|threads|memstats_|gc_)/, "the process itself"],
];

/** Claims that the match compares `job` and `instance`. */
function comparesTargets({ matching }: BinaryExpression): boolean {
	if (matching === undefined) return true;
	const names = matching.labels.map(({ name }) => name);
	if (matching.on) return names.includes("job") && names.includes("instance");
	return !names.includes("job") && !names.includes("instance");
}

/** The exporter that all series of an operand come from, where they still have the labels of their target. */
function targetIn(
	operand: Expression,
	expression: CheckedExpression,
): { readonly exporter: string; readonly name: string } | undefined {
	if (expression.masked(operand)) return undefined;
	const parts = [...walk(operand)];
	if (parts.some((part) => part.kind === "call" && part.function.name.startsWith("label_"))) return undefined;
	if (parts.some((part) => part.kind === "binary" && part.matching?.group !== undefined)) return undefined;
	const selectors = parts.filter((part) => part.kind === "selector");
	const [first, ...others] = selectors.map(exporterOf);
	if (first === undefined || others.some((other) => other?.exporter !== first.exporter)) return undefined;
	const { labels, valueType } = expression.shapeOf(operand);
	const kept = ["job", "instance"].every((label) => factOf(labels, label).presence !== "never");
	return valueType === "vector" && kept ? first : undefined;
}

function exporterOf(selector: VectorSelector): { readonly exporter: string; readonly name: string } | undefined {
	const name = nameOfSelector(selector) ?? "";
	const exporter = exporters.find(([prefix]) => prefix.test(name))?.[1];
	// Whoever names the job or instance may know better: exporters expose their own process too.
	const chosen = selector.matchers.some(({ label }) => label.name === "job" || label.name === "instance");
	return exporter === undefined || chosen ? undefined : { exporter, name };
}
