// Source: API reference of the Grafana operator, `grafana.integreatly.org/v1beta1`; read November 2026.

import { resourceMetadata } from "../kubernetes/listStructure.ts";
import type { MappingType } from "../structure/structure.ts";

const spec: MappingType = {
	name: "GrafanaDashboard spec",
	open: true,
	keys: {
		instanceSelector: { documentation: "Picks the Grafanas that get it, by their labels.", value: { kind: "any" } },
		json: { documentation: "The dashboard's JSON, as text.", value: { kind: "string" } },
		url: { documentation: "Where the JSON is loaded from instead.", value: { kind: "string" } },
		gzipJson: { documentation: "The JSON, packed.", value: { kind: "string" } },
		jsonnet: { documentation: "Jsonnet that makes the JSON.", value: { kind: "string" } },
		configMapRef: { documentation: "The ConfigMap and its key that hold the JSON.", value: { kind: "any" } },
		grafanaCom: { documentation: "The dashboard's number, and revision, on grafana.com.", value: { kind: "any" } },
		folder: { documentation: "The folder that it is shown in.", value: { kind: "string" } },
		folderRef: { documentation: "The GrafanaFolder that it is shown in.", value: { kind: "string" } },
		datasources: {
			documentation: "Which data source stands behind each of the dashboard's `__inputs`.",
			value: { kind: "sequence", of: { kind: "any" } },
		},
		plugins: { documentation: "Plugins that are installed with it.", value: { kind: "sequence", of: { kind: "any" } } },
		resyncPeriod: { documentation: "How often it is written again, such as `10m`.", value: { kind: "string" } },
		allowCrossNamespaceImport: {
			documentation: "Also Grafanas of other namespaces get it.",
			value: { kind: "boolean" },
		},
	},
};

export const operatorDashboardStructure: MappingType = {
	name: "GrafanaDashboard",
	open: true,
	keys: {
		apiVersion: {
			documentation: "The operator's API.",
			value: { kind: "enum", values: ["grafana.integreatly.org/v1beta1"] },
		},
		kind: { documentation: "The kind of resource.", value: { kind: "enum", values: ["GrafanaDashboard"] } },
		metadata: { documentation: "Name, namespace and labels.", value: { kind: "mapping", of: resourceMetadata } },
		spec: { documentation: "The dashboard, and where it goes.", value: { kind: "mapping", of: spec } },
	},
};
