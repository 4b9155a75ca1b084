// Source: what Grafana 12 writes for a new panel, query and variable; read November 2026.

import type { StructureSnippet } from "../structure/structure.ts";

export const panelSnippets: readonly StructureSnippet[] = [
	{
		label: "time series panel",
		documentation: "A graph of one query over time.",
		body: '{\n\t"type": "timeseries",\n\t"title": "${1:Requests}",\n\t"gridPos": { "h": 8, "w": 12, "x": 0, "y": 0 },\n\t"targets": [\n\t\t{\n\t\t\t"refId": "A",\n\t\t\t"expr": "$0",\n\t\t\t"legendFormat": "__auto"\n\t\t}\n\t]\n}',
	},
	{
		label: "stat panel",
		documentation: "One number: what the query gives at the end of the time range.",
		body: '{\n\t"type": "stat",\n\t"title": "${1:Up}",\n\t"gridPos": { "h": 4, "w": 6, "x": 0, "y": 0 },\n\t"targets": [{ "refId": "A", "expr": "$0", "instant": true }]\n}',
	},
	{
		label: "row",
		documentation: "A heading that folds the panels below it.",
		body: '{\n\t"type": "row",\n\t"title": "${1:Overview}",\n\t"collapsed": false,\n\t"gridPos": { "h": 1, "w": 24, "x": 0, "y": 0 },\n\t"panels": []\n}$0',
	},
];

export const targetSnippets: readonly StructureSnippet[] = [
	{
		label: "query",
		documentation: "A query of the panel, with what its series are called.",
		body: '{\n\t"refId": "${1:A}",\n\t"expr": "$0",\n\t"legendFormat": "__auto"\n}',
	},
];

export const variableSnippets: readonly StructureSnippet[] = [
	{
		label: "query variable",
		documentation: "A variable whose values are those that a label has.",
		body: '{\n\t"type": "query",\n\t"name": "${1:job}",\n\t"query": "label_values(${2:up}, ${1:job})$0",\n\t"refresh": 2,\n\t"includeAll": true,\n\t"multi": true\n}',
	},
	{
		label: "data source variable",
		documentation: "A variable that chooses which Prometheus is asked.",
		body: '{\n\t"type": "datasource",\n\t"name": "${1:datasource}",\n\t"query": "prometheus"\n}$0',
	},
];
