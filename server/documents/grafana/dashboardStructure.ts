// Source: Grafana's documentation of the dashboard JSON model and its schema, Grafana 12; read November 2026.

import type { MappingType } from "../structure/structure.ts";
import { panelStructure } from "./panelStructure.ts";
import { datasourceKey, prometheusQueryStructure } from "./targetStructure.ts";
import { variableStructure } from "./variableStructure.ts";

const annotationStructure: MappingType = {
	name: "annotation",
	open: true,
	keys: {
		name: { documentation: "What the switch above the dashboard is called.", value: { kind: "string" } },
		datasource: datasourceKey,
		enable: { documentation: "It is switched on when the dashboard opens.", value: { kind: "boolean" } },
		hide: { documentation: "Hides the switch.", value: { kind: "boolean" } },
		iconColor: {
			documentation: "The colour of its marks.",
			value: { kind: "string", examples: ["red", "blue", "green"] },
		},
		expr: {
			documentation: "The PromQL: marks are drawn at the times at which its series have values.",
			value: { kind: "promql" },
		},
		step: { documentation: "The time between two looks, such as `60s`.", value: { kind: "string" } },
		titleFormat: {
			documentation: "The mark's heading; `{{label}}` stands for the value of a label.",
			value: { kind: "string" },
		},
		textFormat: {
			documentation: "The mark's text; `{{label}}` stands for the value of a label.",
			value: { kind: "string" },
		},
		tagKeys: {
			documentation: "Labels whose values are shown as tags, commas between them.",
			value: { kind: "string" },
		},
		useValueForTime: {
			documentation: "The value is the time of the mark, in milliseconds since 1970.",
			value: { kind: "boolean" },
		},
		target: {
			documentation: "The query of a newer annotation.",
			value: { kind: "mapping", of: prometheusQueryStructure },
		},
		builtIn: { documentation: "1: Grafana's own annotations and alerts.", value: { kind: "integer" } },
		type: { documentation: "What kind of annotation Grafana takes it for.", value: { kind: "string" } },
	},
};

const timeRange: MappingType = {
	name: "time range",
	open: true,
	keys: {
		from: {
			documentation: "The beginning, such as `now-6h`.",
			value: { kind: "string", examples: ["now-1h", "now-6h", "now-24h", "now-7d"] },
		},
		to: { documentation: "The end, mostly `now`.", value: { kind: "string", examples: ["now"] } },
	},
};

const timePicker: MappingType = {
	name: "time picker",
	open: true,
	keys: {
		refresh_intervals: {
			documentation: "The intervals that the refresh menu offers.",
			value: { kind: "sequence", of: { kind: "string" } },
		},
		hidden: { documentation: "Hides the time picker.", value: { kind: "boolean" } },
		nowDelay: {
			documentation: "How far before now “now” is, such as `1m`, where data comes late.",
			value: { kind: "string" },
		},
	},
};

const listOf = (name: string, of: MappingType): MappingType => ({
	name,
	open: true,
	keys: { list: { documentation: "One after the other.", value: { kind: "sequence", of: { kind: "mapping", of } } } },
});

const rowStructure: MappingType = {
	name: "row",
	open: true,
	keys: {
		title: { documentation: "The row's heading.", value: { kind: "string" } },
		collapse: { documentation: "The row is folded.", value: { kind: "boolean" } },
		height: { documentation: "The height of its panels.", value: { kind: "any" } },
		repeat: { documentation: "A variable: the row is shown once for each of its values.", value: { kind: "string" } },
		panels: {
			documentation: "The row's panels.",
			value: { kind: "sequence", of: { kind: "mapping", of: panelStructure } },
		},
	},
};

