// Source: schemas v1beta1 and v2beta1 of `dashboard.grafana.app`, Grafana 12 and 13; read November 2026.

import { resourceMetadata } from "../kubernetes/listStructure.ts";
import type { KeyType, MappingType, ValueType } from "../structure/structure.ts";
import { dashboardStructure } from "./dashboardStructure.ts";
import { panelTypes } from "./grafanaNames.ts";
import { fieldConfigKey } from "./panelStructure.ts";
import { prometheusQueryStructure } from "./targetStructure.ts";
import { variableStructure } from "./variableStructure.ts";

const resource = (apiVersions: readonly string[], spec: MappingType): MappingType => ({
	name: "Dashboard",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The API, with the version of its schema.",
			value: { kind: "enum", values: apiVersions },
		},
		kind: { documentation: "The kind of resource.", value: { kind: "enum", values: ["Dashboard"] } },
		metadata: {
			documentation: "The name, which is the dashboard's uid, and `annotations` such as `grafana.app/folder`.",
			value: { kind: "mapping", of: resourceMetadata },
		},
		spec: { documentation: "The dashboard.", value: { kind: "mapping", of: spec } },
	},
});

/** With the JSON model as its `spec`. */
export const resourceStructure: MappingType = resource(
	["dashboard.grafana.app/v1beta1", "dashboard.grafana.app/v1", "dashboard.grafana.app/v0alpha1"],
	dashboardStructure,
);

/** Most of the schema is made of objects that say what they are and hold it under `spec`. */
const kindOf = (kinds: readonly string[], documentation: string, spec: MappingType): MappingType => ({
	name: spec.name,
	open: true,
	keys: {
		kind: { documentation: "What it is.", value: { kind: "enum", values: kinds } },
		spec: { documentation, value: { kind: "mapping", of: spec } },
	},
});

const mapping = (of: MappingType): ValueType => ({ kind: "mapping", of });
const listOf = (of: MappingType): ValueType => ({ kind: "sequence", of: { kind: "mapping", of } });

const dataQuery: MappingType = {
	name: "data query",
	open: true,
	keys: {
		kind: { documentation: "What it is.", value: { kind: "enum", values: ["DataQuery"] } },
		group: {
			documentation: "The data source's plugin. It decides the language of the query.",
			value: { kind: "string", examples: ["prometheus", "loki", "tempo"] },
		},
		version: {
			documentation: "The version of the plugin's schema: `v0`.",
			value: { kind: "string", examples: ["v0"] },
		},
		datasource: {
			documentation: "The data source; left out, the plugin's default one.",
			value: {
				kind: "mapping",
				of: {
					name: "data source",
					open: true,
					keys: {
						name: {
							documentation: "Its uid, or a variable such as `${datasource}`.",
							value: { kind: "string", examples: ["${datasource}"] },
						},
					},
				},
			},
		},
		spec: { documentation: "The query as the data source has it.", value: mapping(prometheusQueryStructure) },
	},
};

const panelQuery = kindOf(["PanelQuery"], "The query and its name.", {
	name: "panel query",
	open: true,
	keys: {
		refId: { documentation: "The query's name in its panel.", value: { kind: "string", examples: ["A", "B", "C"] } },
		hidden: { documentation: "Does not show the result; others can still use it.", value: { kind: "boolean" } },
		query: { documentation: "The data source and what it is asked.", value: mapping(dataQuery) },
	},
});

