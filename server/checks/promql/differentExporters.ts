import type { BinaryExpression, Expression, VectorSelector } from "../../promql/ast.ts";
import { factOf } from "../../promql/result/labels.ts";
import { nameOfSelector } from "../../promql/result/matchers.ts";
import { shortenCode } from "../../promql/shorten.ts";
import { childrenOf, walkUp } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

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
			const sources = sourcesIn(expression.expression);
			const targetIn = (operand: Expression): Target | undefined => {
				const source = sources.get(operand);
				if (typeof source !== "object" || expression.masked(operand)) return undefined;
				const { labels, valueType } = expression.shapeOf(operand);
				const kept = ["job", "instance"].every((label) => factOf(labels, label).presence !== "never");
				return valueType === "vector" && kept ? source : undefined;
			};
			for (const part of sources.keys()) {
				if (part.kind !== "binary" || part.operator.name === "or" || part.fill !== undefined) continue;
				if (!comparesTargets(part)) continue;
				const left = targetIn(part.left);
				const right = left && targetIn(part.right);
				if (left === undefined || right === undefined || left.exporter === right.exporter) continue;
				const outcome = part.operator.name === "unless" ? "nothing is excluded" : "the result is empty";
				report({
					at: expression.at(part),
					message: `${shortenCode(left.name)} is scraped from ${left.exporter} and ${shortenCode(right.name)} from ${right.exporter}: they differ in job and instance, by which ${part.operator.name} matches them, so ${outcome}. Match by a label that both have, with on (…).`,
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

/** Who exposes a metric, and one metric that shows it. */
interface Target {
	readonly exporter: string;
	readonly name: string;
}

/**
 * Where the series of each part come from: the one exporter of them all, `none` where a part reads no series, `mixed`
 * where they come from several, from an unknown one, or bring labels of others. Every part is looked at once, as
 * expressions can be long.
 */
function sourcesIn(root: Expression): ReadonlyMap<Expression, Target | "none" | "mixed"> {
	const sources = new Map<Expression, Target | "none" | "mixed">();
	for (const part of walkUp(root)) {
		let source: Target | "none" | "mixed" = part.kind === "selector" ? (exporterOf(part) ?? "mixed") : "none";
		for (const child of childrenOf(part)) source = join(source, sources.get(child) ?? "none");
		const relabels = part.kind === "call" && part.function.name.startsWith("label_");
		const joins = part.kind === "binary" && part.matching?.group !== undefined;
		sources.set(part, relabels || joins ? "mixed" : source);
	}
	return sources;
}

function join(a: Target | "none" | "mixed", b: Target | "none" | "mixed"): Target | "none" | "mixed" {
	if (a === "none") return b;
	if (b === "none") return a;
	return a === "mixed" || b === "mixed" || a.exporter !== b.exporter ? "mixed" : a;
}

function exporterOf(selector: VectorSelector): Target | undefined {
	const name = nameOfSelector(selector) ?? "";
	const exporter = exporters.find(([prefix]) => prefix.test(name))?.[1];
	// Whoever names the job or instance may know better: exporters expose their own process too.
	const chosen = selector.matchers.some(({ label }) => label.name === "job" || label.name === "instance");
	return exporter === undefined || chosen ? undefined : { exporter, name };
}