export const dashboardStructure: MappingType = {
	name: "dashboard",
	open: true,
	keys: {
		title: { documentation: "The dashboard's name, as lists and its heading show it.", value: { kind: "string" } },
		uid: {
			documentation:
				"The dashboard's part of the address, up to 40 characters. With the same one a dashboard replaces the one that is there, so set it for what is provisioned.",
			value: { kind: "string" },
		},
		id: {
			documentation:
				"A number of one Grafana's database: `null` in a file, or Grafana takes it for an update of another.",
			value: { kind: "any" },
		},
		description: { documentation: "What the dashboard is for.", value: { kind: "string" } },
		tags: {
			documentation: "Words by which lists and links find it.",
			value: { kind: "sequence", of: { kind: "string" } },
		},
		panels: {
			documentation: "Panels and rows, in reading order.",
			value: { kind: "sequence", of: { kind: "mapping", of: panelStructure } },
		},
		rows: {
			documentation: "Before schema version 16: the rows with their panels. Grafana turns them into `panels`.",
			value: { kind: "sequence", of: { kind: "mapping", of: rowStructure } },
		},
		templating: {
			documentation: "The dashboard's variables.",
			value: { kind: "mapping", of: listOf("variables", variableStructure) },
		},
		annotations: {
			documentation: "Marks over all graphs, such as deployments or restarts.",
			value: { kind: "mapping", of: listOf("annotations", annotationStructure) },
		},
		time: { documentation: "The time range when it opens.", value: { kind: "mapping", of: timeRange } },
		timepicker: { documentation: "What the time picker offers.", value: { kind: "mapping", of: timePicker } },
		timezone: {
			documentation:
				"The time zone: `browser`, `utc`, a name such as `Europe/Berlin`, or empty for the reader's own setting.",
			value: { kind: "string", examples: ["browser", "utc"] },
		},
		refresh: {
			documentation: "How often it is loaded again, such as `30s`; empty for never.",
			value: { kind: "string", examples: ["", "30s", "1m", "5m"] },
		},
		schemaVersion: {
			documentation:
				"The version of the JSON model, 42 in Grafana 12. Grafana migrates older ones when it loads them, and writes the newest.",
			value: { kind: "integer" },
		},
		version: { documentation: "Counts how often it was saved. Grafana sets it.", value: { kind: "integer" } },
		editable: {
			documentation: "`false` keeps readers from changing it in Grafana, as suits what is provisioned from files.",
			value: { kind: "boolean" },
		},
		graphTooltip: {
			documentation: "What graphs share under the pointer: 0 nothing, 1 the crosshair, 2 the tooltip too.",
			value: { kind: "integer" },
		},
		liveNow: { documentation: "Graphs move on by themselves, however wide the step.", value: { kind: "boolean" } },
		weekStart: {
			documentation: "The day that weeks begin with; empty for the reader's own setting.",
			value: { kind: "enum", values: ["", "monday", "saturday", "sunday"] },
		},
		fiscalYearStartMonth: {
			documentation: "The month that the fiscal year begins with, 0 for January.",
			value: { kind: "integer" },
		},
		links: { documentation: "Links above the dashboard.", value: { kind: "sequence", of: { kind: "any" } } },
		gnetId: {
			documentation: "The dashboard's number on grafana.com, where it comes from there.",
			value: { kind: "any" },
		},
		__inputs: {
			documentation:
				"What an import asks for, such as the data source behind `${DS_PROMETHEUS}`. Only the import page reads it: provisioning does not, so a variable of the type `datasource` suits files better.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		__requires: {
			documentation: "The plugins and the version of Grafana that it was exported with.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		__elements: { documentation: "The library panels that it was exported with.", value: { kind: "any" } },
	},
};

/** What the HTTP API takes and gives. */
export const apiDashboardStructure: MappingType = {
	name: "dashboard of the API",
	open: true,
	keys: {
		dashboard: {
			documentation: "The dashboard itself.",
			value: { kind: "mapping", of: dashboardStructure },
			required: true,
		},
		folderUid: { documentation: "The folder that it is saved in.", value: { kind: "string" } },
		message: { documentation: "A note for the list of versions.", value: { kind: "string" } },
		overwrite: {
			documentation: "Saves it even where one with the same uid is newer.",
			value: { kind: "boolean" },
		},
		meta: { documentation: "What Grafana says of it beside: folder, rights, who saved it.", value: { kind: "any" } },
	},
};
