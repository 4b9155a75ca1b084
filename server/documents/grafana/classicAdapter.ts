import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import type { Dashboard } from "../model/dashboard.ts";
import type { MappingType } from "../structure/structure.ts";
import { YamlView } from "../yaml/yamlView.ts";
import { readClassicDashboard } from "./classicDashboard.ts";
import { createDashboardPart } from "./dashboardPart.ts";
import { apiDashboardStructure, dashboardStructure } from "./dashboardStructure.ts";
import { HostObject } from "./hostObject.ts";
import { PanelReadings } from "./panelReadings.ts";

/** Dashboards in Grafana's JSON model: the file that is exported and provisioned, and what the API takes and gives. */
export function createClassicDashboardAdapter(): DocumentAdapter {
	const readings = new PanelReadings();
	return {
		id: "grafanaDashboard",
		hints: ["panels", "templating", "schemaVersion", "timepicker", "graphTooltip"],
		strictJson: true,
		matches: (document) => findDashboard(document) !== undefined,
		parse: (document) => parse(document, readings),
	};
}

interface Found {
	readonly dashboard: HostObject;
	readonly form: Dashboard["form"];
	readonly structure: MappingType;
}

function findDashboard({ yaml }: HostDocument): Found | undefined {
	const root = HostObject.read(yaml.root, new YamlView(yaml.anchors));
	if (root === undefined) return undefined;
	if (looksLikeDashboard(root)) return { dashboard: root, form: "classic", structure: dashboardStructure };
	const inner = root.object("dashboard");
	if (inner === undefined || !looksLikeDashboard(inner)) return undefined;
	return { dashboard: inner, form: "api", structure: apiDashboardStructure };
}

function parse(document: HostDocument, readings: PanelReadings): DocumentPart {
	const found = findDashboard(document);
	if (found === undefined) return createDashboardPart([], dashboardStructure);
	return createDashboardPart([readClassicDashboard(found.dashboard, found.form, readings)], found.structure);
}

/** Keys that say more than `panels` alone, which other programs have too; each with what it has to hold. */
const tellingObjects = ["templating", "timepicker"];
const tellingNames = [
	"schemaVersion",
	"graphTooltip",
	"fiscalYearStartMonth",
	"gnetId",
	"hideControls",
	"sharedCrosshair",
];

/**
 * Many JSON files have a title, a version or panels. A dashboard has a list of panels and something that only Grafana
 * writes, or panels whose queries or places on the grid tell; one without panels has two of Grafana's keys.
 */
export function looksLikeDashboard(root: HostObject): boolean {
	if (root.has("kind") && root.has("apiVersion")) return false;
	const telling =
		tellingNames.filter((key) => root.has(key)).length +
		tellingObjects.filter((key) => root.object(key) !== undefined).length +
		(root.object("annotations")?.isList("list") === true ? 1 : 0) +
		(root.object("time")?.has("from") === true ? 1 : 0) +
		(root.isList("__inputs") || root.isList("__requires") ? 1 : 0);
	if (!root.isList("panels") && !root.isList("rows")) return telling > 1;
	if (telling > 0) return true;
	const panels = [...root.objects("panels"), ...root.objects("rows").flatMap((row) => row.objects("panels"))];
	return panels.some(
		(panel) => panel.has("type") && (panel.isList("targets") || panel.object("gridPos") !== undefined),
	);
}
