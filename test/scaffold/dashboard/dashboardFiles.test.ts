import { describe, expect, test } from "vitest";
import { CHECKS } from "../../../server/checks/registry.ts";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { walk } from "../../../server/promql/visit.ts";
import { fillVariables } from "../../../server/scaffold/dashboard/foreseeDashboard.ts";
import { renderScaffold } from "../../support/scaffolds.ts";
import { createTestService } from "../../support/testService.ts";
import { readWorkspaceFile } from "../../support/workspaceGraph.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";
import { dashboardCases } from "./dashboardCases.ts";
import { classicShape, resourceShape } from "./dashboardShapes.ts";
import { findOverlaps, type PlacedPanel } from "./overlaps.ts";
import { isObject } from "./shapes.ts";
import { listQueries, readWrittenDashboard } from "./writtenDashboard.ts";

const cases = dashboardCases
	.filter(({ id }) => id === "dashboard")
	.map((each): [string, ScaffoldCase] => [each.title, each]);

async function render({ answers, scene = {} }: ScaffoldCase): Promise<Readonly<Record<string, unknown>>> {
	const { files } = await renderScaffold("dashboard", answers, scene);
	const [file] = files.filter(({ path }) => !path.includes("provisioning/"));
	const dashboard = file && readWrittenDashboard(file.path, file.content);
	if (dashboard === undefined) throw new Error("A dashboard is wanted.");
	return dashboard;
}

test("the schema finds what is wrong, so the rest of this file means something", async () => {
	const dashboard = await render({ id: "", title: "", answers: { kind: "use" } });
	expect(classicShape(dashboard, "")).toEqual([]);
	const { title: _, ...untitled } = dashboard;
	expect(classicShape(untitled, "dashboard")).toEqual(["dashboard: title is missing"]);
	expect(classicShape({ ...dashboard, tags: "api" }, "")).toEqual(['.tags: "api" is no list']);
	expect(classicShape({ ...dashboard, panels: [{ type: "graph" }] }, "")[0]).toContain('type is "graph"');
});

describe.each(cases)("%s", (_title, each) => {
	test("is a dashboard by Grafana's own schema, and every panel has its place", async () => {
		const dashboard = await render(each);
		const isResource = dashboard["kind"] === "Dashboard";
		expect((isResource ? resourceShape : classicShape)(dashboard, "dashboard")).toEqual([]);
		for (const panels of listPlaced(dashboard)) {
			expect(panels.length).toBeGreaterThan(0);
			expect(findOverlaps(panels)).toEqual([]);
		}
		const ids = listIds(dashboard);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test("asks what Prometheus takes, and every query goes by every variable", async () => {
		const dashboard = await render(each);
		const variables = variablesOf(dashboard);
		const queries = listQueries(dashboard);
		expect(queries.length).toBeGreaterThan(0);
		for (const [title, expression] of queries) {
			const filled = fillVariables(expression, { variables: variables.map((name) => ({ name, selector: "" })) });
			expect(filled, title).not.toMatch(/\$|\[\[/);
			const parsed = parsePromql(filled);
			expect(checkPromql(parsed, { role: "query" }), `${title}: ${filled}`).toEqual([]);
		}
	});
});

function listPlaced(dashboard: Readonly<Record<string, unknown>>): readonly (readonly PlacedPanel[])[] {
	if (dashboard["kind"] !== "Dashboard") return [dashboard["panels"] as PlacedPanel[]];
	const { spec } = dashboard as { spec: { layout: { spec: { rows: readonly ResourceRow[] } } } };
	return spec.layout.spec.rows.map((row) =>
		row.spec.layout.spec.items.map(({ spec: { x, y, width, height, element } }) => ({
			type: "",
			title: element.name,
			gridPos: { x, y, w: width, h: height },
		})),
	);
}

interface ResourceRow {
	readonly spec: { readonly layout: { readonly spec: { readonly items: readonly { readonly spec: GridItem }[] } } };
}

interface GridItem {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly element: { readonly name: string };
}

function listIds(dashboard: Readonly<Record<string, unknown>>): readonly unknown[] {
	const spec = dashboard["spec"];
	if (isObject(spec) && isObject(spec["elements"]))
		return Object.values(spec["elements"]).map((element) => (element as { spec: { id: number } }).spec.id);
	return (dashboard["panels"] as { id: number }[]).map(({ id }) => id);
}

function variablesOf(dashboard: Readonly<Record<string, unknown>>): readonly string[] {
	const spec = dashboard["spec"];
	const list = isObject(spec)
		? (spec["variables"] as { spec: { name: string } }[]).map((each) => each.spec.name)
		: (dashboard["templating"] as { list: { name: string }[] }).list.map(({ name }) => name);
	return list.filter((name) => name !== "datasource");
}

/** Kinds whose series come straight from targets, and so have the labels that the linter asks for. */
const byTarget = cases.filter(([title, { answers }]) => {
	const { kind, target, variables } = answers;
	if (kind === "use") return target !== "kubernetes";
	return /^(golden|red|metrics|business)$/.test(kind ?? "") && variables === undefined && !/beside rules/.test(title);
});

describe("what dashboard-linter asks for", () => {
	const linted = CHECKS.filter(({ equivalents }) => equivalents?.some((name) => name.startsWith("dashboard-linter")));

	test.each(byTarget.filter(([title]) => /classic$/.test(title)))("%s", async (_title, { answers, scene = {} }) => {
		const { files } = await renderScaffold("dashboard", answers, scene);
		const enabled = linted.map(({ optIn: _, ...check }) => check);
		expect(enabled.length).toBeGreaterThan(12);
		const service = createTestService(undefined, enabled);
		for (const { path, content } of files) {
			const { source } = await readWorkspaceFile(path, content);
			const problems = (await service.diagnose(source, new AbortController().signal)) ?? [];
			expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
		}
	});

	test.each(byTarget.filter(([title]) => /classic$/.test(title)))(
		"every selector of %s goes by job and instance",
		async (_title, each) => {
			for (const [title, expression] of listQueries(await render(each))) {
				const { expression: tree } = parsePromql(
					expression.replaceAll("$__rate_interval", "5m").replaceAll("$__range", "1h"),
				);
				for (const node of walk(tree)) {
					if (node.kind !== "selector") continue;
					const matched = node.matchers.map(
						({ label, value }) => `${label.name}=${value.kind === "string" ? value.value : ""}`,
					);
					expect(matched, title).toEqual(expect.arrayContaining(["job=$job", "instance=$instance"]));
				}
			}
		},
	);
});
