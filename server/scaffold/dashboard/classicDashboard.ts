import {
	type AnnotationDesign,
	asksQueries,
	type DashboardDesign,
	type LabelVariable,
	type LinkDesign,
	type PanelDesign,
} from "./dashboardDesign.ts";
import { writeLink } from "./dashboardLink.ts";
import { type GridPlace, gridColumns, placePanels } from "./gridLayout.ts";
import { type Json, type JsonObject, readingOf, settingsOf } from "./panelSettings.ts";

/**
 * The version of the classic JSON model that is written: the newest, after which Grafana went on with resources.
 * Source: `apps/dashboard/pkg/migration/schemaversion` of Grafana 12 and 13.
 */
export const classicSchemaVersion = 42;

/** Every query asks the data source that the reader has chosen. */
export const datasourceReference: JsonObject = { type: "prometheus", uid: "${datasource}" };

/** Writes the classic JSON model, as file provisioning, import and the ConfigMaps of the sidecar take it. */
export function writeClassicDashboard(design: DashboardDesign): JsonObject {
	return {
		uid: design.uid,
		title: design.title,
		description: design.description,
		tags: [...design.tags],
		schemaVersion: classicSchemaVersion,
		editable: false,
		graphTooltip: 1,
		time: { from: design.from, to: "now" },
		timepicker: {},
		timezone: "browser",
		refresh: design.refresh,
		links: design.links.map(writeClassicLink),
		annotations: { list: design.annotations.map(writeAnnotation) },
		templating: { list: [datasourceVariable, ...design.variables.map(writeVariable)] },
		panels: writeRows(design),
	};
}

/** The dashboard's text as a file has it; also fit to stand in a block of YAML. */
export function writeDashboardText(dashboard: JsonObject): string {
	const text = JSON.stringify(dashboard, undefined, 2).replaceAll(unprintable, escapeCodeUnit);
	return `${text}\n`;
}

/** JSON allows these in a string; YAML does not, or takes them for a line break. */
const unprintable = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapeCodeUnit(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** One panel of the classic JSON model. */
export function writeClassicPanel(panel: PanelDesign, id: number, place: GridPlace): JsonObject {
	const { options, fieldConfig, transformations } = settingsOf(panel);
	return {
		id,
		type: panel.type,
		title: panel.title,
		description: panel.description,
		gridPos: { ...place },
		...(asksQueries(panel) ? { datasource: datasourceReference, targets: writeTargets(panel) } : {}),
		fieldConfig,
		options,
		...(transformations.length === 0 ? {} : { transformations: transformations.map((each) => ({ ...each })) }),
		...(panel.links === undefined ? {} : { links: panel.links.map((link) => ({ ...link, targetBlank: true })) }),
	};
}

function writeTargets(panel: Extract<PanelDesign, { readonly queries: unknown }>): readonly Json[] {
	const { instant, format } = readingOf(panel);
	return panel.queries.map(({ expression, legend }, index) => ({
		refId: nameQuery(index),
		datasource: datasourceReference,
		editorMode: "code",
		expr: expression,
		...(format === "time_series" ? {} : { format }),
		...(instant ? { instant: true } : {}),
		legendFormat: panel.type === "heatmap" && panel.buckets === "classic" ? "{{le}}" : (legend ?? "__auto"),
		range: !instant,
	}));
}

/** `A` to `Z`, then `A1` and so on: a reference in an expression of Grafana's is a letter and what follows. */
export function nameQuery(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

function writeRows({ rows }: DashboardDesign): readonly Json[] {
	const written: Json[] = [];
	let id = 1;
	let y = 0;
	for (const { title, collapsed, panels } of rows) {
		const heading = title === undefined ? undefined : { id: id++, y };
		const top = heading === undefined ? y : y + 1;
		const { places, bottom } = placePanels(panels, top);
		const inside = panels.map((panel, index) =>
			writeClassicPanel(panel, id++, places[index] ?? { x: 0, y: top, w: gridColumns, h: 8 }),
		);
		if (heading !== undefined) {
			written.push({
				id: heading.id,
				type: "row",
				title: title ?? "",
				gridPos: { x: 0, y: heading.y, w: gridColumns, h: 1 },
				collapsed: collapsed === true,
				panels: collapsed === true ? inside : [],
			});
		}
		if (heading === undefined || collapsed !== true) written.push(...inside);
		// A folded row takes one line of the page, whatever is in it.
		y = heading !== undefined && collapsed === true ? top : bottom;
	}
	return written;
}

const datasourceVariable: JsonObject = {
	name: "datasource",
	type: "datasource",
	label: "Data source",
	query: "prometheus",
	regex: "",
	current: {},
	options: [],
	multi: false,
	includeAll: false,
	hide: 0,
	refresh: 1,
	skipUrlSync: false,
};

function writeVariable(variable: LabelVariable): JsonObject {
	const { name, current } = variable;
	const query = writeVariableQuery(variable);
	return {
		name,
		type: "query",
		label: labelVariable(variable),
		datasource: datasourceReference,
		definition: query,
		query: { qryType: 1, query, refId: "PrometheusVariableQueryEditor-VariableQuery" },
		regex: "",
		current: current === undefined ? { text: ["All"], value: ["$__all"] } : { text: [current], value: [current] },
		options: [],
		multi: true,
		includeAll: true,
		allValue: ".+",
		hide: 0,
		refresh: 2,
		skipUrlSync: false,
		sort: 1,
	};
}

export function writeVariableQuery({ name, labelName = name, selector }: LabelVariable): string {
	return `label_values(${selector}, ${labelName})`;
}

export function labelVariable({ name, label }: LabelVariable): string {
	return label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function writeAnnotation({ name, expression, title, text, color, enabled }: AnnotationDesign): JsonObject {
	return {
		name,
		datasource: datasourceReference,
		enable: enabled,
		hide: false,
		iconColor: color,
		expr: expression,
		step: "60s",
		titleFormat: title,
		textFormat: text,
		useValueForTime: false,
	};
}

/** This form has an address in every link. */
function writeClassicLink(link: LinkDesign): JsonObject {
	const written = writeLink(link);
	return "url" in written ? written : { ...written, url: "" };
}
