import type { DashboardAnnotation } from "../model/dashboard.ts";
import { type DashboardContext, languageIn } from "./dashboardContext.ts";
import { findQueryLanguage, readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";
import { readExpression } from "./readTarget.ts";

/** Reads the annotations of the classic form. The query is `expr`, or that of `target`. */
export function readAnnotations(dashboard: HostObject, context: DashboardContext): readonly DashboardAnnotation[] {
	return (dashboard.object("annotations")?.objects("list") ?? []).map((annotation) => {
		const name = notEmpty(annotation.text("name"));
		const datasource = readDatasource(annotation);
		const holder = annotation.has("expr") ? annotation : (annotation.object("target") ?? annotation);
		const language = languageIn(context, findQueryLanguage(holder, datasource, undefined, context.datasources));
		const place = name === undefined ? "an annotation" : `annotation "${name.value}"`;
		const expression = readExpression(holder, language, place, context);
		return {
			...(name === undefined ? {} : { name }),
			...(datasource === undefined ? {} : { datasource }),
			...(expression === undefined ? {} : { expression }),
			span: annotation.span,
		};
	});
}
