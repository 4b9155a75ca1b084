// Source: Grafana's documentation of the dashboard JSON model and its schema, Grafana 12; read November 2026.

import type { MappingType } from "../structure/structure.ts";

export const dashboardStructure: MappingType = {
	name: "dashboard",
	open: true,
	keys: {
		title: { documentation: "The dashboard's name, as lists and its heading show it.", value: { kind: "string" } },
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
	},
};
