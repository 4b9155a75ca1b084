import type { DocumentModel, Located } from "../../documents/model.ts";
import { type Span, shift } from "../../text/span.ts";
import { resolvePath } from "../../workspace/graph/fileNames.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { findWritten } from "./encodings.ts";

/** A pattern of files, relative to the folder of the file that it stands in. */
export interface FilePattern {
	readonly pattern: string;
	readonly span: Span;
}

/** The patterns under `rule_files` of configurations and unit tests, and under `templates` of Alertmanager. */
export function findFilePatterns(model: DocumentModel, text: string): readonly FilePattern[] {
	const lists: readonly (readonly Located<string>[])[] = [
		...model.prometheusConfigs.map(({ ruleFiles }) => ruleFiles),
		...model.ruleTests.map(({ ruleFiles }) => ruleFiles),
		...model.alertmanagers.map(({ templates }) => templates),
	];
	return lists.flat().flatMap(({ value, span }) => {
		const inside = findWritten(text.slice(span.start, span.end), value);
		return inside === undefined ? [] : [{ pattern: value, span: shift(inside, span.start) }];
	});
}

/** The files of the workspace that the pattern names. */
export function findMatchingFiles(graph: WorkspaceGraph, uri: string, { pattern }: FilePattern): readonly string[] {
	const name = resolvePath(uri, pattern);
	return name === undefined ? [] : graph.filesOf({ name, pattern: true });
}
