import { unknownSpans } from "../../documents/embedded/masks/unknownSpans.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Expression } from "../../promql/ast.ts";
import { findOccurrences } from "../../promql/occurrences.ts";
import { parsePromql } from "../../promql/parse.ts";
import { factOf } from "../../promql/result/labels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { childrenOf, walk } from "../../promql/visit.ts";
import { contains, type Span } from "../../text/span.ts";
import type { Navigation } from "./navigation.ts";
import type { LabelAt } from "./symbolAt.ts";
import { type Target, targetOf } from "./target.ts";

/**
 * What gives a label: the label that the rule sets, the `by` or the matcher of the expression that keeps or fixes it, the
 * recording rule or the line of code that sets it on the metric. What takes it away is no definition.
 */
export function findLabelDefinition(navigation: Navigation, label: LabelAt): readonly Target[] {
	const { uri } = navigation;
	const set = label.rule?.labels.find(({ key }) => key.value === label.name);
	const inExpression = label.at !== undefined;
	// In the expression itself the rule's own labels are not there yet.
	if (set !== undefined && !inExpression) return [{ uri, span: set.key.span }];
	const { region } = label;
	if (region?.language !== "promql") return [];
	const { expression } = parsePromql(region.text);
	if (label.at !== undefined) {
		const asked = askedOf(expression, label.at);
		return findOnMetrics(navigation, metricsIn(asked), label.name);
	}
	const fact = factOf(resultOf(expression, navigation.results, unknownSpans(region)).labels, label.name);
	if (fact.presence === "never") return [];
	const given = findOnMetrics(navigation, fact.reason.rule === undefined ? [] : [fact.reason.rule], label.name);
	if (given.length > 0) return given;
	const kept = findIn(expression, label.name, fact.reason.span);
	if (kept !== undefined) return [place(uri, region, kept)];
	return findOnMetrics(navigation, metricsIn([expression]), label.name);
}

function place(uri: string, region: EmbeddedRegion, span: Span): Target {
	return { uri, span: region.map.toHostSpan(span) };
}

/** The label's first mention within the part that decides over it, or else anywhere. */
function findIn(expression: Expression, label: string, within: Span): Span | undefined {
	const mentions = findOccurrences(expression).filter(({ role, name }) => role === "label" && name === label);
	return (mentions.find(({ span }) => contains(within, span)) ?? mentions[0])?.span;
}

/** The parts of the expression whose series the label at `at` is one of: the selector around it, or what is aggregated. */
function askedOf(root: Expression, at: number): readonly Expression[] {
	const cursor = { start: at, end: at };
	let innermost: Expression = root;
	for (const node of walk(root)) if (contains(node.span, cursor)) innermost = node;
	return innermost.kind === "selector" ? [innermost] : childrenOf(innermost);
}

function metricsIn(parts: readonly Expression[]): readonly string[] {
	const names = new Set<string>();
	for (const part of parts) {
		for (const node of walk(part)) if (node.kind === "selector" && node.name !== undefined) names.add(node.name.name);
	}
	return [...names];
}

function findOnMetrics({ graph }: Navigation, metrics: readonly string[], label: string): readonly Target[] {
	return metrics.flatMap((name) =>
		graph.definitionsOf({ kind: "metric", name }).flatMap((found): readonly Target[] => {
			const { uri, item } = found;
			if (item.kind === "metric") {
				const set = item.registration.labels.find((one) => one.name === label);
				return set === undefined ? [] : [{ uri, span: set.span, whole: item.span }];
			}
			if (item.kind !== "record") return [];
			const sets = Object.hasOwn(item.labels, label) || keeps(item.expression, label);
			return sets ? [targetOf(found)] : [];
		}),
	);
}

/** Claims that the expression names the label, so that it gives or keeps it. */
function keeps(expression: string | undefined, label: string): boolean {
	if (expression?.includes(label) !== true) return false;
	const parsed = parsePromql(expression).expression;
	return factOf(resultOf(parsed).labels, label).presence !== "never";
}
