import { findNodeAtLocation, getNodeValue, type Node } from "jsonc-parser";
import type { TextEdit } from "../../text/textEdit.ts";
import type { PanelDesign } from "../dashboard/dashboardDesign.ts";
import { placePanels } from "../dashboard/gridLayout.ts";
import type { Json, JsonObject } from "../dashboard/panelSettings.ts";
import { writeGridItem, writeResourceElement } from "../dashboard/resourceDashboard.ts";
import { Refusal } from "../scaffoldLogic.ts";
import type { DashboardText } from "./dashboardText.ts";
import { appendItem, appendKey, readStyle } from "./jsonEdits.ts";

/** The edits that add a panel to a dashboard of schema version 2: an element, and its place in the layout. */
export function insertResourcePanel(
	{ json, root }: Pick<DashboardText, "json" | "root">,
	panel: PanelDesign,
	row: string,
	datasource: string | undefined,
): readonly TextEdit[] {
	const spec = findNodeAtLocation(root, ["spec", "elements"]) === undefined ? root : findNodeAtLocation(root, ["spec"]);
	const elements = spec && findNodeAtLocation(spec, ["elements"]);
	const layout = spec && findNodeAtLocation(spec, ["layout"]);
	if (elements?.type !== "object" || layout === undefined) {
		throw new Refusal("dashboard", "This dashboard has no elements and layout that a panel could be added to.");
	}
	if (isOfAlpha(elements)) {
		throw new Refusal(
			"dashboard",
			"This dashboard is of v2alpha1, which Grafana no longer writes: open it in Grafana and save it, so that it becomes one of today's.",
		);
	}
	const { items, kind } = findItems(layout, row);
	const style = readStyle(json);
	const id = nextId(elements);
	const { name, element } = writeResourceElement(panel, id);
	const [own = { x: 0, y: 0, w: 12, h: 8 }] = placePanels([panel], 0).places;
	const place = { x: 0, y: Math.max(0, ...(items.children ?? []).map(bottomOf)), w: Math.min(12, own.w), h: own.h };
	const item: JsonObject =
		kind === "AutoGridLayout"
			? { kind: "AutoGridLayoutItem", spec: { element: { kind: "ElementReference", name } } }
			: writeGridItem(name, place);
	return [
		...appendKey(json, elements, name, replaceDatasource(element, datasource) as Json, style),
		...appendItem(json, items, item, style),
	];
}

/** The list that a row or tab of that title keeps its panels in; the last one where none is asked for. */
function findItems(layout: Node, row: string): { readonly items: Node; readonly kind: string } {
	const found = listGrids(layout, "");
	const grid = row === "" ? found.at(-1) : found.find(({ title }) => title === row);
	if (grid === undefined) {
		throw new Refusal(
			"row",
			row === "" ? "This dashboard's layout has no place for a panel." : `This dashboard has no row "${row}".`,
		);
	}
	return grid;
}

interface Grid {
	readonly title: string;
	readonly kind: string;
	readonly items: Node;
}

function listGrids(layout: Node, title: string): readonly Grid[] {
	const kind: unknown = findNodeAtLocation(layout, ["kind"])?.value;
	if (kind === "GridLayout" || kind === "AutoGridLayout") {
		const items = findNodeAtLocation(layout, ["spec", "items"]);
		return items?.type === "array" ? [{ title, kind, items }] : [];
	}
	const parts = findNodeAtLocation(layout, ["spec", "rows"]) ?? findNodeAtLocation(layout, ["spec", "tabs"]);
	return (parts?.children ?? []).flatMap((part) => {
		const inner = findNodeAtLocation(part, ["spec", "layout"]);
		const own: unknown = findNodeAtLocation(part, ["spec", "title"])?.value;
		return inner === undefined ? [] : listGrids(inner, typeof own === "string" && own !== "" ? own : title);
	});
}

/** Then the plugin was the kind of the visualisation itself. */
function isOfAlpha(elements: Node): boolean {
	return (elements.children ?? []).some((property) => {
		const element = property.children?.[1];
		const kind: unknown = element && findNodeAtLocation(element, ["spec", "vizConfig", "kind"])?.value;
		return typeof kind === "string" && kind !== "VizConfig";
	});
}

function nextId(elements: Node): number {
	const value: unknown = getNodeValue(elements);
	const names = typeof value === "object" && value !== null ? Object.entries(value) : [];
	const ids = names.flatMap(([name, element]: [string, unknown]): number[] => {
		const named = Number(/^panel-(\d+)$/.exec(name)?.[1] ?? 0);
		return [named, idOf(element)];
	});
	return Math.max(0, ...ids) + 1;
}

function idOf(element: unknown): number {
	if (typeof element !== "object" || element === null || !("spec" in element)) return 0;
	const { spec } = element;
	if (typeof spec !== "object" || spec === null || !("id" in spec)) return 0;
	return typeof spec.id === "number" && Number.isSafeInteger(spec.id) ? spec.id : 0;
}

function bottomOf(item: Node): number {
	const y: unknown = findNodeAtLocation(item, ["spec", "y"])?.value;
	const height: unknown = findNodeAtLocation(item, ["spec", "height"])?.value;
	return (typeof y === "number" ? y : 0) + (typeof height === "number" ? height : 0);
}

/** Under `datasource`, anywhere in what is written. */
function replaceDatasource(value: Json, datasource: string | undefined): Json {
	if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaceDatasource(item, datasource));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value as JsonObject).flatMap(([key, member]): [string, Json][] => {
			if (key !== "datasource") return [[key, replaceDatasource(member, datasource)]];
			return datasource === undefined ? [] : [[key, { name: datasource }]];
		}),
	);
}
