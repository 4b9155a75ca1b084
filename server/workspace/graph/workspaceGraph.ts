import type { PrometheusConfig } from "../../documents/model/prometheusConfig.ts";
import type { RecordedSeries } from "../../promql/result/shape.ts";
import type { IndexedFile, IndexedItem, ItemKind, NameUse, RecordItem } from "./indexedFile.ts";

/** A name that can be defined in one file and used in others. */
export interface GraphSymbol {
	readonly kind: "metric" | "alert" | "receiver" | "dashboard" | "runbook";
	/** Of a metric, that of its series; of a dashboard its uid, of a runbook its URI without a fragment. */
	readonly name: string;
}

/** An item and where it is; the file stands for its text at `version`. */
export interface Place<Kind extends IndexedItem = IndexedItem> {
	readonly uri: string;
	readonly file: IndexedFile;
	readonly item: Kind;
}

export interface UsePlace extends Place {
	readonly use: NameUse;
}

/**
 * Who records, registers, alerts on, draws, tests, routes and explains what, over all files of the workspace.
 *
 * Everything here answers from memory, at once. Invariant: whatever the order of changes was, the answers are those of a
 * graph that was given each file once.
 */
export interface WorkspaceGraph {
	/** Another number whenever an answer may have changed. */
	readonly version: number;
	/** As `version`, of what does not hang on where things stand: names, expressions, labels and who uses what. */
	readonly contentVersion: number;
	/**
	 * As `contentVersion`, of what the results of queries hang on alone: what is recorded and registered, which alerts there
	 * are, and configurations. Most key strokes leave it as it is.
	 */
	readonly factsVersion: number;
	/**
	 * Every file of the workspace was read at least once. Before that, and where a bound was met, what is not in the graph
	 * may still be in the workspace: "nobody uses it" cannot be said.
	 */
	readonly complete: boolean;
	/** The folders of the workspace, as URIs with a slash at the end. */
	readonly roots: readonly string[];
	/** Claims that a file of that URI would be in the graph: it lies in the workspace, and all of that was read. */
	covers(uri: string): boolean;
	file(uri: string): IndexedFile | undefined;
	files(): Iterable<IndexedFile>;
	/** All items of a kind, by file and in the order of the file. */
	items<Kind extends ItemKind>(kind: Kind): Iterable<Place<Extract<IndexedItem, { kind: Kind }>>>;
	/** Recording rules and registrations of a metric, rules of an alert, … */
	definitionsOf(symbol: GraphSymbol): readonly Place[];
	/** Those that name it; of a metric every series of it that is asked for by name. */
	usesOf(symbol: GraphSymbol): readonly UsePlace[];
	/** The names that are defined, each once. */
	names(kind: GraphSymbol["kind"]): Iterable<string>;
	/** The names of metrics that are defined, in order; the same list until another one is defined, or one no longer. */
	metricNames(): readonly string[];
	/** The defined metric that `name` is at most so many slips away from; remembered until the names change. */
	nearestMetric(name: string, slips: number): string | undefined;
	/** Claims that the name of a metric that is defined goes on after `level`, which ends in a colon: `job:http_errors:`. */
	hasLevel(level: string): boolean;
	/** The URIs of the files of the graph that a use of a file, or such a name, leads to; without fragments. */
	filesOf(use: Pick<NameUse, "name" | "pattern">): readonly string[];

	/** Every rule that records that name. */
	rulesRecording(name: string): readonly Place<RecordItem>[];
	/** What every rule of that name writes; none where one of them cannot be read. */
	recorded(name: string): readonly RecordedSeries[];
	records(name: string): boolean;
	hasAlert(name: string): boolean;
	/** The configurations whose `rule_files` name the file. */
	configsLoading(uri: string): readonly PrometheusConfig[];
}
