import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";

/** Claims that one Prometheus evaluates the rules of both files: they are one file, or a configuration loads both. */
export function areLoadedTogether(graph: WorkspaceGraph, one: string, other: string): boolean {
	if (one === other) return true;
	const loading = new Set(graph.configsLoading(one));
	return loading.size > 0 && graph.configsLoading(other).some((config) => loading.has(config));
}
