import type { MetricKnowledge } from "../metrics/knowledge.ts";
import { describeMetric } from "../metrics/knowledge.ts";
import type { MetricDescription, ResultKnowledge } from "../promql/result/shape.ts";
import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";

/** What is known at this moment, without asking a server, of what queries can return. */
export function knowResults(knowledge: MetricKnowledge, graph: Pick<WorkspaceGraph, "recorded">): ResultKnowledge {
	const metadata = knowledge.metadata().value;
	return {
		metadata(name) {
			if (metadata === undefined) return undefined;
			const exact = metadata.get(name);
			if (exact !== undefined) return exact;
			const described = describeMetric(metadata, name);
			return described !== undefined && fitsSuffix(name, described) ? described : undefined;
		},
		recorded: (name) => graph.recorded(name),
	};
}

/** The metric `queue`, a gauge, has nothing to do with `queue_count`. */
function fitsSuffix(name: string, { type }: MetricDescription): boolean {
	if (name.endsWith("_bucket")) return type === "histogram" || type === "gaugehistogram";
	if (name.endsWith("_count") || name.endsWith("_sum")) return /^(?:gauge)?histogram$|^summary$/.test(type);
	if (name.endsWith("_total")) return type === "counter";
	return name.endsWith("_info") ? type === "info" : true;
}
