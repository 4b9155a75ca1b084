import type { DocumentModel } from "../../documents/model.ts";
import { formatPromql } from "../../promql/format/format.ts";
import type { ListedAlert } from "./backtester.ts";
import { listAlerts } from "./findAlert.ts";

/** The alerts of a file that can be backtested, and what tells one that has changed from one that was only laid out anew. */
export function describeAlerts(model: DocumentModel): readonly ListedAlert[] {
	return listAlerts(model).flatMap((one): readonly ListedAlert[] => {
		if (one.kind === "none") return [];
		const { name, group, expression, forSeconds, keepFiringForSeconds, intervalSeconds, labels, place } = one.alert;
		const line = formatPromql(expression, { width: Number.POSITIVE_INFINITY }) ?? expression;
		const entries = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
		const definition = JSON.stringify([line, forSeconds, keepFiringForSeconds, intervalSeconds, entries]);
		return [{ name, group, offset: place.rule.span.start, definition }];
	});
}

/** The others that have a name: those without are not complete. */
export function listUntestable(model: DocumentModel): readonly { readonly name: string; readonly reason: string }[] {
	return listAlerts(model).flatMap((one) =>
		one.kind === "none" && one.name !== undefined ? [{ name: one.name, reason: one.reason }] : [],
	);
}
