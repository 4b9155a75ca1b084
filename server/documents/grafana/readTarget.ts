import type { EmbeddedRegion } from "../embedded/region.ts";
import type { Datasource, QueryLanguage, Target } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import { createQueryRegion, type DashboardContext, languageIn } from "./dashboardContext.ts";
import { findQueryLanguage, readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";

/** Where the data sources keep their queries; the first that is there counts. */
const queryKeys = ["expr", "rawSql", "rawSQL", "query", "expression", "target", "queryText", "rawQuery"];

/** Reads one query of a panel. `place` says where it stands, such as `panel "Requests"`. */
export function readTarget(
	target: HostObject,
	panel: Datasource | undefined,
	place: string,
	context: DashboardContext,
): Target {
	const datasource = readDatasource(target);
	const language = languageIn(context, findQueryLanguage(target, datasource, panel, context.datasources));
	return readQuery(target, { datasource, language }, place, context);
}

/** What of a query does not hang on where its data source is written. */
export function readQuery(
	query: HostObject,
	known: { readonly datasource: Datasource | undefined; readonly language: Target["language"] },
	place: string,
	context: DashboardContext,
	around: {
		readonly refId?: Located<string> | undefined;
		readonly hidden?: boolean;
		readonly holder?: HostObject;
	} = {},
): Target {
	const { datasource, language } = known;
	const expression = readExpression(query, language, place, context);
	const refId = around.refId ?? query.text("refId");
	const text = queryKeys.map((key) => query.text(key)).find((candidate) => candidate !== undefined);
	const legend = query.text("legendFormat");
	return {
		...(refId === undefined ? {} : { refId }),
		...(datasource === undefined ? {} : { datasource }),
		language,
		...(expression === undefined ? {} : { expression }),
		...(text === undefined ? {} : { query: text }),
		...(legend === undefined || legend.value === "" ? {} : { legend }),
		hidden: around.hidden ?? query.isTrue("hide"),
		instant: query.isTrue("instant"),
		...(query.isTrue("range") ? { range: true } : {}),
		...(notEmpty(query.text("interval")) === undefined ? {} : { hasMinInterval: true }),
		span: around.holder?.span ?? query.span,
	};
}

/** The query under `expr`, where it is PromQL or takes after it. */
export function readExpression(
	query: HostObject,
	language: QueryLanguage,
	place: string,
	context: DashboardContext,
): EmbeddedRegion | undefined {
	if (language !== "promql" && language !== "metricsql") return undefined;
	const scalar = query.ownScalar("expr");
	return scalar && createQueryRegion(scalar, place, language, context);
}
