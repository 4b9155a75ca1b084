import type { ResultKnowledge } from "../../promql/result/shape.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { NavigatedFile } from "./symbolAt.ts";

/** What every question about names is asked with: the file, and what is known of all others. */
export interface Navigation {
	readonly uri: string;
	readonly file: NavigatedFile;
	readonly graph: WorkspaceGraph;
	readonly results: ResultKnowledge;
}
