import { describe, expect, it } from "vitest";
import { drawOutline, drawRegions, readDashboard } from "../../support/dashboards.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const prometheus = { type: "prometheus", uid: "${datasource}" };

const dashboard = {
	title: "Web",
	uid: "web",
	schemaVersion: 41,
	templating: {
		list: [
			{ name: "datasource", type: "datasource", query: "prometheus" },
			{ name: "job", type: "query", datasource: prometheus, query: { query: "label_values(up, job)", refId: "A" } },
		],
	},
	annotations: { list: [{ name: "Restarts", datasource: prometheus, expr: 'changes(up{job="$job"}[5m]) > 0' }] },
	panels: [
		{
			id: 1,
			type: "stat",
			title: "Up",
			datasource: prometheus,
			targets: [{ refId: "A", expr: 'up{job="$job"}', legendFormat: "{{instance}}" }],
		},
		{ id: 2, type: "row", title: "Traffic for $job", collapsed: false, panels: [] },
		{
			id: 3,
			type: "timeseries",
			datasource: prometheus,
			targets: [
				{ refId: "A", expr: "sum(rate(requests_total[$__rate_interval]))" },
				{ refId: "B", expr: "vector(1)", legendFormat: "__auto" },
			],
		},
		{
			id: 4,
			type: "row",
			title: "Folded",
			collapsed: true,
			panels: [
				{ id: 5, type: "gauge", title: "Load", datasource: prometheus, targets: [{ refId: "A", expr: "load1" }] },
			],
		},
	],
};

describe("a dashboard", () => {
	it("shows its rows, panels, queries, variables and annotations", () => {
		expect(drawOutline(readDashboard(dashboard)?.outline ?? [])).toBe(
			[
				"dashboard Web (3 panels)",
				"  section Variables (2)",
				"    variable datasource (datasource)",
				"    variable job (query)",
				"  section Annotations (1)",
				"    annotation Restarts",
				"  panel Up (stat)",
				"    query A ({{instance}})",
				"  row Traffic for $job (1 panel)",
				"    panel timeseries 3 (timeseries)",
				"      query A (sum(rate(requests_total[$__rate_interval])))",
				"      query B (vector(1))",
				"  row Folded (1 panel)",
				"    panel Load (gauge)",
				"      query A (load1)",
			].join("\n"),
		);
	});

	it("holds PromQL in queries, variables and annotations, in the order of the file", () => {
		expect(drawRegions(readDashboard(dashboard))).toEqual([
			'variable "job": up',
			'annotation "Restarts": changes(up{job="$job"}[5m]) > 0',
			'panel "Up": up{job="$job"}',
			"timeseries panel: sum(rate(requests_total[$__rate_interval]))",
			"timeseries panel: vector(1)",
			'panel "Load": load1',
		]);
	});

	it("has a model with what the checks ask for", () => {
		const text = JSON.stringify(dashboard, undefined, 2);
		const [read] = readDashboard(text)?.dashboards ?? [];
		expect(read?.panels.map(({ title, row }) => [title?.value, row])).toEqual([
			["Up", undefined],
			[undefined, "Traffic for $job"],
			["Load", "Folded"],
		]);
		expect(read?.variables[1]).toMatchObject({ name: { value: "job" }, labelName: { value: "job" }, multi: false });
		const label = read?.variables[1]?.labelName?.span;
		expect(text.slice((label?.start ?? 0) - 4, label?.end)).toBe("up, job");
		expect(readDashboard(dashboard)?.problems).toEqual([]);
	});

	it("tells its expressions which variables there are", () => {
		const region = readDashboard(dashboard)?.regions.at(-1);
		expect(region?.context.variables?.map(({ name }) => name)).toEqual(["datasource", "job"]);
		expect(region?.context.variables?.[1]?.documentation).toContain("label_values(up, job)");
	});

	it("asks nothing where a query is empty, and that is no fault", async () => {
		const targets = ["", "  "].map((expr) => ({ refId: "A", datasource: prometheus, expr }));
		const content = { ...dashboard, panels: [{ type: "stat", targets }] };
		const text = JSON.stringify(content, undefined, 2);
		const service = createTestService();
		expect(
			readDashboard(text)
				?.regions.slice(-2)
				.map((region) => region.text),
		).toEqual(["", "  "]);
		expect(await service.diagnose(createDocument(text), never)).toEqual([]);
	});

	it("of before schema version 16 has rows that hold their panels", () => {
		const old = { title: "Old", schemaVersion: 6, rows: [{ title: "R", panels: dashboard.panels.slice(0, 1) }] };
		expect(drawOutline(readDashboard(old)?.outline ?? [])).toBe(
			"dashboard Old (1 panel)\n  row R (1 panel)\n    panel Up (stat)\n      query A ({{instance}})",
		);
	});

	it.each([
		["as the API wraps it", JSON.stringify({ meta: { folder: "x" }, dashboard })],
		["with `inputs` of an import", JSON.stringify({ dashboard, overwrite: true, inputs: [] })],
		["as a resource", JSON.stringify(resource("dashboard.grafana.app/v1beta1", dashboard))],
		["in YAML", yaml(resource("dashboard.grafana.app/v1beta1", dashboard))],
		["alone in YAML", yaml(dashboard)],
	])("is read %s", (_, text) => {
		expect(drawRegions(readDashboard(text))).toHaveLength(6);
		expect(readDashboard(text)?.problems).toEqual([]);
	});

	it("of a library panel that it was exported with has that panel too", () => {
		const element = { name: "Shared", uid: "s", kind: 1, model: dashboard.panels[0] };
		expect(drawRegions(readDashboard({ ...dashboard, panels: [], __elements: { s: element } }))).toContain(
			'panel "Up": up{job="$job"}',
		);
	});
});

