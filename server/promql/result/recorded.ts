import type { Span } from "../../text/span.ts";
import { shorten } from "../shorten.ts";
import { joinLabels, type LabelFact, type LabelsShape, metricNameLabel, withFact, withFacts } from "./labels.ts";
import { joinQuantities, type Quantity } from "./quantity.ts";
import type { QueryResultShape, RecordedSeries } from "./shape.ts";

/** What is known of a metric before a selector asks for it. */
export interface KnownSeries {
	readonly labels: LabelsShape;
	readonly quantity: Quantity;
}

/**
 * What the rules that record a metric write: the labels of their results, then the name, then the labels of the rule.
 * @param shapes the results of `rules`, in their order
 * @param span where the metric is selected; the expressions of the rules stand in other texts
 */
export function seriesOfRules(
	name: string,
	rules: readonly RecordedSeries[],
	shapes: readonly QueryResultShape[],
	span: Span,
): KnownSeries | undefined {
	let all: KnownSeries | undefined;
	for (const [index, { labels }] of rules.entries()) {
		const shape = shapes[index];
		if (shape === undefined) return undefined;
		const written = writtenLabels(name, labels, shape.labels, span);
		all =
			all === undefined
				? { labels: written, quantity: shape.quantity }
				: { labels: joinLabels(all.labels, written), quantity: joinQuantities(all.quantity, shape.quantity) };
	}
	return all;
}

function writtenLabels(name: string, added: ReadonlyMap<string, string>, result: LabelsShape, span: Span): LabelsShape {
	const rule = name;
	const retell = (fact: LabelFact): LabelFact => ({
		...fact,
		reason: { span, rule, text: `${fact.reason.text} in the recording rule ${shorten(name)}` },
	});
	const labels: LabelsShape = {
		named: new Map([...result.named].map(([label, fact]) => [label, retell(fact)])),
		others: retell(result.others),
	};
	const reason = { span, rule, text: `given by the recording rule ${shorten(name)}` };
	const named = withFact(labels, metricNameLabel, { presence: "sure", values: [name], reason });
	return withFacts(
		named,
		[...added].map(([label, value]): [string, LabelFact] => [
			label,
			value === "" ? { presence: "never", reason } : { presence: "sure", values: [value], reason },
		]),
	);
}

/** The metrics that Prometheus itself writes for alerts. Source: configuration/alerting_rules, "Inspecting alerts". */
export function seriesOfAlerts(name: string, open: LabelsShape, span: Span): LabelsShape | undefined {
	if (name !== "ALERTS" && name !== "ALERTS_FOR_STATE") return undefined;
	const reason = { span, text: `given by Prometheus to every series of ${name}` };
	const alertname: [string, LabelFact] = ["alertname", { presence: "sure", reason }];
	const state: [string, LabelFact] = ["alertstate", { presence: "sure", values: ["pending", "firing"], reason }];
	return withFacts(open, name === "ALERTS" ? [alertname, state] : [alertname]);
}
