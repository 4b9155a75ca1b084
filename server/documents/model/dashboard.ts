import type { Span } from "../../text/span.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import type { Located } from "./located.ts";

/** A Grafana dashboard, of whatever form: classic, as the API wraps it, or a resource. Spans count in the file's offsets. */
export interface Dashboard {
	readonly form: "classic" | "api" | "resourceV1" | "resourceV2" | "libraryPanel";
	readonly title?: Located<string>;
	readonly uid?: Located<string>;
	readonly editable?: Located<boolean>;
	/** The whole dashboard. */
	readonly span: Span;
	/** In the order of the file; those of rows are among them. */
	readonly panels: readonly Panel[];
	/** Rows, and the tabs of newer dashboards, with the panels in them. */
	readonly rows: readonly DashboardRow[];
	readonly variables: readonly DashboardVariable[];
	readonly annotations: readonly DashboardAnnotation[];
	/** The names under `__inputs`, which stand for data sources of a shared dashboard. */
	readonly inputs: readonly Located<string>[];
}

export interface DashboardRow {
	readonly title?: Located<string>;
	/** The variable for each of whose values the row is shown once. */
	readonly repeat?: Located<string>;
	readonly panels: readonly Panel[];
	/** With the panels of an open row, which follow it in the file. */
	readonly span: Span;
}

export interface Panel {
	readonly id?: Located<number>;
	readonly title?: Located<string>;
	readonly description?: Located<string>;
	/** Grafana's id of the visualisation, such as `timeseries`. */
	readonly type?: Located<string>;
	readonly unit?: Located<string>;
	readonly datasource?: Datasource;
	/** The title of the row that it is in. */
	readonly row?: string;
	readonly targets: readonly Target[];
	/** The library panel that it only refers to. */
	readonly libraryPanel?: string;
	readonly repeat?: Located<string>;
	/** Transformations change what its queries give before it is drawn. */
	readonly transformed?: true;
	/** Some of its series have another unit than `unit`. */
	readonly unitVaries?: true;
	/** Its step is never shorter than what the panel says. */
	readonly hasMinInterval?: true;
	readonly span: Span;
}

export interface Target {
	readonly refId?: Located<string>;
	readonly datasource?: Datasource;
	/** The language of its query: `unknown` where neither the datasource nor the target's fields decide it. */
	readonly language: QueryLanguage;
	/** The PromQL, or MetricsQL, which the region's role tells; left out where the query is in another language. */
	readonly expression?: EmbeddedRegion;
	/** The query in whatever language, as it is written. */
	readonly query?: Located<string>;
	readonly legend?: Located<string>;
	readonly hidden: boolean;
	readonly instant: boolean;
	/** Asks for the time range as well where `instant` is set. */
	readonly range?: true;
	/** Its step is never shorter than what the query says. */
	readonly hasMinInterval?: true;
	readonly span: Span;
}

export type QueryLanguage = "promql" | "metricsql" | "logql" | "traceql" | "sql" | "other" | "unknown";

export interface Datasource {
	/** The plugin's id, such as `prometheus`, where it is written. */
	readonly type?: string;
	/** The uid or name, which may be a variable such as `${DS_PROMETHEUS}`. */
	readonly reference?: string;
	/** Where the reference is written, with its quotes. */
	readonly referenceSpan?: Span;
	readonly span: Span;
}

export interface DashboardVariable {
	readonly name: Located<string>;
	readonly type: "query" | "custom" | "constant" | "textbox" | "interval" | "datasource" | "adhoc" | "other";
	readonly label?: Located<string>;
	/** The query as it is written, such as `label_values(up, job)`. */
	readonly query?: Located<string>;
	/** What is chosen now, or a value that it can have, where the file says it. */
	readonly current?: string;
	/** The PromQL in the query: selectors and expressions. */
	readonly expressions: readonly EmbeddedRegion[];
	/** Of `label_values(metric, label)`: the label. */
	readonly labelName?: Located<string>;
	readonly datasource?: Datasource;
	readonly multi: boolean;
	readonly includeAll: boolean;
	readonly allValue?: Located<string>;
	/** When it is asked for again: 0 never, 1 on load, 2 when the time range changes. */
	readonly refresh?: Located<number>;
	readonly regex?: Located<string>;
	readonly span: Span;
}

export interface DashboardAnnotation {
	readonly name?: Located<string>;
	readonly datasource?: Datasource;
	readonly expression?: EmbeddedRegion;
	readonly span: Span;
}
