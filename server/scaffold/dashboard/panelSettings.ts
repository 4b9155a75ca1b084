// Source: the panel plugins of Grafana 12 and 13, their options and field settings; read November 2026.

import {
	asksQueries,
	type PanelDesign,
	type QueryPanelDesign,
	type TablePanel,
	type ThresholdStep,
	type TimeSeriesPanel,
	type ValueMapping,
} from "./dashboardDesign.ts";
import { gridColumns } from "./gridLayout.ts";

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What of a panel is written alike in all forms of dashboards. */
export interface PanelSettings {
	readonly options: JsonObject;
	readonly fieldConfig: JsonObject;
	/** By id of the transformation. */
	readonly transformations: readonly { readonly id: string; readonly options: JsonObject }[];
}

/** How a visualisation is set up: what Grafana would write for the same choices in its editor. */
export function settingsOf(panel: PanelDesign): PanelSettings {
	if (!asksQueries(panel)) return { options: optionsOf(panel), fieldConfig: noFields, transformations: [] };
	return {
		options: optionsOf(panel),
		fieldConfig: { defaults: fieldDefaults(panel), overrides: panel.type === "table" ? columnUnits(panel) : [] },
		transformations: panel.type === "table" ? [nameColumns(panel), ...mergeQueries(panel)].reverse() : [],
	};
}

/** How a query is asked: the values of the end of the range alone, or all of the range. */
export function readingOf(panel: QueryPanelDesign): {
	readonly instant: boolean;
	readonly format: "time_series" | "table" | "heatmap";
} {
	switch (panel.type) {
		case "table":
			return { instant: true, format: "table" };
		case "heatmap":
			return { instant: false, format: panel.buckets === "classic" ? "heatmap" : "time_series" };
		case "stat":
			return { instant: panel.graph !== true, format: "time_series" };
		case "gauge":
		case "bargauge":
			return { instant: true, format: "time_series" };
		default:
			return { instant: false, format: "time_series" };
	}
}

const noFields: JsonObject = { defaults: {}, overrides: [] };

const lastValue: JsonObject = { calcs: ["lastNotNull"], fields: "", values: false };

function optionsOf(panel: PanelDesign): JsonObject {
	switch (panel.type) {
		case "timeseries":
			return {
				legend: legendOf(panel),
				tooltip: { hideZeros: false, mode: "multi", sort: "desc" },
			};
		case "stat":
			return {
				colorMode: panel.filled === true ? "background" : "value",
				graphMode: panel.graph === true ? "area" : "none",
				justifyMode: "auto",
				orientation: "auto",
				percentChangeColorMode: "standard",
				reduceOptions: lastValue,
				showPercentChange: false,
				textMode: panel.queries.length > 1 ? "value_and_name" : "auto",
				wideLayout: true,
			};
		case "gauge":
			return {
				minVizHeight: 75,
				minVizWidth: 75,
				orientation: "auto",
				reduceOptions: lastValue,
				showThresholdLabels: false,
				showThresholdMarkers: true,
				sizing: "auto",
			};
		case "bargauge":
			return {
				displayMode: "gradient",
				legend: { calcs: [], displayMode: "list", placement: "bottom", showLegend: false },
				maxVizHeight: 300,
				minVizHeight: 16,
				minVizWidth: 8,
				namePlacement: "auto",
				orientation: "horizontal",
				reduceOptions: lastValue,
				showUnfilled: true,
				sizing: "auto",
				valueMode: "color",
			};
		case "table":
			return { cellHeight: "sm", showHeader: true };
		case "heatmap":
			return {
				calculate: false,
				cellGap: 1,
				color: {
					exponent: 0.5,
					fill: "dark-orange",
					mode: "scheme",
					reverse: false,
					scale: "exponential",
					scheme: "Oranges",
					steps: 64,
				},
				exemplars: { color: "rgba(255,0,255,0.7)" },
				filterValues: { le: 1e-9 },
				legend: { show: true },
				rowsFrame: { layout: "auto" },
				tooltip: { mode: "single", showColorScale: false, yHistogram: false },
				yAxis: { axisPlacement: "left", reverse: false, unit: panel.unit },
			};
		case "state-timeline":
			return {
				alignValue: "left",
				legend: { displayMode: "list", placement: "bottom", showLegend: true },
				mergeValues: true,
				rowHeight: 0.9,
				showValue: "auto",
				tooltip: { hideZeros: false, mode: "single", sort: "none" },
			};
		case "text":
			return {
				code: { language: "plaintext", showLineNumbers: false, showMiniMap: false },
				content: panel.content,
				mode: "markdown",
			};
		case "alertlist":
			return {
				alertInstanceLabelFilter: panel.matchers ?? "",
				alertName: panel.name ?? "",
				dashboardAlerts: false,
				groupBy: [],
				groupMode: "default",
				maxItems: 20,
				showInactiveAlerts: false,
				sortOrder: 1,
				stateFilter: { error: true, firing: true, noData: false, normal: false, pending: true, recovering: true },
				viewMode: "list",
			};
		default:
			return panel satisfies never;
	}
}

