// Source: schemas v2alpha1, v2beta1 and v2 of `dashboard.grafana.app`, Grafana 12 and 13; read November 2026.

import type { Span } from "../../text/span.ts";
import type { Dashboard, DashboardAnnotation, DashboardRow, Datasource, Panel, Target } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import { createDashboardContext, type DashboardContext, languageIn } from "./dashboardContext.ts";
import { findQueryLanguage, readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";
import { readInDialect } from "./metricsqlDashboard.ts";
import { placeOfPanel, readDrawing, readLibrary, readPanelWords } from "./readPanels.ts";
import { readExpression, readQuery } from "./readTarget.ts";
import {
	describeVariables,
	finishVariable,
	nameDatasources,
	readVariableWords,
	type VariableDraft,
} from "./readVariables.ts";

/** Claims that the object is the content of a dashboard of schema version 2. */
export function looksLikeResourceV2(spec: HostObject): boolean {
	const layout = spec.object("layout")?.text("kind")?.value;
	return spec.object("elements") !== undefined && (layout === undefined || layout.endsWith("Layout"));
}

/**
 * Reads the `spec` of a dashboard of schema version 2: panels stand under names in `elements`, and `layout` says where
 * each is shown. `name` is the resource's, which Grafana takes for its uid.
 */
export function readResourceV2(spec: HostObject, name: Located<string> | undefined, span = spec.span): Dashboard {
	return readInDialect((dialect) => readSpec(spec, name, span, dialect));
}

function readSpec(
	spec: HostObject,
	name: Located<string> | undefined,
	span: Span,
	dialect: DashboardContext["dialect"],
): Dashboard {
	const drafts = [...readVariableKinds(spec), ...readInnerVariables(spec.object("layout"))];
	const context = createDashboardContext({
		datasources: nameDatasources(drafts, []),
		variables: describeVariables(drafts),
		dialect,
	});
	const panels = new Map<string, Panel>();
	const elements = spec.object("elements")?.members() ?? [];
	for (const { key, value } of elements) panels.set(key, readElement(value, context));
	const title = notEmpty(spec.text("title"));
	const editable = spec.boolean("editable");
	const rows = readRows(spec.object("layout"), panels);
	const titles = new Map(rows.flatMap((row) => row.panels.map((panel) => [panel, row.title?.value])));
	const placed = [...panels.values()].map((panel): [Panel, Panel] => {
		const row = titles.get(panel);
		return [panel, row === undefined ? panel : { ...panel, row }];
	});
	const withRow = new Map(placed);
	return {
		form: "resourceV2",
		...(title === undefined ? {} : { title }),
		...(name === undefined ? {} : { uid: name }),
		...(editable === undefined ? {} : { editable }),
		span,
		panels: placed.map(([, panel]) => panel),
		rows: rows.map((row) => ({ ...row, panels: row.panels.map((panel) => withRow.get(panel) ?? panel) })),
		variables: drafts.map((draft) => finishVariable(draft, context)),
		annotations: spec.objects("annotations").map((annotation) => readAnnotationKind(annotation, context)),
		inputs: [],
	};
}

function readElement(element: HostObject, context: DashboardContext): Panel {
	const spec = element.object("spec") ?? element;
	const title = notEmpty(spec.text("title"));
	const visualisation = spec.object("vizConfig");
	const type = readPlugin(visualisation, "VizConfig");
	const place = placeOfPanel(title, type?.value);
	const data = spec.at("data", "spec");
	const queries = data?.objects("queries") ?? [];
	return {
		...readPanelWords(spec, visualisation?.at("spec", "fieldConfig")),
		...(title === undefined ? {} : { title }),
		...(type === undefined ? {} : { type }),
		targets: queries.map((query) => readPanelQuery(query, place, context)),
		...readLibrary(spec.object("libraryPanel")),
		...readDrawing(spec, data, data?.object("queryOptions")),
		span: element.span,
	};
}

/** Since v2beta1 the plugin stands under `group`; before, it was the kind itself. */
function readPlugin(holder: HostObject | undefined, kind: string): Located<string> | undefined {
	const group = notEmpty(holder?.text("group"));
	if (group !== undefined) return group;
	const written = notEmpty(holder?.text("kind"));
	return written?.value === kind ? undefined : written;
}

function readPanelQuery(panelQuery: HostObject, place: string, context: DashboardContext): Target {
	const spec = panelQuery.object("spec") ?? panelQuery;
	const query = spec.object("query");
	const datasource = readDatasourceOf(spec, query);
	const fields = query?.object("spec") ?? spec;
	const language = languageIn(context, findQueryLanguage(fields, datasource, undefined, context.datasources));
	return readQuery(fields, { datasource, language }, place, context, {
		refId: spec.text("refId"),
		hidden: spec.isTrue("hidden"),
		holder: panelQuery,
	});
}

/** The plugin is the query's group, the data source stands beside it or, in v2alpha1, beside the query. */
function readDatasourceOf(holder: HostObject, query: HostObject | undefined): Datasource | undefined {
	const written = (query && readDatasource(query)) ?? readDatasource(holder);
	const plugin = readPlugin(query, "DataQuery");
	if (plugin === undefined) return written;
	return { ...(written ?? { span: plugin.span }), type: plugin.value };
}

function readAnnotationKind(annotation: HostObject, context: DashboardContext): DashboardAnnotation {
	const spec = annotation.object("spec") ?? annotation;
	const name = notEmpty(spec.text("name"));
	const query = spec.object("query");
	const datasource = readDatasourceOf(spec, query);
	const fields = [query?.object("spec"), spec.object("legacyOptions")].find((holder) => holder?.has("expr"));
	const place = name === undefined ? "an annotation" : `annotation "${name.value}"`;
	const expression =
		fields &&
		readExpression(
			fields,
			languageIn(context, findQueryLanguage(fields, datasource, undefined, context.datasources)),
			place,
			context,
		);
	return {
		...(name === undefined ? {} : { name }),
		...(datasource === undefined ? {} : { datasource }),
		...(expression === undefined ? {} : { expression }),
		span: annotation.span,
	};
}

const variableKinds: Readonly<Record<string, VariableDraft["variable"]["type"]>> = {
	QueryVariable: "query",
	CustomVariable: "custom",
	ConstantVariable: "constant",
	TextVariable: "textbox",
	IntervalVariable: "interval",
	DatasourceVariable: "datasource",
	AdhocVariable: "adhoc",
};

function readVariableKinds(holder: HostObject): readonly VariableDraft[] {
	return holder.objects("variables").flatMap((variable): VariableDraft[] => {
		const spec = variable.object("spec");
		const name = spec?.text("name");
		if (spec === undefined || name === undefined) return [];
		const kind = variable.text("kind")?.value ?? "";
		const type = Object.hasOwn(variableKinds, kind) ? (variableKinds[kind] ?? "other") : "other";
		const holderOfQuery = spec.object("query");
		const datasource = readDatasourceOf(spec, holderOfQuery);
		const scalar = type === "query" ? findVariableQuery(spec) : undefined;
		const text =
			type === "datasource"
				? spec.text("pluginId")
				: (holderOfQuery?.object("spec")?.text("query") ?? spec.text("query"));
		return [
			{
				variable: {
					name,
					type,
					...readVariableWords(spec),
					span: variable.span,
					...(text === undefined ? {} : { query: text }),
					...(datasource === undefined ? {} : { datasource }),
				},
				...(scalar === undefined ? {} : { query: scalar }),
			},
		];
	});
}

/** A text in the first versions; later an object in which the data source keeps what it likes. */
function findVariableQuery(spec: HostObject) {
	const fields = spec.at("query", "spec");
	return spec.ownScalar("query") ?? fields?.ownScalar("query") ?? fields?.ownScalar("__legacyStringValue");
}

/** Rows and tabs can have variables of their own. */
function readInnerVariables(layout: HostObject | undefined): readonly VariableDraft[] {
	return partsOf(layout).flatMap((part) => {
		const spec = part.object("spec");
		return spec === undefined ? [] : [...readVariableKinds(spec), ...readInnerVariables(spec.object("layout"))];
	});
}

function partsOf(layout: HostObject | undefined): readonly HostObject[] {
	const spec = layout?.object("spec");
	return [...(spec?.objects("rows") ?? []), ...(spec?.objects("tabs") ?? [])];
}

function readRows(layout: HostObject | undefined, panels: ReadonlyMap<string, Panel>): readonly DashboardRow[] {
	return partsOf(layout).flatMap((part): DashboardRow[] => {
		const spec = part.object("spec");
		const title = notEmpty(spec?.text("title"));
		const repeat = notEmpty(spec?.object("repeat")?.text("value"));
		const items = spec?.at("layout", "spec")?.objects("items") ?? [];
		const names = items.map((item) => item.at("spec", "element")?.text("name")?.value ?? "");
		const row: DashboardRow = {
			...(title === undefined ? {} : { title }),
			...(repeat === undefined ? {} : { repeat }),
			panels: names.flatMap((name) => panels.get(name) ?? []),
			span: part.span,
		};
		return [row, ...readRows(spec?.object("layout"), panels)];
	});
}
