// Source: Grafana's own schemas: `kinds/dashboard/dashboard_kind.cue` and the `panelcfg.cue` of each panel plugin for the
// classic form, version 42; `apps/dashboard/kinds/v2/dashboard_spec.cue` for the resource. Read November 2026.

import {
	anything,
	choose,
	either,
	filled,
	flag,
	list,
	mapOf,
	nothing,
	number,
	object,
	oneOf,
	type Shape,
	text,
	whole,
} from "./shapes.ts";

const datasource = object({ type: filled, uid: filled });
const texts = list(text);

const legend = object(
	{ displayMode: oneOf("list", "table", "hidden"), placement: oneOf("bottom", "right"), showLegend: flag },
	{ calcs: texts, asTable: flag, isVisible: flag, sortBy: text, sortDesc: flag, width: number },
);
const tooltip = object(
	{ mode: oneOf("single", "multi", "none"), sort: oneOf("asc", "desc", "none") },
	{ maxWidth: number, maxHeight: number, hideZeros: flag },
);
const reduceOptions = object({ calcs: texts }, { values: flag, limit: number, fields: text });
const orientation = oneOf("auto", "vertical", "horizontal");
const hideFrom = object({ tooltip: flag, legend: flag, viz: flag });
const scale = object({ type: oneOf("linear", "log", "ordinal", "symlog") }, { log: number, linearThreshold: number });

/** The options of each visualisation. */
const options: Readonly<Record<string, Shape>> = {
	timeseries: object({ legend, tooltip }, { timezone: texts, orientation }),
	stat: object({
		colorMode: oneOf("value", "background", "background_solid", "none"),
		graphMode: oneOf("none", "line", "area"),
		justifyMode: oneOf("auto", "center"),
		textMode: oneOf("auto", "value", "value_and_name", "name", "none"),
		wideLayout: flag,
		showPercentChange: flag,
		percentChangeColorMode: oneOf("standard", "inverted", "same_as_value"),
		reduceOptions,
		orientation,
	}),
	gauge: object({
		showThresholdLabels: flag,
		showThresholdMarkers: flag,
		sizing: oneOf("auto", "manual"),
		minVizWidth: whole,
		minVizHeight: whole,
		reduceOptions,
		orientation,
	}),
	bargauge: object({
		displayMode: oneOf("basic", "lcd", "gradient"),
		valueMode: oneOf("color", "text", "hidden"),
		namePlacement: oneOf("auto", "top", "left", "hidden"),
		showUnfilled: flag,
		sizing: oneOf("auto", "manual"),
		minVizWidth: whole,
		minVizHeight: whole,
		maxVizHeight: whole,
		legend,
		reduceOptions,
		orientation,
	}),
	table: object(
		{ showHeader: flag, cellHeight: oneOf("sm", "md", "lg", "auto") },
		{ sortBy: anything, enablePagination: flag },
	),
	heatmap: object(
		{
			calculate: flag,
			color: object(
				{
					mode: oneOf("opacity", "scheme"),
					scheme: filled,
					fill: filled,
					exponent: number,
					steps: whole,
					reverse: flag,
				},
				{ scale: oneOf("linear", "exponential"), min: number, max: number },
			),
			legend: object({ show: flag }),
			tooltip: object({ mode: oneOf("single", "multi", "none") }, { yHistogram: flag, showColorScale: flag }),
			exemplars: object({ color: filled }),
			yAxis: object(
				{ axisPlacement: oneOf("auto", "left", "right", "hidden"), reverse: flag },
				{ unit: filled, decimals: number },
			),
		},
		{
			calculation: anything,
			filterValues: object({ le: number }),
			rowsFrame: object({ layout: oneOf("le", "ge", "unknown", "auto") }),
			showValue: filled,
			cellGap: whole,
			cellRadius: number,
		},
	),
	"state-timeline": object(
		{ showValue: oneOf("auto", "always", "never"), rowHeight: number, legend, tooltip },
		{ mergeValues: flag, alignValue: oneOf("center", "left", "right"), perPage: number },
	),
	text: object(
		{ mode: oneOf("html", "markdown", "code"), content: text },
		{ code: object({ language: filled, showLineNumbers: flag, showMiniMap: flag }) },
	),
	alertlist: object({
		alertInstanceLabelFilter: text,
		alertName: text,
		dashboardAlerts: flag,
		groupBy: texts,
		groupMode: oneOf("default", "custom"),
		maxItems: whole,
		showInactiveAlerts: flag,
		sortOrder: whole,
		stateFilter: mapOf(flag),
		viewMode: oneOf("list", "stat"),
	}),
};

