import { findNodeAtLocation, getNodeValue, type Node } from "jsonc-parser";
import type { TextEdit } from "../../text/textEdit.ts";
import { writeClassicPanel } from "../dashboard/classicDashboard.ts";
import type { PanelDesign } from "../dashboard/dashboardDesign.ts";
import { type GridPlace, gridColumns, placePanels } from "../dashboard/gridLayout.ts";
import type { JsonObject } from "../dashboard/panelSettings.ts";
import { Refusal } from "../scaffoldLogic.ts";
import type { DashboardText } from "./dashboardText.ts";
import { appendItem, insertItemAfter, readStyle, replaceNode } from "./jsonEdits.ts";

/**
 * The edits that add a panel to a dashboard of the classic form: below the last panel, or at the end of a row. What stands
 * below it moves down where there is no room beside the row's last panels; nothing else changes.
 */
export function insertClassicPanel(
	{ json, root }: Pick<DashboardText, "json" | "root">,
	panel: PanelDesign,
	row: string,
	datasource: JsonObject | undefined,
): readonly TextEdit[] {
	const dashboard = findNodeAtLocation(root, ["dashboard"]) ?? root;
	const list = findNodeAtLocation(dashboard, ["panels"]);
	if (list?.type !== "array") {
		const isOld = findNodeAtLocation(dashboard, ["rows"]) !== undefined;
		throw new Refusal(
			"dashboard",
			isOld
				? "This dashboard is of a version before 16, which kept its panels in rows: open it in Grafana and save it, so that it becomes one of today's."
				: "This dashboard has no list of panels.",
		);
	}
	const nodes = list.children ?? [];
	const style = readStyle(json);
	const [own = { x: 0, y: 0, w: 12, h: 8 }] = placePanels([{ ...panel, width: panel.width ?? 12 }], 0).places;
	const size = { w: Math.min(own.w, gridColumns / 2), h: own.h };
	const write = (place: GridPlace) => replaceDatasource(writeClassicPanel(panel, nextId(dashboard), place), datasource);
	if (row === "") {
		const bottom = Math.max(0, ...nodes.map(bottomOf));
		return appendItem(json, list, write({ x: 0, y: bottom, ...size }), style);
	}
	const index = nodes.findIndex((node) => memberOf(node, "type") === "row" && memberOf(node, "title") === row);
	const heading = nodes[index];
	if (heading === undefined) throw new Refusal("row", `This dashboard has no row "${row}".`);
	if (memberOf(heading, "collapsed") === true) {
		const inside = findNodeAtLocation(heading, ["panels"]);
		if (inside?.type !== "array") throw new Refusal("row", `The folded row "${row}" has no list of panels.`);
		const top = Math.max(bottomOf(heading), ...(inside.children ?? []).map(bottomOf));
		return appendItem(json, inside, write({ x: 0, y: top, ...size }), style);
	}
	const after = nodes.findIndex((node, at) => at > index && memberOf(node, "type") === "row");
	const members = nodes.slice(index, after === -1 ? nodes.length : after);
	const last = members.at(-1) ?? heading;
	const beside = findRoomBeside(members.slice(1), size);
	if (beside !== undefined) return insertItemAfter(json, last, write(beside), style);
	const top = Math.max(...members.map(bottomOf));
	const below = nodes.filter((node) => !members.includes(node) && placeOf(node).y >= top);
	const moved = below.flatMap((node) => moveDown(node, size.h));
	return [...insertItemAfter(json, last, write({ x: 0, y: top, ...size }), style), ...moved];
}

/** To the right of the last panels, as high as these are. */
function findRoomBeside(panels: readonly Node[], { w }: { readonly w: number }): GridPlace | undefined {
	const places = panels.map(placeOf);
	const bottom = Math.max(...places.map(({ y, h }) => y + h));
	const lowest = places.filter(({ y, h }) => y + h === bottom);
	const [first] = lowest;
	if (first === undefined || lowest.some(({ y }) => y !== first.y)) return undefined;
	const x = Math.max(...lowest.map((place) => place.x + place.w));
	if (x + w > gridColumns) return undefined;
	const isFree = places.every((place) => place.x + place.w <= x || place.y + place.h <= first.y);
	return isFree ? { x, y: first.y, w, h: first.h } : undefined;
}

function moveDown(node: Node, rows: number): readonly TextEdit[] {
	const y = findNodeAtLocation(node, ["gridPos", "y"]);
	const moved = y?.type === "number" ? [replaceNode(y, String(Number(y.value) + rows))] : [];
	// The panels of a folded row have their places below it, where it will put them when it is opened.
	const inside = findNodeAtLocation(node, ["panels"]);
	return [...moved, ...(inside?.children ?? []).flatMap((child) => moveDown(child, rows))];
}

/** Greater than all that are there, also in folded rows: two panels with one id show the same data. */
function nextId(dashboard: Node): number {
	let highest = 0;
	const visit = (list: Node | undefined) => {
		for (const node of list?.children ?? []) {
			const id = memberOf(node, "id");
			if (typeof id === "number" && Number.isSafeInteger(id)) highest = Math.max(highest, id);
			visit(findNodeAtLocation(node, ["panels"]));
		}
	};
	visit(findNodeAtLocation(dashboard, ["panels"]));
	return highest + 1;
}

function placeOf(node: Node): GridPlace {
	const number = (key: string, otherwise: number) => {
		const value: unknown = findNodeAtLocation(node, ["gridPos", key])?.value;
		return typeof value === "number" ? value : otherwise;
	};
	return { x: number("x", 0), y: number("y", 0), w: number("w", gridColumns), h: number("h", 1) };
}

function bottomOf(node: Node): number {
	const { y, h } = placeOf(node);
	return y + h;
}

function memberOf(node: Node, key: string): unknown {
	const found = findNodeAtLocation(node, [key]);
	return found === undefined ? undefined : getNodeValue(found);
}

/** Panel and query ask what the others of the dashboard ask; without any, Grafana's default. */
function replaceDatasource(panel: JsonObject, datasource: JsonObject | undefined): JsonObject {
	const exchange = (object: JsonObject): JsonObject =>
		Object.fromEntries(
			Object.entries(object).flatMap(([key, value]) =>
				key === "datasource" ? (datasource === undefined ? [] : [[key, datasource]]) : [[key, value]],
			),
		);
	const targets = panel["targets"];
	const exchanged = exchange(panel);
	if (!Array.isArray(targets)) return exchanged;
	return { ...exchanged, targets: (targets as readonly JsonObject[]).map(exchange) };
}
