import { findAggregation } from "../aggregations.ts";
import type { Aggregation } from "../ast.ts";
import { printGroupingLabel } from "../names.ts";
import { shorten } from "../shorten.ts";
import type { Reason } from "./labels.ts";
import {
	anyLabels,
	keepLabels,
	type LabelFact,
	type LabelsShape,
	metricNameLabel,
	withFact,
	withoutLabels,
} from "./labels.ts";
import { textOf } from "./relabel.ts";

/**
 * `by` keeps the labels that it names, `without` all but those and the metric's name, neither none. Those that pick series
 * keep all labels of what they pick. Source: Prometheus 3.14, querying/operators, "Aggregation operators".
 */
export function labelsOfAggregation(aggregation: Aggregation, inner: LabelsShape): LabelsShape {
	const { operator, grouping, parameter } = aggregation;
	const definition = findAggregation(operator.name);
	if (definition === undefined) return anyLabels({ span: operator.span, text: "unknown, as the aggregation is" });
	if (definition.picksSeries) return inner;
	const reason = reasonOf(aggregation);
	if (operator.name !== "count_values") return group(aggregation, inner, reason);
	const label = parameter === undefined ? undefined : textOf(parameter);
	if (label === undefined) return anyLabels({ span: operator.span, text: "unknown, as the label of count_values is" });
	const value: LabelFact = {
		presence: "sure",
		reason: { span: operator.span, text: `set by count_values("${shorten(label)}", …)` },
	};
	// The label is set before the grouping, and `without` may name it; `by` keeps it unasked.
	if (grouping?.without === true) return group(aggregation, withFact(inner, label, value), reason);
	return withFact(group(aggregation, inner, reason), label, value);
}

function group({ grouping }: Aggregation, inner: LabelsShape, reason: Reason): LabelsShape {
	const names = grouping?.labels.map(({ name }) => name) ?? [];
	if (grouping?.without === true) return withoutLabels(inner, [...names, metricNameLabel], reason);
	return keepLabels(inner, names, reason);
}

function reasonOf({ operator, grouping, span }: Aggregation): Reason {
	if (grouping === undefined)
		return { span: operator.span, text: `removed by ${operator.name}, which keeps no labels` };
	const labels = shorten(grouping.labels.map(({ name }) => printGroupingLabel(name)).join(", "));
	const clause = `${grouping.without ? "without" : "by"} (${labels})`;
	return { span: grouping.span.end > span.start ? grouping.span : span, text: `removed by ${operator.name} ${clause}` };
}
