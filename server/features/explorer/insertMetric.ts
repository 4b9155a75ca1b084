import { type DocumentModel, regionAt } from "../../documents/model.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { type AskedMetric, expressionOf } from "./metricExpression.ts";

/** Long enough for the usual scrape intervals. */
export const usualWindow = "5m";
const dashboardWindow = "$__rate_interval";

/**
 * The edit that writes the expression for a metric at `offset`, as the file's kind wants it written there; `text` alone
 * where the place is no PromQL, for the user to put where it belongs.
 */
export function insertMetric(
	model: DocumentModel,
	offset: number,
	metric: AskedMetric,
): { readonly text: string; readonly edit?: TextEdit } {
	const region = regionAt(model, offset);
	if (region?.language !== "promql") return { text: expressionOf(metric, usualWindow) };
	// Every dashboard has Grafana's own variables, besides those that it defines.
	const text = expressionOf(metric, region.context.variables === undefined ? usualWindow : dashboardWindow);
	const at = region.map.toEmbedded(offset);
	const edit = at === undefined ? undefined : region.encodeEdit({ span: { start: at, end: at }, newText: text });
	return edit === undefined ? { text } : { text, edit };
}