/** A single series needs no legend; several are told apart, and a wide panel has room for their figures. */
function legendOf({ legend, queries, width = gridColumns / 2 }: TimeSeriesPanel): JsonObject {
	const shown = legend ?? "list";
	return {
		calcs: shown === "table" ? ["mean", "lastNotNull", "max"] : [],
		displayMode: shown === "table" ? "table" : "list",
		placement: shown === "table" && width > gridColumns / 2 && queries.length > 1 ? "right" : "bottom",
		showLegend: shown !== "hidden",
	};
}

function fieldDefaults(panel: QueryPanelDesign): JsonObject {
	const { unit, decimals, min, max, noValue, thresholds } = panel;
	const mappings = panel.type === "stat" || panel.type === "state-timeline" ? (panel.mappings ?? []) : [];
	return {
		color: { mode: colorModeOf(panel) },
		custom: customOf(panel),
		...(decimals === undefined ? {} : { decimals }),
		mappings: writeMappings(mappings),
		...(max === undefined ? {} : { max }),
		...(min === undefined ? {} : { min }),
		...(noValue === undefined ? {} : { noValue }),
		...(panel.type === "heatmap" ? {} : { thresholds: writeThresholds(thresholds ?? neutral) }),
		unit,
	};
}

const neutral: readonly ThresholdStep[] = [{ color: "green", value: null }];

function writeThresholds(steps: readonly ThresholdStep[]): JsonObject {
	return { mode: "absolute", steps: steps.map(({ color, value }) => ({ color, value })) };
}

function colorModeOf(panel: QueryPanelDesign): string {
	switch (panel.type) {
		case "timeseries":
			return "palette-classic";
		case "state-timeline":
		case "gauge":
		case "bargauge":
		case "table":
			return "thresholds";
		case "stat":
			return "thresholds";
		case "heatmap":
			return "thresholds";
		default:
			return panel satisfies never;
	}
}

function writeMappings(mappings: readonly ValueMapping[]): readonly Json[] {
	if (mappings.length === 0) return [];
	const options = mappings.map(({ value, text, color }, index): [string, Json] => [value, { color, index, text }]);
	return [{ options: Object.fromEntries(options), type: "value" }];
}

function customOf(panel: QueryPanelDesign): JsonObject {
	switch (panel.type) {
		case "timeseries":
			return {
				axisBorderShow: false,
				axisCenteredZero: false,
				axisColorMode: "text",
				axisLabel: "",
				axisPlacement: "auto",
				barAlignment: 0,
				drawStyle: "line",
				fillOpacity: panel.stacked === true ? 25 : 8,
				gradientMode: "none",
				hideFrom: { legend: false, tooltip: false, viz: false },
				insertNulls: false,
				lineInterpolation: "linear",
				lineWidth: 1,
				pointSize: 5,
				scaleDistribution: panel.axis === "logarithmic" ? { log: 10, type: "log" } : { type: "linear" },
				showPoints: "auto",
				spanNulls: false,
				stacking: { group: "A", mode: panel.stacked === true ? "normal" : "none" },
				thresholdsStyle: { mode: panel.thresholds === undefined ? "off" : "dashed" },
			};
		case "table":
			return { align: "auto", cellOptions: { type: "auto" }, filterable: true, inspect: false };
		case "heatmap":
			return { hideFrom: { legend: false, tooltip: false, viz: false }, scaleDistribution: { type: "linear" } };
		case "state-timeline":
			return {
				fillOpacity: 80,
				hideFrom: { legend: false, tooltip: false, viz: false },
				insertNulls: false,
				lineWidth: 0,
				spanNulls: false,
			};
		case "stat":
		case "gauge":
		case "bargauge":
			return {};
		default:
			return panel satisfies never;
	}
}

/** Several queries of a table become one, row by row, where their labels are the same. */
function mergeQueries({ queries }: TablePanel): PanelSettings["transformations"] {
	return queries.length > 1 ? [{ id: "merge", options: {} }] : [];
}

function nameColumns({ hidden = [], renamed = {} }: TablePanel): PanelSettings["transformations"][number] {
	const excluded = ["Time", ...hidden].map((name): [string, Json] => [name, true]);
	return {
		id: "organize",
		options: { excludeByName: Object.fromEntries(excluded), indexByName: {}, renameByName: { ...renamed } },
	};
}

function columnUnits({ units = {} }: TablePanel): readonly Json[] {
	return Object.entries(units).map(([name, unit]) => ({
		matcher: { id: "byName", options: name },
		properties: [{ id: "unit", value: unit }],
	}));
}
