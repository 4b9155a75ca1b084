import type { Host } from "./host.ts";

const prometheus = { type: "prometheus", uid: "${datasource}" };

/** Stands for the expression in a dashboard until its JSON is written. */
const placeholder = "THE EXPRESSION";

/** A dashboard as Grafana exports it, with two-space indentation and the expression as a JSON string in it. */
function writeJson(content: object, expression: string): string {
	return `${JSON.stringify(content, undefined, 2).replaceAll(placeholder, escapeJson(expression))}\n`;
}

function escapeJson(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

const datasource = { name: "datasource", type: "datasource", query: "prometheus" };
const target = { datasource: prometheus, expr: placeholder, legendFormat: "{{job}}", refId: "A" };
const panel = { id: 1, type: "timeseries", title: "Tested", datasource: prometheus, targets: [target] };
const frame = { title: "T", schemaVersion: 41, annotations: { list: [] } };

const always = (): boolean => true;
const oneLine = (expression: string): boolean => !expression.includes("\n");

/** Every way in which Grafana's files hold an expression. */
export const DASHBOARD_HOSTS: readonly Host[] = [
	{
		name: "a panel of a dashboard",
		holds: always,
		wrap: (text) => writeJson({ ...frame, templating: { list: [datasource] }, panels: [panel] }, text),
	},
	{
		name: "a variable of a dashboard",
		holds: always,
		wrap: (text) => {
			const query = { query: `query_result(${placeholder})`, refId: "A" };
			const variable = { name: "job", type: "query", datasource: prometheus, query };
			return writeJson({ ...frame, templating: { list: [datasource, variable] }, panels: [] }, text);
		},
	},
	{
		name: "an annotation of a dashboard",
		holds: always,
		wrap: (text) => {
			const annotations = { list: [{ name: "Deployments", datasource: prometheus, expr: placeholder }] };
			return writeJson({ ...frame, templating: { list: [datasource] }, annotations, panels: [] }, text);
		},
	},
	{
		name: "a panel of a dashboard resource",
		holds: always,
		wrap: (text) => {
			const query = { kind: "DataQuery", group: "prometheus", spec: { expr: placeholder } };
			const data = { kind: "QueryGroup", spec: { queries: [{ kind: "PanelQuery", spec: { refId: "A", query } }] } };
			const elements = { p: { kind: "Panel", spec: { id: 1, title: "Tested", data } } };
			const spec = { title: "T", elements, layout: { kind: "GridLayout", spec: { items: [] } } };
			const resource = {
				apiVersion: "dashboard.grafana.app/v2beta1",
				kind: "Dashboard",
				metadata: { name: "t" },
				spec,
			};
			return writeJson(resource, text);
		},
	},
	{
		name: "a provisioned alert rule",
		holds: always,
		wrap: (text) => `apiVersion: 1
groups:
  - orgId: 1
    name: g
    folder: f
    rules:
      - title: Tested
        data:
          - refId: A
            datasourceUid: prometheus
            model:
              expr: |-
                ${text.replaceAll("\n", "\n                ")}
`,
	},
	{
		name: "a dashboard in a GrafanaDashboard",
		holds: oneLine,
		wrap: (text) => {
			const json = writeJson({ ...frame, templating: { list: [datasource] }, panels: [panel] }, text);
			return `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  name: t
spec:
  json: |
    ${json.trim().replaceAll("\n", "\n    ")}
`;
		},
	},
];
