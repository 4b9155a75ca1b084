import type { Problem } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { Span } from "../text/span.ts";
import type { EmbeddedRegion } from "./embedded/region.ts";
import type { AlertmanagerConfig } from "./model/alertmanagerConfig.ts";
import type { Dashboard } from "./model/dashboard.ts";
import type { PrometheusConfig } from "./model/prometheusConfig.ts";
import type { RuleTest } from "./model/ruleTest.ts";
import type { OutlineItem, RuleGroup } from "./model.ts";
import type { MappingType } from "./structure/structure.ts";
import type { YamlDocument } from "./yaml/parseYaml.ts";

/**
 * Knows one kind of document. A file may hold several documents of several kinds, as Kubernetes manifests do; each is
 * given to the first adapter that recognises it by its content.
 */
export interface DocumentAdapter {
	readonly id: string;
	/** Claims that the document is of this kind; never by the file's name. */
	matches(document: HostDocument): boolean;
	parse(document: HostDocument): DocumentPart;
}

export interface HostDocument {
	readonly source: SourceDocument;
	readonly yaml: YamlDocument;
	/** The document's place among those of its file, from 0. */
	readonly index: number;
	/** The ids of the adapters that recognised the documents before this one. */
	readonly before: readonly string[];
}

/** What one document holds; spans count in the file's offsets. */
export interface DocumentPart {
	readonly problems: readonly Problem[];
	readonly regions: readonly EmbeddedRegion[];
	readonly groups: readonly RuleGroup[];
	readonly outline: readonly OutlineItem[];
	/** The document's structure, for completion and hovers on keys. */
	readonly structure: MappingType;
	/** Nobody reads the document, so faults of its YAML do not matter. */
	readonly ignored?: boolean;
	readonly dashboards?: readonly Dashboard[];
	readonly alertmanagers?: readonly AlertmanagerConfig[];
	readonly prometheusConfigs?: readonly PrometheusConfig[];
	readonly ruleTests?: readonly RuleTest[];
	/** Files that stand in this one as text, such as the values of a ConfigMap: read like files of their own. */
	readonly nested?: readonly NestedDocument[];
}

export interface NestedDocument {
	/** What the file would be called, such as the key of the ConfigMap. */
	readonly name: string;
	readonly nameSpan: Span;
	/** The text, with how it leads to the file and how it is edited there. */
	readonly region: EmbeddedRegion;
	/** Where its symbols hang: the index of an item of `outline`; left out for the top. */
	readonly under?: number;
}
