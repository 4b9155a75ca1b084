import { describe, expect, test } from "vitest";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { openScaffolds, renderScaffold, type Scene } from "../../support/scaffolds.ts";
import { rulesOfApi } from "../dashboard/dashboardCases.ts";
import { findOverlaps, type PlacedPanel } from "../dashboard/overlaps.ts";
import { dashboards, inConfigMap, path } from "./panelCases.ts";

const asked = { dashboard: path, expression: "sum(rate(http_requests_total[5m]))", title: "Requests" };

async function add(text: string, answers: Readonly<Record<string, string>> = {}, scene: Scene = {}): Promise<string> {
	const dashboard = answers["dashboard"] ?? path;
	const files = { ...scene.files, [dashboard]: text };
	const { files: written } = await renderScaffold("panel", { ...asked, ...answers }, { ...scene, files });
	return written[0]?.content ?? text;
}

/** What was put in between, where nothing else changed. */
function insertionOf(before: string, after: string): string {
	let start = 0;
	while (start < before.length && before[start] === after[start]) start++;
	let end = 0;
	while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
	expect(before.length - start - end, "bytes of the file that changed").toBe(0);
	return after.slice(start, after.length - end);
}

function panelsOf(text: string): readonly (PlacedPanel & { readonly id: number; readonly title: string })[] {
	return JSON.parse(text).panels;
}