/** What each visualisation keeps of a field for itself. */
const custom: Readonly<Record<string, Shape>> = {
	timeseries: object({
		axisBorderShow: flag,
		axisCenteredZero: flag,
		axisColorMode: oneOf("text", "series"),
		axisLabel: text,
		axisPlacement: oneOf("auto", "top", "right", "bottom", "left", "hidden"),
		barAlignment: oneOf(-1, 0, 1),
		drawStyle: oneOf("line", "bars", "points"),
		fillOpacity: number,
		gradientMode: oneOf("none", "opacity", "hue", "scheme"),
		hideFrom,
		insertNulls: either(flag, number),
		lineInterpolation: oneOf("linear", "smooth", "stepBefore", "stepAfter"),
		lineWidth: number,
		pointSize: number,
		scaleDistribution: scale,
		showPoints: oneOf("auto", "never", "always"),
		spanNulls: either(flag, number),
		stacking: object({ mode: oneOf("none", "normal", "percent"), group: text }),
		thresholdsStyle: object({ mode: oneOf("off", "line", "dashed", "area", "line+area", "dashed+area", "series") }),
	}),
	table: object({
		align: oneOf("auto", "left", "right", "center"),
		cellOptions: object({ type: filled }),
		filterable: flag,
		inspect: flag,
	}),
	heatmap: object({ hideFrom, scaleDistribution: scale }),
	"state-timeline": object({ fillOpacity: number, hideFrom, insertNulls: flag, lineWidth: number, spanNulls: flag }),
	stat: object({}),
	gauge: object({}),
	bargauge: object({}),
};

const thresholds = object({
	mode: oneOf("absolute", "percentage"),
	steps: list(object({ color: filled, value: either(number, nothing) })),
});

const mapping = object({
	type: oneOf("value"),
	options: mapOf(object({}, { text, color: filled, icon: text, index: whole })),
});

function fieldConfig(type: string): Shape {
	const own = custom[type];
	const defaults = object(
		{},
		{
			...(own === undefined ? {} : { custom: own }),
			color: object({ mode: oneOf("palette-classic", "thresholds", "fixed") }, { fixedColor: filled }),
			decimals: number,
			displayName: text,
			links: list(anything),
			mappings: list(mapping),
			max: number,
			min: number,
			noValue: filled,
			thresholds,
			unit: filled,
		},
	);
	const override = object({
		matcher: object({ id: oneOf("byName", "byRegexp", "byType", "byFrameRefID") }, { options: anything }),
		properties: list(object({ id: filled, value: anything })),
	});
	return object({ defaults, overrides: list(override) });
}

const link = object(
	{ title: filled, type: oneOf("link", "dashboards"), icon: filled, tooltip: text, tags: texts },
	{ url: text, asDropdown: flag, targetBlank: flag, includeVars: flag, keepTime: flag },
);

const dataLink = object({ title: filled, url: filled }, { targetBlank: flag });

const query = {
	editorMode: oneOf("code", "builder"),
	expr: filled,
	format: oneOf("time_series", "table", "heatmap"),
	instant: flag,
	legendFormat: text,
	range: flag,
};

const gridPos = object({ x: whole, y: whole, w: whole, h: whole });

function classicPanel(type: string): Shape {
	const words = {
		id: whole,
		type: oneOf(type),
		title: filled,
		description: filled,
		gridPos,
		fieldConfig: fieldConfig(type),
	};
	const asks = type !== "text" && type !== "alertlist";
	const { expr, ...others } = query;
	const target = object({ refId: filled, datasource, expr }, others);
	return object(
		{ ...words, options: options[type] ?? anything, ...(asks ? { datasource, targets: list(target) } : {}) },
		{ transformations: list(object({ id: oneOf("organize", "merge"), options: anything })), links: list(dataLink) },
	);
}

const types = Object.keys(options);
const queryPanels = Object.fromEntries(types.map((type) => [type, classicPanel(type)]));
const row = object({
	id: whole,
	type: oneOf("row"),
	title: filled,
	gridPos,
	collapsed: flag,
	panels: list(choose("type", queryPanels)),
});

const variable = choose("type", {
	datasource: object(
		{ name: filled, type: filled, query: filled },
		{
			label: filled,
			regex: text,
			current: anything,
			options: list(anything),
			multi: flag,
			includeAll: flag,
			hide: oneOf(0, 1, 2),
			refresh: oneOf(0, 1, 2),
			skipUrlSync: flag,
		},
	),
	query: object(
		{ name: filled, type: filled, datasource, query: object({ qryType: whole, query: filled, refId: filled }) },
		{
			label: filled,
			definition: filled,
			regex: text,
			current: object({ text: texts, value: texts }),
			options: list(anything),
			multi: flag,
			includeAll: flag,
			allValue: text,
			hide: oneOf(0, 1, 2),
			refresh: oneOf(0, 1, 2),
			skipUrlSync: flag,
			sort: oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8),
		},
	),
});

const annotation = object(
	{ name: filled, datasource, enable: flag, iconColor: filled, expr: filled },
	{ hide: flag, step: filled, titleFormat: text, textFormat: text, useValueForTime: flag },
);

