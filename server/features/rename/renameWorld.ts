import type { DocumentModel } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";

/** What a rename needs of the world. */
export interface RenameWorld {
	readonly graph: WorkspaceGraph;
	/** The file as it is now: what is open goes before the disk; `undefined` where it cannot be read. */
	readonly readFile: (uri: string, signal: AbortSignal) => Promise<SourceDocument | undefined>;
	readonly readModel: ReadModel;
	readonly signal: AbortSignal;
}

/** Reads a version of a file, without remembering it. */
export type ReadModel = (source: SourceDocument) => DocumentModel;
