import type { Span } from "../../text/span.ts";
import type { DashboardRow, Panel } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import type { DashboardContext } from "./dashboardContext.ts";
import { readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";
import type { PanelReadings } from "./panelReadings.ts";
import { readTarget } from "./readTarget.ts";

/** The panels of a dashboard, in the order of the file, and the rows that they are in. */
export interface PanelsReading {
	readonly panels: readonly Panel[];
	readonly rows: readonly DashboardRow[];
}

interface RowDraft {
	readonly title?: Located<string>;
	readonly object: HostObject;
	readonly panels: Panel[];
}

/**
 * Panels stand in one list. A row among them that is folded holds its panels; those of an open one follow it. Before
 * schema version 16 there was a list of rows, each with its panels.
 */
export function readPanels(dashboard: HostObject, context: DashboardContext, readings: PanelReadings): PanelsReading {
	const panels: Panel[] = [];
	const rows: RowDraft[] = [];
	const add = (panel: HostObject, row: RowDraft | undefined): void => {
		const title = row?.title?.value;
		const read = readings.find(panel, title, context, () => readPanel(panel, title, context));
		panels.push(read);
		row?.panels.push(read);
	};
	let open: RowDraft | undefined;
	for (const panel of dashboard.objects("panels")) {
		if (panel.text("type")?.value !== "row") {
			add(panel, open);
			continue;
		}
		open = beginRow(panel);
		rows.push(open);
		for (const inner of panel.objects("panels")) add(inner, open);
	}
	for (const row of dashboard.objects("rows")) {
		const draft = beginRow(row);
		// Rows had titles of which most were neither shown nor meant.
		rows.push(draft);
		for (const panel of row.objects("panels")) add(panel, draft);
	}
	return { panels, rows: rows.map(finishRow) };
}

function beginRow(object: HostObject): RowDraft {
	const title = object.text("title");
	return { ...(title === undefined || title.value === "" ? {} : { title }), object, panels: [] };
}

/** Panels that follow an open row in the list are in it. */
function finishRow({ title, object, panels }: RowDraft): DashboardRow {
	const end = Math.max(object.span.end, ...panels.map(({ span }) => span.end));
	const repeat = object.text("repeat");
	return {
		...(title === undefined ? {} : { title }),
		...(repeat === undefined || repeat.value === "" ? {} : { repeat }),
		panels,
		span: { start: object.span.start, end },
	};
}

/** What a panel is called in messages: its title, else what it is. */
export function placeOfPanel(title: Located<string> | undefined, type: string | undefined): string {
	return title === undefined || title.value.trim() === "" ? `${type ?? "a"} panel` : `panel "${title.value}"`;
}

export function readPanel(panel: HostObject, row: string | undefined, context: DashboardContext): Panel {
	const title = notEmpty(panel.text("title"));
	const type = panel.text("type");
	const datasource = readDatasource(panel);
	const place = placeOfPanel(title, type?.value);
	const targets = panel.objects("targets").map((target) => readTarget(target, datasource, place, context));
	const library = panel.object("libraryPanel");
	return {
		...readPanelWords(panel, panel.object("fieldConfig")),
		...readDrawing(panel, panel, panel),
		...(title === undefined ? {} : { title }),
		...(type === undefined ? {} : { type }),
		...(datasource === undefined ? {} : { datasource }),
		...(row === undefined ? {} : { row }),
		targets,
		...readLibrary(library),
		span: panel.span,
	};
}

/** What the classic form and the resource of version 2 write alike. */
export function readPanelWords(
	panel: HostObject,
	fieldConfig: HostObject | undefined,
): Pick<Panel, "id" | "description" | "unit" | "unitVaries" | "repeat"> {
	const id = panel.number("id");
	const description = notEmpty(panel.text("description"));
	const unit = notEmpty(fieldConfig?.object("defaults")?.text("unit")) ?? readOldUnit(panel);
	const repeat = notEmpty(panel.text("repeat"));
	return {
		...(id === undefined ? {} : { id }),
		...(description === undefined ? {} : { description }),
		...(unit === undefined ? {} : { unit }),
		...(repeat === undefined ? {} : { repeat }),
		...(hasOtherUnits(panel, fieldConfig) ? { unitVaries: true } : {}),
	};
}

/** Claims that single series are given a unit, or the second axis of the panel `graph`, which has one of its own. */
function hasOtherUnits(panel: HostObject, fieldConfig: HostObject | undefined): boolean {
	const overrides = fieldConfig?.objects("overrides") ?? [];
	const properties = overrides.flatMap((override) => override.objects("properties"));
	return (
		properties.some((property) => property.text("id")?.value === "unit") ||
		panel.objects("seriesOverrides").some((override) => override.has("yaxis"))
	);
}

/** What of a panel's settings decides over its queries: `transforming` and `asking` are where the form keeps them. */
export function readDrawing(
	panel: HostObject,
	transforming: HostObject | undefined,
	asking: HostObject | undefined,
): Pick<Panel, "transformed" | "hasMinInterval"> {
	const transformations = transforming?.objects("transformations") ?? [];
	const interval = notEmpty(asking?.text("interval"));
	return {
		...(transformations.length === 0 && !panel.has("transform") ? {} : { transformed: true }),
		...(interval === undefined ? {} : { hasMinInterval: true }),
	};
}

/** The panels `graph`, `singlestat` and `table` kept their units elsewhere. */
function readOldUnit(panel: HostObject): Located<string> | undefined {
	const axis = panel.objects("yaxes")[0]?.text("format");
	return notEmpty(axis ?? panel.text("format"));
}

export function readLibrary(library: HostObject | undefined): Pick<Panel, "libraryPanel"> {
	const name = library?.text("name")?.value ?? library?.text("uid")?.value;
	return name === undefined ? {} : { libraryPanel: name };
}

/** Where something without a name of its own is shown. */
export function startOf(span: Span): Span {
	return { start: span.start, end: span.start };
}
