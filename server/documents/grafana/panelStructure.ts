// Source: Grafana's documentation of the dashboard JSON model and of panels, Grafana 12; read November 2026.

import type { KeyType, MappingType } from "../structure/structure.ts";
import { colorModes, commonUnits, panelTypes } from "./grafanaNames.ts";
import { panelSnippets } from "./itemSnippets.ts";
import { datasourceKey, targetStructure } from "./targetStructure.ts";

const thresholds: MappingType = {
	name: "thresholds",
	open: true,
	keys: {
		mode: {
			documentation: "`absolute`: steps in the panel's unit; `percentage`: steps between `min` and `max`.",
			value: { kind: "enum", values: ["absolute", "percentage"] },
		},
		steps: {
			documentation:
				"From low to high, each with the value from which its colour holds. The first has `null`: everything below.",
			value: {
				kind: "sequence",
				of: {
					kind: "mapping",
					of: {
						name: "threshold",
						open: true,
						keys: {
							color: {
								documentation: "The colour, by name or as `#rrggbb`.",
								value: { kind: "string", examples: ["green", "yellow", "orange", "red", "blue", "transparent"] },
							},
							value: {
								documentation: "The value from which the colour holds; `null` in the first.",
								value: { kind: "any" },
							},
						},
					},
				},
			},
		},
	},
};

const color: MappingType = {
	name: "color",
	open: true,
	keys: {
		mode: {
			documentation: "How a series gets its colour: from a palette, by its value's threshold, or always the same.",
			value: { kind: "string", examples: colorModes },
		},
		fixedColor: { documentation: "The colour of the modes `fixed` and `shades`.", value: { kind: "string" } },
	},
};

export const fieldDefaultsStructure: MappingType = {
	name: "field defaults",
	open: true,
	keys: {
		unit: {
			documentation:
				"The unit of what the queries return, so that Grafana scales and labels it: `s` for seconds, `bytes`, `percentunit` for a ratio from 0 to 1, `percent` for 0 to 100, `reqps` for a rate of requests. `suffix:…` makes one of your own.",
			value: { kind: "string", examples: commonUnits },
		},
		decimals: {
			documentation: "How many digits follow the point. Left out, Grafana chooses by the value.",
			value: { kind: "integer" },
		},
		min: { documentation: "The lowest value of the axis or gauge, in the unit.", value: { kind: "number" } },
		max: { documentation: "The highest value of the axis or gauge, in the unit.", value: { kind: "number" } },
		displayName: {
			documentation: "Names the series, in place of the legend of its query.",
			value: { kind: "string", examples: ["${__field.labels.instance}"] },
		},
		noValue: {
			documentation: "What is shown where there is no value.",
			value: { kind: "string", examples: ["0", "-"] },
		},
		thresholds: {
			documentation: "The values from which on a number is shown in another colour.",
			value: { kind: "mapping", of: thresholds },
		},
		color: { documentation: "How series are coloured.", value: { kind: "mapping", of: color } },
		mappings: {
			documentation: "Words or colours that are shown in place of certain values, such as “up” for 1.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		links: {
			documentation: "Links that a click on a value offers.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		custom: { documentation: "Settings of the visualisation itself, such as line width.", value: { kind: "any" } },
	},
};

export const fieldConfigKey: KeyType = {
	documentation: "How values are shown: unit, decimals, limits, thresholds, colours.",
	value: {
		kind: "mapping",
		of: {
			name: "field configuration",
			open: true,
			keys: {
				defaults: { documentation: "Holds for all series.", value: { kind: "mapping", of: fieldDefaultsStructure } },
				overrides: {
					documentation: "What holds for certain series instead, found by name, by query or by type.",
					value: { kind: "sequence", of: { kind: "any" } },
				},
			},
		},
	},
};

const gridPosition: MappingType = {
	name: "place on the grid",
	open: true,
	keys: {
		x: { documentation: "Column of the left edge, 0 to 23.", value: { kind: "integer" } },
		y: { documentation: "Row of the upper edge, from 0.", value: { kind: "integer" } },
		w: { documentation: "Width in columns: 24 are the whole dashboard.", value: { kind: "integer" } },
		h: { documentation: "Height in units of about 30 pixels: 8 is usual.", value: { kind: "integer" } },
	},
};

const libraryPanel: MappingType = {
	name: "library panel",
	open: true,
	keys: {
		uid: { documentation: "The library panel's uid.", value: { kind: "string" } },
		name: { documentation: "The library panel's name.", value: { kind: "string" } },
	},
};

export const panelStructure: MappingType = {
	name: "panel",
	jsonSnippets: panelSnippets,
	open: true,
	keys: {
		id: {
			documentation: "The panel's number, unique in the dashboard. Links to the panel use it.",
			value: { kind: "integer" },
		},
		type: {
			documentation:
				"The visualisation. `row` is no panel but a heading: folded, it holds its panels; open, they follow it.",
			value: { kind: "enum", values: panelTypes },
		},
		title: { documentation: "The heading. Variables such as `$instance` are replaced.", value: { kind: "string" } },
		description: {
			documentation: "Markdown, shown behind the small “i” of the panel: what it shows and what to do about it.",
			value: { kind: "string" },
		},
		datasource: datasourceKey,
		targets: {
			documentation: "The queries.",
			value: { kind: "sequence", of: { kind: "mapping", of: targetStructure } },
		},
		gridPos: {
			documentation: "Where it stands, on a grid of 24 columns.",
			value: { kind: "mapping", of: gridPosition },
		},
		fieldConfig: fieldConfigKey,
		options: {
			documentation: "Settings of the visualisation, such as its legend and tooltip; each type has its own.",
			value: { kind: "any" },
		},
		interval: {
			documentation: "The smallest step of the panel's queries, such as `1m`.",
			value: { kind: "string", examples: ["30s", "1m"] },
		},
		maxDataPoints: {
			documentation: "How many points each query may return; the step follows from it and the time range.",
			value: { kind: "integer" },
		},
		timeFrom: {
			documentation: "Shows this time span up to now, such as `24h`, whatever the dashboard shows.",
			value: { kind: "string", examples: ["1h", "24h", "now/d"] },
		},
		timeShift: {
			documentation: "Shows the time this far back, such as `7d`.",
			value: { kind: "string", examples: ["1d", "7d"] },
		},
		repeat: {
			documentation: "A variable, without the dollar sign: the panel is shown once for each of its chosen values.",
			value: { kind: "string" },
		},
		repeatDirection: {
			documentation: "Puts the repeated panels side by side, `h`, or one below the other, `v`.",
			value: { kind: "enum", values: ["h", "v"] },
		},
		maxPerRow: { documentation: "How many repeated panels stand side by side.", value: { kind: "integer" } },
		transformations: {
			documentation: "Steps that change the results before they are shown, such as joining or filtering.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		transparent: { documentation: "Shows the panel without a background.", value: { kind: "boolean" } },
		links: { documentation: "Links in the panel's heading.", value: { kind: "sequence", of: { kind: "any" } } },
		libraryPanel: {
			documentation: "The shared panel that is shown here. Everything but its place comes from there.",
			value: { kind: "mapping", of: libraryPanel },
		},
		pluginVersion: {
			documentation: "The version of the visualisation that wrote the panel.",
			value: { kind: "string" },
		},
		collapsed: {
			documentation: "Of a row: it is folded, and its panels stand in `panels`.",
			value: { kind: "boolean" },
		},
		panels: {
			documentation: "Of a folded row: its panels.",
			get value() {
				return { kind: "sequence", of: { kind: "mapping", of: panelStructure } } as const;
			},
		},
	},
};
