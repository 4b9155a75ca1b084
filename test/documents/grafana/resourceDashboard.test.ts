import { describe, expect, it } from "vitest";
import { drawOutline, drawRegions, readDashboard } from "../../support/dashboards.ts";

const query = (expr: string, refId = "A") => ({
	kind: "PanelQuery",
	spec: {
		refId,
		hidden: false,
		query: { kind: "DataQuery", group: "prometheus", version: "v0", datasource: { name: "${ds}" }, spec: { expr } },
	},
});

const panel = (id: number, title: string, ...queries: readonly object[]) => ({
	kind: "Panel",
	spec: {
		id,
		title,
		data: { kind: "QueryGroup", spec: { queries, transformations: [], queryOptions: {} } },
		vizConfig: { kind: "VizConfig", group: "stat", version: "", spec: { fieldConfig: { defaults: { unit: "s" } } } },
	},
});

const item = (name: string) => ({ kind: "GridLayoutItem", spec: { element: { kind: "ElementReference", name } } });
const grid = (...names: readonly string[]) => ({ kind: "GridLayout", spec: { items: names.map(item) } });
const row = (title: string, layout: object) => ({ kind: "RowsLayoutRow", spec: { title, layout } });

const spec = {
	title: "Newer",
	annotations: [
		{
			kind: "AnnotationQuery",
			spec: { name: "Restarts", query: { kind: "DataQuery", group: "prometheus", spec: { expr: "resets(up[5m])" } } },
		},
	],
	variables: [
		{ kind: "DatasourceVariable", spec: { name: "ds", pluginId: "prometheus" } },
		{
			kind: "QueryVariable",
			spec: {
				name: "job",
				multi: true,
				refresh: "onTimeRangeChanged",
				query: { kind: "DataQuery", group: "prometheus", spec: { query: "label_values(up, job)", refId: "A" } },
			},
		},
	],
	elements: {
		"panel-1": panel(1, "Up", query("up")),
		"panel-2": panel(2, "Load", query('load{job=~"$job"}'), query("vector(1)", "B")),
		"panel-3": { kind: "LibraryPanel", spec: { id: 3, title: "", libraryPanel: { name: "Shared", uid: "s" } } },
	},
	layout: {
		kind: "RowsLayout",
		spec: {
			rows: [
				row("First", grid("panel-1")),
				row("Tabbed", {
					kind: "TabsLayout",
					spec: { tabs: [{ kind: "TabsLayoutTab", spec: { title: "One", layout: grid("panel-2") } }] },
				}),
			],
		},
	},
};

const resource = { apiVersion: "dashboard.grafana.app/v2beta1", kind: "Dashboard", metadata: { name: "newer" }, spec };

describe("a dashboard of schema version 2", () => {
	it("holds PromQL in queries, variables and annotations", () => {
		expect(drawRegions(readDashboard(resource))).toEqual([
			'annotation "Restarts": resets(up[5m])',
			'variable "job": up',
			'panel "Up": up',
			'panel "Load": load{job=~"$job"}',
			'panel "Load": vector(1)',
		]);
	});

	it("shows its panels in the file's places, and says which row they are in", () => {
		const model = readDashboard(resource);
		expect(model?.dashboards[0]?.panels.map(({ title, row, unit }) => [title?.value, row, unit?.value])).toEqual([
			["Up", "First", "s"],
			["Load", "One", "s"],
			[undefined, undefined, undefined],
		]);
		expect(drawOutline(model?.outline ?? [])).toBe(
			[
				"dashboard Newer (3 panels)",
				"  section Annotations (1)",
				"    annotation Restarts",
				"  section Variables (2)",
				"    variable ds (datasource)",
				"    variable job (query)",
				"  panel Up (stat)",
				"    query A (up)",
				"  panel Load (stat)",
				'    query A (load{job=~"$job"})',
				"    query B (vector(1))",
				"  panel Shared (library panel)",
				"  row First (1 panel)",
				"  row Tabbed (0 panels)",
				"  row One (1 panel)",
			].join("\n"),
		);
	});

	it("has the variables' settings as the older form has them", () => {
		expect(readDashboard(resource)?.dashboards[0]?.variables[1]).toMatchObject({
			name: { value: "job" },
			type: "query",
			multi: true,
			refresh: { value: 2 },
			labelName: { value: "job" },
		});
	});

	it("is read without the resource around it", () => {
		expect(drawRegions(readDashboard(spec))).toHaveLength(5);
		expect(drawRegions(readDashboard({ dashboard: spec }))).toEqual([]);
	});

	it("of v2alpha1 has the plugin as the query's kind", () => {
		const old = {
			kind: "PanelQuery",
			spec: { refId: "A", datasource: { type: "loki", uid: "x" }, query: { kind: "prometheus", spec: { expr: "up" } } },
		};
		const loki = { kind: "PanelQuery", spec: { refId: "B", query: { kind: "loki", spec: { expr: '{a="b"}' } } } };
		const elements = { p: panel(1, "Old", loki, old) };
		const read = readDashboard({
			...resource,
			apiVersion: "dashboard.grafana.app/v2alpha1",
			spec: { ...spec, elements, variables: [], annotations: [] },
		});
		expect(read?.dashboards[0]?.panels[0]?.targets.map(({ language }) => language)).toEqual(["logql", "promql"]);
	});

	it("is not taken for one because something has elements and a layout", () => {
		expect(readDashboard({ elements: { a: { kind: "Button" } }, layout: { kind: "FlexLayout" } })).toBeUndefined();
	});
});
