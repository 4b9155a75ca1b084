import type { MetricRegistration } from "../../code/metricRegistration.ts";
import type { PrometheusConfig } from "../../documents/model/prometheusConfig.ts";
import type { Span } from "../../text/span.ts";

/**
 * What one file brings to the graph of the workspace. Plain data, so that it can be read in another thread and sent.
 * Spans count in the file's offsets, of the very text that was read.
 */
export interface IndexedFile {
	readonly uri: string;
	/** In the order of the file; an item's `parent` comes before it. */
	readonly items: readonly IndexedItem[];
	/** Left out where there are none. */
	readonly prometheusConfigs?: readonly PrometheusConfig[];
}

/**
 * A thing that has a name, and what it refers to. What a part of a file refers to belongs to the innermost item around it.
 */
export type IndexedItem =
	| GroupItem
	| RecordItem
	| AlertItem
	| SloItem
	| DashboardItem
	| PanelItem
	| VariableItem
	| TestItem
	| RouteItem
	| ReceiverItem
	| InhibitionItem
	| ScrapeJobItem
	| ConfigurationItem
	| RunbookItem
	| HeadingItem
	| QueryItem
	| MetricItem;

export type ItemKind = IndexedItem["kind"];

interface Item {
	/** Empty where it has none. */
	readonly name: string;
	readonly span: Span;
	/** Of the name alone, without quotes; of the item where it has none. */
	readonly nameSpan: Span;
	/** The index, in `items` of its file, of the item that it stands in: the group of a rule, the dashboard of a panel. */
	readonly parent?: number;
	readonly uses: readonly NameUse[];
}

export interface GroupItem extends Item {
	readonly kind: "group";
	readonly intervalSeconds?: number;
	/** Of a resource of Kubernetes, such as those that tell of the team or the application. */
	readonly labels?: Labels;
}

export interface RecordItem extends Item {
	readonly kind: "record";
	/** Those of the group and its own. */
	readonly labels: Labels;
	/** Left out where it is no PromQL, or has something else in it. */
	readonly expression?: string;
}

export interface AlertItem extends Item {
	readonly kind: "alert";
	readonly labels: Labels;
	readonly annotations: Labels;
	readonly expression?: string;
	readonly forSeconds?: number;
}

export interface SloItem extends Item {
	readonly kind: "slo";
	/** The service that it is a promise of, where its file says it. */
	readonly service?: string;
	/** In percent, such as 99.9. */
	readonly objective?: number;
	readonly labels?: Labels;
}

export interface DashboardItem extends Item {
	readonly kind: "dashboard";
	readonly uid?: string;
	readonly tags?: readonly string[];
}

export interface PanelItem extends Item {
	readonly kind: "panel";
}

/** A variable of a dashboard, which is its `parent`. */
export interface VariableItem extends Item {
	readonly kind: "variable";
}

/** A group of tests in a file of `promtool test rules`; what it loads and expects are its uses. */
export interface TestItem extends Item {
	readonly kind: "test";
}

/** A route of Alertmanager; `name` is its receiver. */
export interface RouteItem extends Item {
	readonly kind: "route";
	readonly matchers: readonly RouteMatcher[];
}

export interface ReceiverItem extends Item {
	readonly kind: "receiver";
}

export interface InhibitionItem extends Item {
	readonly kind: "inhibition";
}

export interface RouteMatcher {
	readonly label: string;
	readonly operator: "=" | "!=" | "=~" | "!~";
	readonly value: string;
}

export interface ScrapeJobItem extends Item {
	readonly kind: "scrapeJob";
}

/** A file that others are set up by; what it names outside of its jobs, routes and tests is its uses. */
export interface ConfigurationItem extends Item {
	readonly kind: "configuration";
	readonly of: "prometheus" | "alertmanager" | "ruleTest";
}

/**
 * A page of Markdown with headings; `name` is that of its first heading. It is a runbook where it lies where runbooks lie,
 * an alert links to it, or a heading of it names an alert: the graph knows that, and its `items` and `names` have no other.
 */
export interface RunbookItem extends Item {
	readonly kind: "runbook";
	/** It lies in a folder for runbooks. */
	readonly placed?: true;
	/** Of what stands in front of the text, such as `alert` and `severity`. */
	readonly frontMatter?: Labels;
	/** Places to link to besides its headings: `<a id="rollback">`. */
	readonly anchors?: readonly string[];
}

/** A heading of a page, by its text; `slug` is the fragment that leads to it. Its span is the section below it. */
export interface HeadingItem extends Item {
	readonly kind: "heading";
	readonly level: number;
	readonly slug: string;
}

/** An expression that belongs to nothing with a name, such as a line of a `.promql` file. */
export interface QueryItem extends Item {
	readonly kind: "query";
}

/** A metric that code registers. */
export interface MetricItem extends Item {
	readonly kind: "metric";
	readonly registration: MetricRegistration;
}

/** A place that names something defined elsewhere. */
export interface NameUse {
	readonly kind: "metric" | "alert" | "file" | "receiver" | "variable" | "dashboard";
	/**
	 * The name as it counts: unescaped. Of a file its URI, as a relative path leads to it, or the URL that is written, with
	 * the fragment after `#` where it has one; `WorkspaceGraph.filesOf` tells which file of the workspace that is.
	 */
	readonly name: string;
	/** Of the name alone, without quotes. */
	readonly span: Span;
	/**
	 * Of a metric: labels that the expression needs of it: it matches them with something other than "empty", keeps them,
	 * or joins on them.
	 */
	readonly labels?: readonly string[];
	/**
	 * The name is a pattern that is matched against what there is: a regular expression as in `alertname=~"Api.*"`, of a
	 * file a pattern of Go's `filepath.Match`.
	 */
	readonly pattern?: true;
}

export type Labels = Readonly<Record<string, string>>;
