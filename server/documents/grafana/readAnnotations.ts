import type { DashboardAnnotation } from "../model/dashboard.ts";
import { createQueryRegion, type DashboardContext } from "./dashboardContext.ts";
import { findQueryLanguage, readDatasource } from "./datasources.ts";
import type { HostObject } from "./hostObject.ts";
import { notEmpty } from "./readPanels.ts";

/** Reads the annotations of the classic form. The query is `expr`, or that of `target`. */
export function readAnnotations(dashboard: HostObject, context: DashboardContext): readonly DashboardAnnotation[] {
	return (dashboard.object("annotations")?.objects("list") ?? []).map((annotation) => {
		const name = notEmpty(annotation.text("name"));
		const datasource = readDatasource(annotation);
		const holder = annotation.has("expr") ? annotation : (annotation.object("target") ?? annotation);
		const language = findQueryLanguage(holder, datasource, undefined, context.datasources);
		const scalar = language === "promql" ? holder.ownScalar("expr") : undefined;
		const place = name === undefined ? "an annotation" : `annotation "${name.value}"`;
		return {
			...(name === undefined ? {} : { name }),
			...(datasource === undefined ? {} : { datasource }),
			...(scalar === undefined ? {} : { expression: createQueryRegion(scalar, place, context) }),
			span: annotation.span,
		};
	});
}