export const classicShape: Shape = object({
	uid: (value, path) => (/^[a-zA-Z0-9_-]{1,40}$/.test(String(value)) ? [] : [`${path}: ${String(value)} is no uid`]),
	title: filled,
	description: filled,
	tags: texts,
	schemaVersion: oneOf(42),
	editable: flag,
	graphTooltip: oneOf(0, 1, 2),
	time: object({ from: filled, to: filled }),
	timepicker: object({}, { refresh_intervals: texts }),
	timezone: filled,
	refresh: filled,
	links: list(link),
	annotations: object({ list: list(annotation) }),
	templating: object({ list: list(variable) }),
	panels: list(choose("type", { ...queryPanels, row })),
});

const dataQuery = object(
	{
		kind: oneOf("DataQuery"),
		group: oneOf("prometheus"),
		version: filled,
		spec: object({}, { ...query, query: filled, qryType: whole, refId: filled, interval: filled }),
	},
	{ datasource: object({ name: filled }) },
);

const option = object({ text: either(text, texts), value: either(text, texts) }, { selected: flag });
const hide = oneOf("dontHide", "hideLabel", "hideVariable", "inControlsMenu");
const refresh = oneOf("never", "onDashboardLoad", "onTimeRangeChanged");

const resourceVariable = choose("kind", {
	DatasourceVariable: object({
		kind: filled,
		spec: object(
			{
				name: filled,
				pluginId: filled,
				refresh,
				regex: text,
				current: option,
				options: list(option),
				multi: flag,
				includeAll: flag,
				hide,
				skipUrlSync: flag,
				allowCustomValue: flag,
			},
			{ label: filled, allValue: text, description: text },
		),
	}),
	QueryVariable: object({
		kind: filled,
		spec: object(
			{
				name: filled,
				current: option,
				hide,
				refresh,
				skipUrlSync: flag,
				query: dataQuery,
				regex: text,
				sort: filled,
				options: list(option),
				multi: flag,
				includeAll: flag,
				allowCustomValue: flag,
			},
			{ label: filled, description: text, definition: filled, allValue: text },
		),
	}),
});

const reference = object({ kind: oneOf("ElementReference"), name: filled });

const gridItem = object({
	kind: oneOf("GridLayoutItem"),
	spec: object({ x: whole, y: whole, width: whole, height: whole, element: reference }),
});

const resourceRow = object({
	kind: oneOf("RowsLayoutRow"),
	spec: object(
		{ layout: object({ kind: oneOf("GridLayout"), spec: object({ items: list(gridItem) }) }) },
		{ title: filled, collapse: flag, hideHeader: flag, fillScreen: flag },
	),
});

const element = object({
	kind: oneOf("Panel"),
	spec: object(
		{
			id: whole,
			title: filled,
			links: list(dataLink),
			data: object({
				kind: oneOf("QueryGroup"),
				spec: object({
					queries: list(
						object({ kind: oneOf("PanelQuery"), spec: object({ refId: filled, hidden: flag, query: dataQuery }) }),
					),
					transformations: list(
						object({ kind: oneOf("Transformation"), group: filled, spec: object({ options: anything }) }),
					),
					queryOptions: object({}),
				}),
			}),
			vizConfig: choose(
				"group",
				Object.fromEntries(
					types.map((type) => [
						type,
						object({
							kind: oneOf("VizConfig"),
							group: filled,
							version: text,
							spec: object({ options: options[type] ?? anything, fieldConfig: fieldConfig(type) }),
						}),
					]),
				),
			),
		},
		{ description: filled, transparent: flag },
	),
});

export const resourceShape: Shape = object({
	apiVersion: oneOf("dashboard.grafana.app/v2"),
	kind: oneOf("Dashboard"),
	metadata: object({ name: filled }, { annotations: mapOf(text) }),
	spec: object(
		{
			title: filled,
			annotations: list(
				object({
					kind: oneOf("AnnotationQuery"),
					spec: object(
						{ query: dataQuery, enable: flag, hide: flag, iconColor: filled, name: filled },
						{ builtIn: flag, legacyOptions: mapOf(anything) },
					),
				}),
			),
			cursorSync: oneOf("Off", "Crosshair", "Tooltip"),
			elements: mapOf(element),
			layout: object({ kind: oneOf("RowsLayout"), spec: object({ rows: list(resourceRow) }) }),
			links: list(link),
			preload: flag,
			tags: texts,
			timeSettings: object(
				{
					from: filled,
					to: filled,
					autoRefresh: text,
					autoRefreshIntervals: texts,
					hideTimepicker: flag,
					fiscalYearStartMonth: whole,
				},
				{ timezone: filled, weekStart: filled },
			),
			variables: list(resourceVariable),
		},
		{ description: filled, editable: flag, liveNow: flag },
	),
});
