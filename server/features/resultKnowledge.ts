import type { MetricKnowledge } from "../metrics/knowledge.ts";
import { describeLive } from "../metrics/liveFacts.ts";
import type { MetricFact, MetricFacts } from "../metrics/offline/metricFacts.ts";
import type { MetricDescription, ResultKnowledge } from "../promql/result/shape.ts";
import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";
import { shortPath } from "./metricFacts/describeSource.ts";

/**
 * What is known at this moment, without asking a server, of what queries can return: `offline` is what code, rules and the
 * catalogue say of metrics that no target describes.
 */
export function knowResults(
	knowledge: MetricKnowledge,
	recordings: Pick<WorkspaceGraph, "recorded">,
	offline?: Pick<MetricFacts, "describe">,
): ResultKnowledge {
	const metadata = knowledge.metadata().value;
	return {
		metadata(name) {
			const live = describeLive(metadata, name);
			if (live !== undefined) return { type: live.type, unit: live.unit };
			const fact = offline?.describe(name);
			// Where a server tells what its targets say, what some exporter would say is beside the point.
			if (fact === undefined || (fact.source.kind === "catalogue" && metadata !== undefined)) return undefined;
			return toDescription(fact);
		},
		recorded: (name) => recordings.recorded(name),
	};
}

/** What a rule records has no type that anybody declared. */
function toDescription({ type, unit, source }: MetricFact): MetricDescription | undefined {
	switch (source.kind) {
		case "live":
			return { type, unit };
		case "code":
			return { type, unit, as: `as ${shortPath(source.uri)} registers it` };
		case "catalogue":
			return { type, unit, as: `as ${source.exporter} exposes it` };
		case "rule":
			return undefined;
		default:
			return source satisfies never;
	}
}