describe("a library panel", () => {
	const element = { name: "Shared", uid: "s", kind: 1, type: "stat", model: dashboard.panels[0] };

	it.each([
		["alone", element],
		["as the API answers", { result: element }],
	])("is read %s", (_, content) => {
		expect(drawRegions(readDashboard(content))).toEqual(['panel "Up": up{job="$job"}']);
		expect(readDashboard(content)?.dashboards[0]?.form).toBe("libraryPanel");
	});
});

describe("nothing of ours is", () => {
	it.each([
		["package.json", { name: "x", version: "1.0.0", scripts: {}, dependencies: {} }],
		["an OpenAPI description", { openapi: "3.0.0", info: { title: "x", version: "1" }, paths: {} }],
		["an image index", { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [] }],
		["a Kubernetes resource", { apiVersion: "v1", kind: "Service", metadata: { name: "x" }, spec: {} }],
		["a layout with panels", { title: "x", panels: [{ type: "left", title: "y" }] }],
		["a table with rows", { title: "x", rows: [{ id: 1 }] }],
		["a web app manifest", { name: "x", short_name: "x", theme_color: "#fff", icons: [] }],
		["a machine learning model", { kind: 1, name: "x", model: { type: "linear" } }],
		["a list", []],
	])("%s", (_, content) => {
		expect(readDashboard(JSON.stringify(content, undefined, 2))).toBeUndefined();
	});
});

function resource(apiVersion: string, spec: unknown) {
	return { apiVersion, kind: "Dashboard", metadata: { name: "web" }, spec };
}

/** Block style of YAML, as people write it. */
function yaml(value: unknown, indent = ""): string {
	if (typeof value !== "object" || value === null) return `${JSON.stringify(value)}\n`;
	const entries = Array.isArray(value)
		? value.map((item) => `${indent}- ${yaml(item, `${indent}  `).trimStart()}`)
		: Object.entries(value).map(([key, item]) =>
				typeof item === "object" ? `${indent}${key}:\n${yaml(item, `${indent}  `)}` : `${indent}${key}: ${yaml(item)}`,
			);
	return entries.length === 0 ? `${indent}[]\n` : entries.join("");
}
