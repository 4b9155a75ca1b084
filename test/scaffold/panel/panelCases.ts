import type { Answers } from "../../../server/scaffold/scaffold.ts";
import type { Scene } from "../../support/scaffolds.ts";
import { rulesOfApi } from "../dashboard/dashboardCases.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

const variables = `"templating": {
    "list": [
      { "name": "datasource", "type": "datasource", "query": "prometheus" }
    ]
  }`;

const panel = (id: number, title: string, gridPos: string, expr = "up") => `{
      "id": ${id},
      "type": "timeseries",
      "title": "${title}",
      "description": "1 while a target answers.",
      "gridPos": ${gridPos},
      "datasource": { "type": "prometheus", "uid": "\${datasource}" },
      "fieldConfig": { "defaults": { "unit": "none" } },
      "targets": [{ "refId": "A", "expr": "${expr}" }]
    }`;

/** Dashboards of other people's writing, by the name of what is special about them. */
export const dashboards: Readonly<Record<string, string>> = {
	plain: `{
  "title": "API",
  "schemaVersion": 42,
  "panels": [
    ${panel(7, "Up", '{ "x": 0, "y": 0, "w": 24, "h": 8 }')}
  ],
  ${variables}
}
`,
	empty: `{
\t"title": "API",
\t"schemaVersion": 42,
\t"panels": []
}
`,
	minified:
		'{"title":"API","schemaVersion":42,"panels":[{"id":3,"type":"stat","title":"Up","fieldConfig":{"defaults":{"unit":"none"}},"gridPos":{"x":0,"y":0,"w":6,"h":4},"targets":[{"expr":"up","instant":true}]}]}\n',
	rows: `{
    "panels": [
        { "id": 1, "type": "row", "title": "Requests", "collapsed": false, "panels": [], "gridPos": { "x": 0, "y": 0, "w": 24, "h": 1 } },
        ${panel(2, "Up", '{ "x": 0, "y": 1, "w": 24, "h": 8 }')},
        { "id": 5, "type": "row", "title": "Folded", "collapsed": true, "gridPos": { "x": 0, "y": 9, "w": 24, "h": 1 }, "panels": [
            ${panel(9, "Inside", '{ "x": 0, "y": 10, "w": 12, "h": 8 }')}
        ] },
        { "id": 6, "type": "row", "title": "Last", "collapsed": false, "panels": [], "gridPos": { "x": 0, "y": 10, "w": 24, "h": 1 } },
        ${panel(6, "Half", '{ "x": 0, "y": 11, "w": 12, "h": 6 }')}
    ],
    "schemaVersion": 30,
    "title": "API",
    ${variables}
}
`,
	v2: `{
  "apiVersion": "dashboard.grafana.app/v2",
  "kind": "Dashboard",
  "metadata": { "name": "api" },
  "spec": {
    "title": "API",
    "elements": {
      "panel-4": {
        "kind": "Panel",
        "spec": {
          "id": 4,
          "title": "Up",
          "data": { "kind": "QueryGroup", "spec": { "queries": [], "transformations": [], "queryOptions": {} } },
          "vizConfig": { "kind": "VizConfig", "group": "text", "version": "", "spec": { "options": {}, "fieldConfig": { "defaults": {}, "overrides": [] } } }
        }
      }
    },
    "layout": {
      "kind": "RowsLayout",
      "spec": {
        "rows": [
          {
            "kind": "RowsLayoutRow",
            "spec": {
              "title": "First",
              "layout": {
                "kind": "GridLayout",
                "spec": {
                  "items": [
                    { "kind": "GridLayoutItem", "spec": { "x": 0, "y": 0, "width": 12, "height": 8, "element": { "kind": "ElementReference", "name": "panel-4" } } }
                  ]
                }
              }
            }
          },
          {
            "kind": "RowsLayoutRow",
            "spec": { "title": "Second", "layout": { "kind": "AutoGridLayout", "spec": { "items": [] } } }
          }
        ]
      }
    },
    "variables": [
      { "kind": "DatasourceVariable", "spec": { "name": "prom", "pluginId": "prometheus" } }
    ]
  }
}
`,
};

export const path = "dashboards/api.json";

/** The dashboard in the block of a ConfigMap. */
export const inConfigMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: api
  labels:
    grafana_dashboard: "1"
data:
  # Kept by hand.
  api.json: |
    ${(dashboards["plain"] ?? "").trimEnd().replaceAll("\n", "\n    ")}
  other.txt: kept
`;

const asked: Answers = {
	dashboard: path,
	expression: "sum by (route) (rate(http_requests_total[5m]))",
	title: "Requests by route",
};

const alertAt = (text: string): NonNullable<Scene["at"]> => {
	const file = rulesOfApi.files?.["rules/api.yaml"] ?? "";
	return { path: "rules/api.yaml", offset: file.indexOf(text) };
};

const types = ["timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "state-timeline"] as const;

export const panelCases: readonly ScaffoldCase[] = [
	...Object.entries(dashboards).flatMap(([name, text]): ScaffoldCase[] => [
		{ id: "panel", title: `${name}, at the end`, answers: asked, scene: { files: { [path]: text } } },
		{
			id: "panel",
			title: `${name}, with CRLF`,
			answers: asked,
			scene: { files: { [path]: text.replaceAll("\n", "\r\n") } },
		},
	]),
	...["Requests", "Folded", "Last"].map(
		(row): ScaffoldCase => ({
			id: "panel",
			title: `in the row ${row}`,
			answers: { ...asked, row },
			scene: { files: { [path]: dashboards["rows"] ?? "" } },
		}),
	),
	...["First", "Second"].map(
		(row): ScaffoldCase => ({
			id: "panel",
			title: `v2, in the row ${row}`,
			answers: { ...asked, row },
			scene: { files: { [path]: dashboards["v2"] ?? "" } },
		}),
	),
	...types.map(
		(type): ScaffoldCase => ({
			id: "panel",
			title: `as ${type}`,
			answers: { ...asked, type },
			scene: { files: { [path]: dashboards["plain"] ?? "" } },
		}),
	),
	{
		id: "panel",
		title: "in a ConfigMap",
		answers: { ...asked, dashboard: "k8s/api.yaml" },
		scene: { files: { "k8s/api.yaml": inConfigMap } },
	},
	{
		id: "panel",
		title: "the alert under the cursor",
		answers: { dashboard: path },
		scene: { files: { ...rulesOfApi.files, [path]: dashboards["plain"] ?? "" }, at: alertAt("ApiDown") },
	},
	{
		id: "panel",
		title: "the recording rule under the cursor",
		answers: { dashboard: path },
		scene: { files: { ...rulesOfApi.files, [path]: dashboards["rows"] ?? "" }, at: alertAt("job:http_requests") },
	},
	{
		id: "panel",
		title: "odd words",
		answers: { ...asked, title: 'he said "hi" \\ 日本語 {{ x }} << y >>', expression: 'up{job="a\\\\b\\"c"}' },
		scene: { files: { [path]: dashboards["plain"] ?? "" } },
	},
];
