// Source: the visualisations that come with Grafana 12, and what each does without a query.

import type { Panel } from "../../documents/model/dashboard.ts";

/** Those that draw what their queries return and have nothing else to show. */
const drawing: ReadonlySet<string> = new Set([
	"timeseries",
	"graph",
	"stat",
	"singlestat",
	"gauge",
	"bargauge",
	"barchart",
	"piechart",
	"grafana-piechart-panel",
	"table",
	"table-old",
	"heatmap",
	"histogram",
	"state-timeline",
	"status-history",
	"trend",
	"xychart",
	"candlestick",
]);

export function drawsQueries({ type }: Panel): boolean {
	return type !== undefined && drawing.has(type.value);
}

/** Draws lines over time. */
export function drawsTime({ type }: Panel): boolean {
	return type?.value === "timeseries" || type?.value === "graph";
}

/** Shows values in the one unit of the panel. */
export function showsUnit({ type }: Panel): boolean {
	return /^(?:timeseries|graph|stat|singlestat|gauge|bargauge)$/.test(type?.value ?? "");
}
