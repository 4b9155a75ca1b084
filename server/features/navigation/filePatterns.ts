import type { DocumentModel, Located } from "../../documents/model.ts";
import { type Span, shift } from "../../text/span.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { loadsRuleFile } from "../../workspace/prometheusConfigs.ts";
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

/** More files of one pattern than so many nobody chooses from. */
const mostFiles = 200;

/** The files of the workspace that the pattern names. */
export function findMatchingFiles(
	graph: WorkspaceGraph,
	uri: string,
	{ pattern, span }: FilePattern,
): readonly string[] {
	const config = { span, externalLabels: [], scrapeJobs: [], ruleFiles: [{ value: pattern, span }] };
	const found: string[] = [];
	for (const file of graph.files() as Iterable<IndexedFile>) {
		if (loadsRuleFile(uri, config, file.uri)) found.push(file.uri);
		if (found.length === mostFiles) break;
	}
	return found.sort();
}
