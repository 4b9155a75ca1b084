import {
	cardinalityReport,
	metricFamilies,
	metricInsertion,
	metricLabels,
	searchForMetrics,
} from "../../protocol/metricsExplorer.ts";
import { toRange, toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleMetricsExplorer(session: Session): void {
	const { documents, prometheus } = session;
	const { explorer } = session.service;
	answer(session, metricFamilies, () => explorer.families());
	answer(session, searchForMetrics, (query) => explorer.search(query));
	answer(session, metricLabels, ({ metric }, signal) => explorer.labels(metric, signal));
	answer(session, metricInsertion, ({ metric, place }) => {
		const document = place && documents.get(place.uri);
		if (document === undefined || place === undefined) return { text: explorer.insertion(metric).text };
		const offset = document.offsetAt(place.position);
		const { text, edit } = explorer.insertion(metric, { document: toSource(document), offset });
		return edit === undefined
			? { text }
			: { text, edit: { range: toRange(document, edit.span), newText: edit.newText } };
	});
	answer(session, cardinalityReport, async (_, signal) => ({
		markdown: await explorer.cardinality(prometheus.status.server?.name ?? "no server", signal),
	}));
}
