/**
 * A dashboard as scaffolds think of it: what it shows, in which order, in which unit. How that is written, as classic JSON
 * or as a resource, and where each panel stands on the grid is the business of the writers.
 *
 * PromQL is as Grafana's Prometheus data source takes it, with `$__rate_interval` and the dashboard's variables. A variable
 * `datasource` is always there, comes first, and every query asks it.
 */
export interface DashboardDesign {
	/** Stays the same for what is the same dashboard: a provisioned file replaces the dashboard of that uid. */
	readonly uid: string;
	readonly title: string;
	readonly description: string;
	readonly tags: readonly string[];
	/** The time range when it opens goes from here, such as `now-6h`, to now. */
	readonly from: string;
	/** How often it is loaded again: `1m`. */
	readonly refresh: string;
	readonly variables: readonly LabelVariable[];
	readonly annotations: readonly AnnotationDesign[];
	readonly links: readonly LinkDesign[];
	readonly rows: readonly RowDesign[];
}

/** A choice among the values of a label; several or all of them. A query uses it as `name=~"$name"`. */
export interface LabelVariable {
	readonly name: string;
	/** What stands before it on the page; the name with a capital where it is left out. */
	readonly label?: string;
	/** The series whose values are offered; may use variables that come before it. */
	readonly selector: string;
	/** The label where it is not called as the variable is. */
	readonly labelName?: string;
	/** What is chosen when it opens; all where it is left out. */
	readonly current?: string;
}

export interface AnnotationDesign {
	readonly name: string;
	/** A mark is drawn where it has values. */
	readonly expression: string;
	/** `{{label}}` stands for the value of a label. */
	readonly title: string;
	readonly text: string;
	readonly color: string;
	/** It is switched on when the dashboard opens. */
	readonly enabled: boolean;
}

export type LinkDesign =
	| { readonly kind: "page"; readonly title: string; readonly url: string }
	/** To all dashboards with the tag; the chosen values go along. */
	| { readonly kind: "dashboards"; readonly title: string; readonly tag: string };

export interface RowDesign {
	/** Panels without a heading stand at the top of a dashboard. */
	readonly title?: string;
	/** Folded until somebody opens it, so its queries are not sent before. */
	readonly collapsed?: true;
	readonly panels: readonly PanelDesign[];
}

export interface PanelQuery {
	readonly expression: string;
	/** `{{label}}` stands for the value of a label; the series' own name where it is left out. */
	readonly legend?: string;
}

/** `value` is the least of which the colour holds; the first step has none, and holds below all others. */
export interface ThresholdStep {
	readonly color: string;
	readonly value: number | null;
}

interface PanelWords {
	readonly title: string;
	readonly description: string;
	/** Of 24 columns; as is usual for the type where it is left out. */
	readonly width?: number;
	/** In rows of the grid, 30 pixels each; the highest of those that stand side by side counts for all. */
	readonly height?: number;
	readonly links?: readonly { readonly title: string; readonly url: string }[];
}

interface QueryPanel extends PanelWords {
	readonly queries: readonly PanelQuery[];
	/** Grafana's id of the unit: `s`, `percentunit`, `reqps`. */
	readonly unit: string;
	readonly decimals?: number;
	readonly min?: number;
	readonly max?: number;
	readonly thresholds?: readonly ThresholdStep[];
	/** Shown where there is no value. */
	readonly noValue?: string;
}

export interface ValueMapping {
	readonly value: string;
	readonly text: string;
	readonly color: string;
}

export interface TimeSeriesPanel extends QueryPanel {
	readonly type: "timeseries";
	/** Series stand on each other, so that the top is their sum. */
	readonly stacked?: true;
	/** Thresholds are drawn as lines where there are any. */
	readonly legend?: "table" | "list" | "hidden";
	readonly axis?: "linear" | "logarithmic";
}

export interface StatPanel extends QueryPanel {
	readonly type: "stat";
	/** Colours the whole tile instead of the number. */
	readonly filled?: true;
	/** Draws the recent past below the number. */
	readonly graph?: true;
	readonly mappings?: readonly ValueMapping[];
}

export interface GaugePanel extends QueryPanel {
	readonly type: "gauge" | "bargauge";
}

export interface HeatmapPanel extends QueryPanel {
	readonly type: "heatmap";
	/** What the queries return: the buckets of a classic histogram by `le`, or native histograms. */
	readonly buckets: "classic" | "native";
}

export interface TablePanel extends QueryPanel {
	readonly type: "table";
	/** Columns that are left out, beside the time. */
	readonly hidden?: readonly string[];
	/** What columns are called; `Value` is that of the query, `Value #A` where there are several. */
	readonly renamed?: Readonly<Record<string, string>>;
	/** Units of columns by their names on the page, where they are not the panel's. */
	readonly units?: Readonly<Record<string, string>>;
}

export interface StateTimelinePanel extends QueryPanel {
	readonly type: "state-timeline";
	readonly mappings?: readonly ValueMapping[];
}

export interface TextPanel extends PanelWords {
	readonly type: "text";
	/** Markdown. */
	readonly content: string;
}

export interface AlertListPanel extends PanelWords {
	readonly type: "alertlist";
	/** Only alerts whose names contain it; of all where it is left out. */
	readonly name?: string;
	/** Matchers of the alerts' labels: `{service="api"}`. */
	readonly matchers?: string;
}

export type PanelDesign =
	| TimeSeriesPanel
	| StatPanel
	| GaugePanel
	| HeatmapPanel
	| TablePanel
	| StateTimelinePanel
	| TextPanel
	| AlertListPanel;

/** Those that ask Prometheus. */
export type QueryPanelDesign = Exclude<PanelDesign, TextPanel | AlertListPanel>;

export function asksQueries(panel: PanelDesign): panel is QueryPanelDesign {
	return panel.type !== "text" && panel.type !== "alertlist";
}