const queryGroup = kindOf(["QueryGroup"], "The queries, and what is done with their results.", {
	name: "query group",
	open: true,
	keys: {
		queries: { documentation: "The queries.", value: listOf(panelQuery) },
		transformations: {
			documentation: "Steps that change the results before they are shown.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		queryOptions: { documentation: "The step, the number of points, another time span.", value: { kind: "any" } },
	},
});

const visualisation: MappingType = {
	name: "visualisation",
	open: true,
	keys: {
		kind: { documentation: "What it is.", value: { kind: "enum", values: ["VizConfig"] } },
		group: { documentation: "The visualisation's plugin.", value: { kind: "enum", values: panelTypes } },
		version: { documentation: "The plugin's version.", value: { kind: "string" } },
		spec: {
			documentation: "How it looks.",
			value: mapping({
				name: "visualisation spec",
				open: true,
				keys: {
					fieldConfig: fieldConfigKey,
					options: { documentation: "Settings of the visualisation.", value: { kind: "any" } },
				},
			}),
		},
	},
};

const element = kindOf(["Panel", "LibraryPanel"], "The panel.", {
	name: "panel",
	open: true,
	keys: {
		id: { documentation: "The panel's number, unique in the dashboard.", value: { kind: "integer" } },
		title: { documentation: "The heading.", value: { kind: "string" } },
		description: { documentation: "Markdown, shown behind the small “i”.", value: { kind: "string" } },
		links: { documentation: "Links in the heading.", value: { kind: "sequence", of: { kind: "any" } } },
		data: { documentation: "The queries.", value: mapping(queryGroup) },
		vizConfig: { documentation: "The visualisation.", value: mapping(visualisation) },
		transparent: { documentation: "Shows it without a background.", value: { kind: "boolean" } },
	},
});

const gridItem = kindOf(["GridLayoutItem", "AutoGridLayoutItem"], "Which panel, and where.", {
	name: "item of a layout",
	open: true,
	keys: {
		x: { documentation: "Column of the left edge, 0 to 23.", value: { kind: "integer" } },
		y: { documentation: "Row of the upper edge.", value: { kind: "integer" } },
		width: { documentation: "Width in columns: 24 are the whole dashboard.", value: { kind: "integer" } },
		height: { documentation: "Height in units of about 30 pixels.", value: { kind: "integer" } },
		element: {
			documentation: "The panel, by its key in `elements`.",
			value: mapping({
				name: "element reference",
				open: true,
				keys: {
					kind: { documentation: "What it is.", value: { kind: "enum", values: ["ElementReference"] } },
					name: { documentation: "The key in `elements`.", value: { kind: "string" } },
				},
			}),
		},
		repeat: { documentation: "Shows it once for each value of a variable.", value: { kind: "any" } },
	},
});

const layoutKinds = ["GridLayout", "AutoGridLayout", "RowsLayout", "TabsLayout"];
const layoutKey: KeyType = {
	documentation: "How it is arranged: on a grid, in rows, or behind tabs, which hold layouts again.",
	get value() {
		return mapping(layout);
	},
};

const layoutPart = kindOf(["RowsLayoutRow", "TabsLayoutTab"], "Its heading and what is in it.", {
	name: "row or tab",
	open: true,
	keys: {
		title: { documentation: "The heading.", value: { kind: "string" } },
		collapse: { documentation: "Of a row: it is folded.", value: { kind: "boolean" } },
		hideHeader: { documentation: "Of a row: its heading is not shown.", value: { kind: "boolean" } },
		repeat: { documentation: "Shows it once for each value of a variable.", value: { kind: "any" } },
		layout: layoutKey,
	},
});

const layout: MappingType = kindOf(layoutKinds, "The items, rows or tabs.", {
	name: "layout",
	open: true,
	keys: {
		items: { documentation: "Of a grid: the panels and where they are.", value: listOf(gridItem) },
		rows: { documentation: "Of rows: one after the other.", value: listOf(layoutPart) },
		tabs: { documentation: "Of tabs: one after the other.", value: listOf(layoutPart) },
	},
});

const { name, label, description, current, regex, multi, includeAll, allValue, options } = variableStructure.keys;

/** Where the JSON model has numbers, this schema has words. */
const variable = kindOf(
	[
		"QueryVariable",
		"CustomVariable",
		"TextVariable",
		"ConstantVariable",
		"DatasourceVariable",
		"IntervalVariable",
		"AdhocVariable",
		"GroupByVariable",
		"SwitchVariable",
	],
	"The variable.",
	{
		name: "variable",
		open: true,
		keys: {
			...Object.fromEntries(
				Object.entries({ name, label, description, current, regex, multi, includeAll, allValue, options }).flatMap(
					([key, type]) => (type === undefined ? [] : [[key, type] as const]),
				),
			),
			query: { documentation: "Of a query: the data source and what it is asked.", value: mapping(dataQuery) },
			pluginId: {
				documentation: "Of data sources: their plugin.",
				value: { kind: "string", examples: ["prometheus", "loki"] },
			},
			refresh: {
				documentation: "When the values are asked for again.",
				value: { kind: "enum", values: ["never", "onDashboardLoad", "onTimeRangeChanged"] },
			},
			sort: {
				documentation: "The order of the values.",
				value: {
					kind: "enum",
					values: [
						"disabled",
						"alphabeticalAsc",
						"alphabeticalDesc",
						"numericalAsc",
						"numericalDesc",
						"alphabeticalCaseInsensitiveAsc",
						"alphabeticalCaseInsensitiveDesc",
						"naturalAsc",
						"naturalDesc",
					],
				},
			},
			hide: {
				documentation: "What of it is shown above the dashboard.",
				value: { kind: "enum", values: ["dontHide", "hideLabel", "hideVariable", "inControlsMenu"] },
			},
		},
	},
);

const annotation = kindOf(["AnnotationQuery"], "The annotation.", {
	name: "annotation",
	open: true,
	keys: {
		name: { documentation: "What the switch above the dashboard is called.", value: { kind: "string" } },
		query: { documentation: "The data source and what it is asked.", value: mapping(dataQuery) },
		enable: { documentation: "It is switched on when the dashboard opens.", value: { kind: "boolean" } },
		hide: { documentation: "Hides the switch.", value: { kind: "boolean" } },
		iconColor: { documentation: "The colour of its marks.", value: { kind: "string" } },
		builtIn: { documentation: "Grafana's own annotations and alerts.", value: { kind: "boolean" } },
	},
});

export const dashboardSpecStructure: MappingType = {
	name: "dashboard",
	open: true,
	keys: {
		title: { documentation: "The dashboard's name.", value: { kind: "string" } },
		description: { documentation: "What the dashboard is for.", value: { kind: "string" } },
		tags: {
			documentation: "Words by which lists and links find it.",
			value: { kind: "sequence", of: { kind: "string" } },
		},
		elements: {
			documentation: "The panels, each under a name of its own.",
			value: { kind: "map", of: mapping(element) },
		},
		layout: layoutKey,
		variables: { documentation: "The variables.", value: listOf(variable) },
		annotations: { documentation: "Marks over all graphs.", value: listOf(annotation) },
		links: { documentation: "Links above the dashboard.", value: { kind: "sequence", of: { kind: "any" } } },
		timeSettings: {
			documentation: "The time range, the time zone, how often it is loaded again.",
			value: mapping({
				name: "time settings",
				open: true,
				keys: {
					from: {
						documentation: "The beginning, such as `now-6h`.",
						value: { kind: "string", examples: ["now-1h", "now-6h"] },
					},
					to: { documentation: "The end, mostly `now`.", value: { kind: "string", examples: ["now"] } },
					autoRefresh: { documentation: "How often it is loaded again; empty for never.", value: { kind: "string" } },
					timezone: { documentation: "The time zone.", value: { kind: "string", examples: ["browser", "utc"] } },
				},
			}),
		},
		cursorSync: {
			documentation: "What graphs share under the pointer.",
			value: { kind: "enum", values: ["Off", "Crosshair", "Tooltip"] },
		},
		editable: { documentation: "`false` keeps readers from changing it in Grafana.", value: { kind: "boolean" } },
		preload: {
			documentation: "Loads all panels at once, also those that are out of sight.",
			value: { kind: "boolean" },
		},
		liveNow: { documentation: "Graphs move on by themselves.", value: { kind: "boolean" } },
	},
};

/** With the newer schema as its `spec`. */
export const resourceV2Structure: MappingType = resource(
	["dashboard.grafana.app/v2", "dashboard.grafana.app/v2beta1", "dashboard.grafana.app/v2alpha1"],
	dashboardSpecStructure,
);
