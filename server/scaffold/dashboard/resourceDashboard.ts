// Source: the schema v2 of `dashboard.grafana.app`, Grafana 13 (`apps/dashboard/kinds/v2`); read November 2026.

import { labelVariable, nameQuery, writeVariableQuery } from "./classicDashboard.ts";
import {
	type AnnotationDesign,
	asksQueries,
	type DashboardDesign,
	type LabelVariable,
	type PanelDesign,
} from "./dashboardDesign.ts";
import { writeLink } from "./dashboardLink.ts";
import { gridColumns, placePanels } from "./gridLayout.ts";
import { type Json, type JsonObject, readingOf, settingsOf } from "./panelSettings.ts";

/** Stable since Grafana 13; Grafana 12 knows it as `v2beta1`. */
export const resourceApiVersion = "dashboard.grafana.app/v2";

/** Writes the resource that `grafanactl`, Git Sync and the API of Grafana 13 take. Its name is the dashboard's uid. */
export function writeResourceDashboard(design: DashboardDesign): JsonObject {
	const { elements, rows } = writeRows(design);
	return {
		apiVersion: resourceApiVersion,
		kind: "Dashboard",
		metadata: { name: design.uid },
		spec: {
			title: design.title,
			description: design.description,
			tags: [...design.tags],
			editable: false,
			cursorSync: "Crosshair",
			preload: false,
			liveNow: false,
			timeSettings: {
				timezone: "browser",
				from: design.from,
				to: "now",
				autoRefresh: design.refresh,
				autoRefreshIntervals: ["30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"],
				hideTimepicker: false,
				fiscalYearStartMonth: 0,
			},
			links: design.links.map(writeLink),
			annotations: design.annotations.map(writeAnnotation),
			variables: [datasourceVariable, ...design.variables.map(writeVariable)],
			elements,
			layout: { kind: "RowsLayout", spec: { rows } },
		},
	};
}

const prometheusQuery = (spec: JsonObject): JsonObject => ({
	kind: "DataQuery",
	group: "prometheus",
	version: "v0",
	datasource: { name: "${datasource}" },
	spec,
});

function writeRows(design: DashboardDesign): { readonly elements: JsonObject; readonly rows: readonly Json[] } {
	const elements: [string, Json][] = [];
	const rows = design.rows.map(({ title, collapsed, panels }): Json => {
		const { places } = placePanels(panels, 0);
		const items = panels.map((panel, index): Json => {
			const id = elements.length + 1;
			const { x, y, w, h } = places[index] ?? { x: 0, y: 0, w: gridColumns, h: 8 };
			const element = writeResourceElement(panel, id);
			elements.push([element.name, element.element]);
			return writeGridItem(element.name, { x, y, w, h });
		});
		return {
			kind: "RowsLayoutRow",
			spec: {
				...(title === undefined ? { hideHeader: true } : { title }),
				collapse: collapsed === true && title !== undefined,
				layout: { kind: "GridLayout", spec: { items } },
			},
		};
	});
	return { elements: Object.fromEntries(elements), rows };
}

/** One element, under the name by which the layout knows it. */
export function writeResourceElement(
	panel: PanelDesign,
	id: number,
): { readonly name: string; readonly element: JsonObject } {
	return { name: `panel-${id}`, element: writePanel(panel, id) };
}

export function writeGridItem(
	name: string,
	{ x, y, w, h }: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
): JsonObject {
	return {
		kind: "GridLayoutItem",
		spec: { x, y, width: w, height: h, element: { kind: "ElementReference", name } },
	};
}

function writePanel(panel: PanelDesign, id: number): JsonObject {
	const { options, fieldConfig, transformations } = settingsOf(panel);
	return {
		kind: "Panel",
		spec: {
			id,
			title: panel.title,
			description: panel.description,
			links: (panel.links ?? []).map((link) => ({ ...link, targetBlank: true })),
			data: {
				kind: "QueryGroup",
				spec: {
					queries: writeQueries(panel),
					transformations: transformations.map((each) => ({
						kind: "Transformation",
						group: each.id,
						spec: { options: each.options },
					})),
					queryOptions: {},
				},
			},
			vizConfig: { kind: "VizConfig", group: panel.type, version: "", spec: { options, fieldConfig } },
		},
	};
}

function writeQueries(panel: PanelDesign): readonly Json[] {
	if (!asksQueries(panel)) return [];
	const { instant, format } = readingOf(panel);
	return panel.queries.map(({ expression, legend }, index) => ({
		kind: "PanelQuery",
		spec: {
			refId: nameQuery(index),
			hidden: false,
			query: prometheusQuery({
				editorMode: "code",
				expr: expression,
				...(format === "time_series" ? {} : { format }),
				...(instant ? { instant: true } : {}),
				legendFormat: panel.type === "heatmap" && panel.buckets === "classic" ? "{{le}}" : (legend ?? "__auto"),
				range: !instant,
			}),
		},
	}));
}

const datasourceVariable: JsonObject = {
	kind: "DatasourceVariable",
	spec: {
		name: "datasource",
		label: "Data source",
		pluginId: "prometheus",
		regex: "",
		current: { text: "", value: "" },
		options: [],
		multi: false,
		includeAll: false,
		hide: "dontHide",
		refresh: "onDashboardLoad",
		skipUrlSync: false,
		allowCustomValue: true,
	},
};

function writeVariable(variable: LabelVariable): JsonObject {
	const query = writeVariableQuery(variable);
	const { name, current } = variable;
	return {
		kind: "QueryVariable",
		spec: {
			name,
			label: labelVariable(variable),
			query: prometheusQuery({ qryType: 1, query, refId: "PrometheusVariableQueryEditor-VariableQuery" }),
			definition: query,
			regex: "",
			current: current === undefined ? { text: ["All"], value: ["$__all"] } : { text: [current], value: [current] },
			options: [],
			multi: true,
			includeAll: true,
			allValue: ".+",
			hide: "dontHide",
			refresh: "onTimeRangeChanged",
			skipUrlSync: false,
			sort: "alphabeticalAsc",
			allowCustomValue: true,
		},
	};
}

function writeAnnotation({ name, expression, title, text, color, enabled }: AnnotationDesign): JsonObject {
	return {
		kind: "AnnotationQuery",
		spec: {
			name,
			enable: enabled,
			hide: false,
			iconColor: color,
			query: prometheusQuery({ expr: expression, interval: "60s", refId: "Anno" }),
			legacyOptions: { titleFormat: title, textFormat: text, useValueForTime: false },
		},
	};
}
