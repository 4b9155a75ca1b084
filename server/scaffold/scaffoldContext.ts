import type { DocumentModel } from "../documents/model.ts";
import type { CostGate } from "../metrics/cost.ts";
import type { MetricKnowledge } from "../metrics/knowledge.ts";
import type { MetricFacts } from "../metrics/offline/metricFacts.ts";
import type { LivePrometheus } from "../metrics/port.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { WorkspaceGraph } from "../workspace/graph/workspaceGraph.ts";

/** What a scaffold may look at. Everything can be missing: there may be no server, no workspace, and nothing in it. */
export interface ScaffoldContext {
	/** What is known of the active server's metrics; it answers that nothing can be known where there is none. */
	readonly metrics: ScaffoldKnowledge;
	/** What server, code, rules and catalogue say of metrics, from memory. */
	readonly facts: MetricFacts;
	/** The active server; asked only where the user waits for the answer. */
	readonly live?: LivePrometheus;
	/** Says before a query what it would touch there, within the user's bounds; the usual ones where it is left out. */
	readonly cost?: CostGate;
	/** What the files of the workspace say together. */
	readonly graph: WorkspaceGraph;
	/** The folder that the files go to. */
	readonly files: ScaffoldFiles;
	/** Where the user was as the scaffold was called: in a rule, on an expression. */
	readonly place?: ScaffoldPlace;
	/** Files, relative to the folder, whose content is made anew in another form: what they name is not taken. */
	readonly remade?: readonly string[];
	/** What a text is, as the language service reads it. */
	parse(document: SourceDocument): DocumentModel;
	/** Now, in Unix seconds. */
	readonly now: number;
}

/** The part of what is known about the server's metrics that live choices need. */
export type ScaffoldKnowledge = Pick<MetricKnowledge, "labelNames" | "labelValues" | "metadata" | "metricNames">;

/** The files of one folder. Paths are relative to it, with `/`. */
export interface ScaffoldFiles {
	/** As a URI with a slash at the end; empty where there is no folder. */
	readonly uri: string;
	/** The text, with what an editor has not saved; `undefined` where there is no such file, or it is no text that can be read. */
	read(path: string): Promise<string | undefined>;
	/** In order, without what ignore files leave out; `cut` where there are more than are listed. */
	list(): Promise<{ readonly paths: readonly string[]; readonly cut?: true }>;
}

export interface ScaffoldPlace {
	readonly document: SourceDocument;
	readonly offset: number;
}

/** A folder with nothing in it. */
export const noFiles: ScaffoldFiles = {
	uri: "",
	read: async () => undefined,
	list: async () => ({ paths: [] }),
};

/** The folder as it would be with `written` in it, so that what comes later in a scaffold builds on what came before. */
export function overlay(
	files: ScaffoldFiles,
	written: ReadonlyMap<string, { readonly content: string }>,
): ScaffoldFiles {
	return {
		uri: files.uri,
		read: async (path) => written.get(path)?.content ?? (await files.read(path)),
		async list() {
			const { paths, ...rest } = await files.list();
			return { ...rest, paths: [...new Set([...paths, ...written.keys()])].sort() };
		},
	};
}