describe("what is there stays as it is", () => {
	test.each(["plain", "empty", "minified"])("%s", async (name) => {
		const before = dashboards[name] ?? "";
		const after = await add(before);
		if (name !== "empty") insertionOf(before, after);
		expect(panelsOf(after).at(-1)).toMatchObject({ title: "Requests", type: "timeseries" });
		expect(findOverlaps(panelsOf(after))).toEqual([]);
	});

	test("a file of one line stays one", async () => {
		expect((await add(dashboards["minified"] ?? "")).trimEnd()).not.toContain("\n");
	});

	test("its own indentation and line breaks are taken", async () => {
		const after = await add(dashboards["empty"] ?? "");
		expect(after).toContain('\n\t"panels": [\n\t\t{\n\t\t\t"id": 1,\n');
		const crlf = await add((dashboards["plain"] ?? "").replaceAll("\n", "\r\n"));
		expect(crlf.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
	});

	test("in the block of a ConfigMap", async () => {
		const after = await add(inConfigMap, { dashboard: "k8s/api.yaml" });
		const added = insertionOf(inConfigMap, after);
		expect(added).toContain('"title": "Requests"');
		expect(after).toContain("  # Kept by hand.\n");
		expect(after.endsWith("  other.txt: kept\n")).toBe(true);
		for (const line of added.split("\n").slice(1, -1)) expect(line).toMatch(/^ {8}/);
	});

	test("adding it twice adds it once", async () => {
		const once = await add(dashboards["plain"] ?? "");
		const again = await renderScaffold("panel", asked, { files: { [path]: once } });
		expect(again.files).toEqual([]);
		expect(again.notes).toEqual([`${path} has this panel already.`]);
	});
});

describe("where it stands", () => {
	const rows = dashboards["rows"] ?? "";

	test("below all others, with an id of its own", async () => {
		const panels = panelsOf(await add(rows));
		expect(panels.at(-1)).toMatchObject({ id: 10, gridPos: { x: 0, y: 17, w: 12, h: 8 } });
	});

	test("at the end of a row, which moves what is below it down", async () => {
		const panels = panelsOf(await add(rows, { row: "Requests" }));
		expect(panels.map(({ title, gridPos }) => [title, gridPos.y])).toEqual([
			["Requests", 0],
			["Up", 1],
			["Requests", 9],
			["Folded", 17],
			["Last", 18],
			["Half", 19],
		]);
		expect(findOverlaps(panels)).toEqual([]);
	});

	test("beside the last panel of a row where there is room, and nothing moves", async () => {
		const after = await add(rows, { row: "Last" });
		insertionOf(rows, after);
		expect(panelsOf(after).at(-1)).toMatchObject({ title: "Requests", gridPos: { x: 12, y: 11, w: 12, h: 6 } });
	});

	test("in a folded row, inside it", async () => {
		const after = await add(rows, { row: "Folded" });
		insertionOf(rows, after);
		const folded = JSON.parse(after).panels.find(({ title }: { title: string }) => title === "Folded");
		expect(folded.panels.at(-1)).toMatchObject({ title: "Requests", gridPos: { y: 18 } });
	});

	test("in the rows of schema version 2", async () => {
		const { spec } = JSON.parse(await add(dashboards["v2"] ?? "", { row: "First" }));
		expect(spec.elements["panel-5"].spec).toMatchObject({ id: 5, title: "Requests" });
		expect(spec.elements["panel-5"].spec.data.spec.queries[0].spec.query.datasource).toEqual({ name: "${prom}" });
		const items = spec.layout.spec.rows[0].spec.layout.spec.items;
		expect(items[1].spec).toMatchObject({ y: 8, element: { name: "panel-5" } });
	});
});

describe("in whatever form the dashboard is", () => {
	const inner =
		'{ "title": "API", "schemaVersion": 42, "panels": [{ "id": 3, "type": "stat", "title": "Up", "targets": [{ "expr": "up" }] }] }';

	test("as the API wraps it", async () => {
		const before = `{ "dashboard": ${inner}, "overwrite": true }\n`;
		const after = await add(before);
		insertionOf(before, after);
		expect(JSON.parse(after).dashboard.panels).toMatchObject([{ id: 3 }, { id: 4, title: "Requests" }]);
	});

	test("as a resource of version 1", async () => {
		const before = `{ "apiVersion": "dashboard.grafana.app/v1beta1", "kind": "Dashboard", "metadata": { "name": "api" }, "spec": ${inner} }\n`;
		const after = await add(before);
		insertionOf(before, after);
		expect(JSON.parse(after).spec.panels).toMatchObject([{ id: 3 }, { id: 4, title: "Requests" }]);
	});

	test("in a GrafanaDashboard", async () => {
		const before = `apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata:\n  name: api\nspec:\n  json: >\n    ${inner}\n`;
		const after = await add(before, { dashboard: "k8s/api.yaml" });
		insertionOf(before, after);
		expect(after).toContain('"title":"Requests"');
	});

	test("with panels that say no place, and one from a library", async () => {
		const text = `{ "title": "A", "schemaVersion": 42, "panels": [{ "id": 2, "libraryPanel": { "uid": "x", "name": "X" }, "gridPos": { "x": 0, "y": 4, "w": 24, "h": 5 } }, { "type": "stat", "title": "Up", "targets": [{ "expr": "up" }] }] }\n`;
		const panels = panelsOf(await add(text));
		expect(panels.at(-1)).toMatchObject({ id: 3, gridPos: { y: 9 } });
	});
});

describe("what it shows", () => {
	const at = (text: string) => ({
		path: "rules/api.yaml",
		offset: (rulesOfApi.files?.["rules/api.yaml"] ?? "").indexOf(text),
	});

	async function addAt(text: string, answers = {}) {
		const files = { ...rulesOfApi.files, [path]: dashboards["plain"] ?? "" };
		const given = { dashboard: path, ...answers };
		const { files: written } = await renderScaffold("panel", given, { files, at: at(text) });
		return JSON.parse(written[0]?.content ?? "").panels.at(-1);
	}

	test("of an alert what it compares, with its threshold as a line and its runbook", async () => {
		const panel = await addAt("ApiErrors");
		expect(panel).toMatchObject({
			title: "ApiErrors",
			fieldConfig: {
				defaults: {
					unit: "percentunit",
					custom: { thresholdsStyle: { mode: "dashed" } },
					thresholds: {
						steps: [
							{ color: "green", value: null },
							{ color: "red", value: 0.05 },
						],
					},
				},
			},
			links: [{ title: "Runbook", url: "https://runbooks.acme.io/api-errors" }],
		});
		// The alert's own window, as its threshold is meant for it.
		expect(panel.targets[0].expr).toBe(
			'sum(rate(http_requests_total{job="api",code=~"5.."}[5m])) / sum(rate(http_requests_total{job="api"}[5m]))',
		);
		expect(panel.description).toContain("it fires after 10 min where a line is above 0.05");
	});

	test("of a recording rule what it records", async () => {
		expect((await addAt("job:http_requests")).targets[0].expr).toBe("job:http_requests:rate5m");
	});

	test("a rate by Grafana's own window, in the dashboard's data source", async () => {
		const panel = panelsOf(await add(dashboards["plain"] ?? "")).at(-1) as unknown as Record<string, unknown>;
		expect(panel).toMatchObject({
			datasource: { type: "prometheus", uid: "${datasource}" },
			fieldConfig: { defaults: { unit: "reqps" } },
			targets: [{ expr: "sum(rate(http_requests_total[$__rate_interval]))" }],
		});
	});

	test.each([
		["sum(rate(a_total[5m]))", 'sum(rate(a_total{job=~"$job",instance=~"$instance"}[$__rate_interval]))'],
		['a{b="c"} / a{}', 'a{b="c",job=~"$job",instance=~"$instance"} / a{job=~"$job",instance=~"$instance"}'],
		['a{job="x"}', 'a{job="x"}'],
		["job:a:rate5m + ALERTS", "job:a:rate5m + ALERTS"],
		['a{b="$b"}', 'a{b="$b"}'],
	])("%s goes by the dashboard's variables", async (expression, expected) => {
		const list = ["job", "instance"].map(
			(name) => `{ "name": "${name}", "type": "query", "query": "label_values(up, ${name})" }`,
		);
		const text = (dashboards["plain"] ?? "").replace('"list": [', `"list": [${list.join(",")},`);
		const panel = panelsOf(await add(text, { expression })).at(-1) as unknown as Record<string, unknown>;
		expect(panel).toMatchObject({ targets: [{ expr: expected }] });
	});

	test.each([
		[
			"services/api/metrics.ts",
			'import { Counter } from "prom-client";\nnew Counter({ name: "orders_total", help: "Orders." });\n',
			"orders_total",
			"sum(rate(orders_total[5m]))",
		],
		["queries.promql", "sum by (job) (up)\n", "up", "sum by (job) (up)"],
		["dashboards/other.json", dashboards["plain"] ?? "", '"up"', "up"],
	])("of %s what is under the cursor", async (file, text, word, expression) => {
		const offset = text.indexOf(word) + 1;
		const scaffolds = await openScaffolds({ files: { [file]: text }, at: { path: file, offset } });
		const offered = await scaffolds.choices(
			{ id: "panel", question: "expression", answers: {} },
			new AbortController().signal,
		);
		expect(offered.suggested).toBe(expression);
	});
});

describe("what cannot be added to is left alone", () => {
	test.each([
		["no dashboard", "a: 1\n", "dashboards/a.yaml", "dashboards/a.yaml holds no dashboard."],
		[
			"rows of an old version",
			'{ "title": "A", "schemaVersion": 14, "rows": [{ "panels": [{ "id": 1, "type": "graph", "title": "Up", "targets": [{ "expr": "up" }] }] }] }\n',
			path,
			"open it in Grafana and save it",
		],
		[
			"JSON in a quoted text",
			`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a.json: ${JSON.stringify(dashboards["minified"]?.trim())}\n`,
			"k8s/a.yaml",
			"not written as plain JSON",
		],
		[
			"two dashboards",
			`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a.json: |\n    ${dashboards["minified"]}  b.json: |\n    ${dashboards["minified"]}`,
			"k8s/a.yaml",
			"holds 2 dashboards",
		],
		[
			"a template of Helm",
			`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  a.json: |\n    ${dashboards["minified"]}`,
			"chart/templates/a.yaml",
			"template of a Helm chart",
		],
		["a row that is not there", dashboards["plain"] ?? "", path, 'has no row "Nowhere"'],
	])("%s", async (name, text, dashboard, message) => {
		const row = name.startsWith("a row") ? { row: "Nowhere" } : {};
		const scaffolds = await openScaffolds({ files: { [dashboard]: text } });
		const result = await scaffolds.render("panel", { ...asked, dashboard, ...row });
		expect(result).toMatchObject({ kind: "invalid", message: expect.stringContaining(message) });
	});

	test("a query with a fault", async () => {
		const scaffolds = await openScaffolds({ files: { [path]: dashboards["plain"] ?? "" } });
		const result = await scaffolds.render("panel", { ...asked, expression: "sum(" });
		expect(result).toMatchObject({ kind: "invalid", question: "expression" });
	});
});

test("of a file with several dashboards the one that is named", async () => {
	const one = (dashboards["minified"] ?? "").trim();
	const file = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a.json: |\n    ${one}\n  b.json: |\n    ${one.replace("API", "Web")}\n`;
	const scene = { files: { "k8s/a.yaml": file } };
	const scaffolds = await openScaffolds(scene);
	const step = { id: "panel", question: "dashboard", answers: {} };
	const { choices } = await scaffolds.choices(step, new AbortController().signal);
	expect(choices.map(({ value }) => value)).toEqual(["k8s/a.yaml#API", "k8s/a.yaml#Web"]);
	const { files } = await renderScaffold("panel", { ...asked, dashboard: "k8s/a.yaml#Web" }, scene);
	const after = files[0]?.content ?? "";
	expect(insertionOf(file, after)).toContain('"title":"Requests"');
	expect(after.indexOf('"Requests"')).toBeGreaterThan(after.indexOf("b.json"));
	const again = await renderScaffold(
		"panel",
		{ ...asked, dashboard: "k8s/a.yaml#Web" },
		{ files: { "k8s/a.yaml": after } },
	);
	expect(again.files).toEqual([]);
});

test("tells before what it would show", async () => {
	const live = createFakePrometheus({
		query: () => ({ kind: "vector", series: [{ labels: {}, sample: { time: 0, value: 3 } }] }),
	});
	const scaffolds = await openScaffolds({ files: { [path]: dashboards["plain"] ?? "" }, live });
	const insight = await scaffolds.foresee("panel", asked, new AbortController().signal);
	expect(insight?.figures).toEqual([{ label: "Requests", value: "3/s", detail: "It has 1 series." }]);
	expect(live.asked.filter((line) => line.includes("$"))).toEqual([]);
});

test("offers the rows of the dashboard", async () => {
	const scaffolds = await openScaffolds({ files: { [path]: dashboards["rows"] ?? "" } });
	const step = { id: "panel", question: "row", answers: { dashboard: path } };
	const { choices } = await scaffolds.choices(step, new AbortController().signal);
	expect(choices.map(({ value }) => value)).toEqual(["Requests", "Folded", "Last", ""]);
});
