import type { Problem } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { Span } from "../text/span.ts";
import type { EmbeddedRegion, HostText } from "./embedded/region.ts";
import type { AlertmanagerConfig } from "./model/alertmanagerConfig.ts";
import type { Dashboard } from "./model/dashboard.ts";
import type { PrometheusConfig } from "./model/prometheusConfig.ts";
import type { RuleTest } from "./model/ruleTest.ts";
import type { Slo } from "./model/slo.ts";
import type { OutlineItem, RuleGroup } from "./model.ts";
import type { MappingType } from "./structure/structure.ts";
import type { YamlDocument } from "./yaml/parseYaml.ts";

/**
 * Knows one kind of document. A file may hold several documents of several kinds, as Kubernetes manifests do; each is
 * given to the first adapter that recognises it by its content.
 */
export interface DocumentAdapter {
	readonly id: string;
	/** Words of which at least one stands in every text of this kind: what spares most files of a workspace the parsing. */
	readonly hints: readonly string[];
	/** Its reader takes JSON alone, not what YAML allows besides, so faults of the JSON are told. */
	readonly strictJson?: boolean;
	/** Claims files by their name, whatever is in them: they are its own, even empty. Only for files that we define. */
	owns?(source: SourceDocument): boolean;
	/** Claims that the document is of this kind; never by the file's name, unless it owns such files. */
	matches(document: HostDocument): boolean;
	parse(document: HostDocument): DocumentPart;
}

export interface HostDocument {
	readonly source: SourceDocument;
	/** The document's tree. JSON has the same one as YAML's flow collections, with its strings as double-quoted scalars. */
	readonly yaml: YamlDocument;
	readonly syntax: "yaml" | "json";
	/** The document's place among those of its file, from 0. */
	readonly index: number;
	/** The ids of the adapters that recognised the documents before this one. */
	readonly before: readonly string[];
}

/**
 * Knows one kind of file that is neither YAML nor JSON, such as Markdown: it finds by itself where the parts are that
 * belong to others, and hands them in as regions or as nested documents.
 */
export interface FileAdapter {
	readonly id: string;
	/** Claims the file by its language or by the ending of its name; its content belongs to somebody else. */
	matches(source: SourceDocument): boolean;
	/** `undefined` where the file holds nothing of ours. */
	parse(source: SourceDocument): FilePart | undefined;
}

/** What a file that is neither YAML nor JSON holds; spans count in its offsets. */
export type FilePart = Omit<DocumentPart, "structure" | "ignored" | "ids" | "structureAt">;

/** What one document holds; spans count in the file's offsets. */
export interface DocumentPart {
	readonly problems: readonly Problem[];
	readonly regions: readonly EmbeddedRegion[];
	readonly groups: readonly RuleGroup[];
	readonly outline: readonly OutlineItem[];
	/** The document's structure, for completion and hovers on keys. */
	readonly structure: MappingType;
	/** The structure as an offset wants it, where the document's parts are of several kinds. */
	structureAt?(offset: number): MappingType;
	/** Who read it, where one adapter gives its documents to others. */
	readonly ids?: readonly string[];
	/** Only what is nested in it is of interest: where nobody knows any of that, the document is nobody's. */
	readonly carrier?: boolean;
	/** Nobody reads the document, so faults of its YAML do not matter. */
	readonly ignored?: boolean;
	readonly dashboards?: readonly Dashboard[];
	readonly alertmanagers?: readonly AlertmanagerConfig[];
	readonly prometheusConfigs?: readonly PrometheusConfig[];
	readonly ruleTests?: readonly RuleTest[];
	readonly slos?: readonly Slo[];
	/** It only shows what such files look like, as a runbook does: nobody loads it, so no fault in it is an error. */
	readonly illustrates?: true;
	/** Files that stand in this one as text, such as the values of a ConfigMap: read like files of their own. */
	readonly nested?: readonly NestedDocument[];
}

export interface NestedDocument {
	/** What the file would be called, such as the key of the ConfigMap. */
	readonly name: string;
	readonly nameSpan: Span;
	/** The text, with how it leads to the file and how it is edited there; an EmbeddedRegion is one. */
	readonly region: HostText;
	/** As editors call it, such as `yaml`; left out where the name's ending and the content decide. */
	readonly languageId?: string;
	/**
	 * It stands in a text for people, who may be shown a part of a file or one for another program: nothing is said of its
	 * structure, only of the expressions in it.
	 */
	readonly illustrates?: true;
	/** Where its symbols hang: the index of an item of `outline`; left out for the top. */
	readonly under?: number;
}
