import type { BinaryExpression, ValueType } from "../ast.ts";
import { printGroupingLabel } from "../names.ts";
import { promqlOperators } from "../operators.ts";
import { shorten } from "../shorten.ts";
import type { Reason } from "./labels.ts";
import {
	anyLabels,
	exclude,
	factOf,
	joinFacts,
	joinLabels,
	keepLabels,
	type LabelFact,
	type LabelsShape,
	meetFacts,
	meetLabels,
	metricNameLabel,
	noLabels,
	withFact,
	withFacts,
	withoutLabels,
	withoutMetricName,
} from "./labels.ts";

export interface Operand {
	readonly type: ValueType;
	readonly labels: LabelsShape;
}

export interface CombinedLabels {
	readonly labels: LabelsShape;
	/** No series of one side can have a partner on the other. */
	readonly unmatchable: boolean;
}

/**
 * The labels of `left operator right`. Source: Prometheus 3.14, querying/operators, and how its engine makes the labels of
 * a pair: those of the left side, or of the side with many; of one-to-one pairs only the matched ones; then those that
 * `group_left` or `group_right` takes over.
 */
export function labelsOfBinary(binary: BinaryExpression, left: Operand, right: Operand): CombinedLabels {
	const { operator } = binary;
	const kind = promqlOperators.get(operator.name)?.kind;
	if (kind === undefined) return sure(anyLabels({ span: operator.span, text: "unknown, as the operator is" }));
	const reason: Reason = { span: operator.span, text: `dropped by the operator ${operator.name}` };
	if (left.type === "scalar" && right.type === "scalar") {
		return sure(noLabels({ span: operator.span, text: "not there, as it is a scalar" }));
	}
	if (kind === "set") return labelsOfSet(binary, left.labels, right.labels);
	// Whether trimming a histogram drops the name is not documented.
	if (kind === "histogram") return unsureOfName(labelsOfValues(binary, left, right, undefined), reason);
	return labelsOfValues(binary, left, right, kind === "arithmetic" || binary.bool !== undefined ? reason : undefined);
}

function labelsOfValues(
	binary: BinaryExpression,
	left: Operand,
	right: Operand,
	dropsName: Reason | undefined,
): CombinedLabels {
	if (left.type !== "scalar" && right.type !== "scalar") {
		return labelsOfPairs(binary, left.labels, right.labels, dropsName);
	}
	const { labels } = left.type === "scalar" ? right : left;
	return sure(dropsName === undefined ? labels : withoutMetricName(labels, dropsName));
}

function unsureOfName({ labels, unmatchable }: CombinedLabels, reason: Reason): CombinedLabels {
	const name = joinFacts(factOf(labels, metricNameLabel), { presence: "never", reason });
	return { labels: withFact(labels, metricNameLabel, name), unmatchable };
}

function labelsOfSet(binary: BinaryExpression, left: LabelsShape, right: LabelsShape): CombinedLabels {
	switch (binary.operator.name) {
		case "or":
			return sure(joinLabels(left, right));
		case "unless":
			return sure(left);
		default:
			return meetMatched(binary, left, right);
	}
}

function labelsOfPairs(
	binary: BinaryExpression,
	left: LabelsShape,
	right: LabelsShape,
	dropsName: Reason | undefined,
): CombinedLabels {
	const group = binary.matching?.group;
	const [many, one] = group?.side === "right" ? [right, left] : [left, right];
	const matched = meetMatched(binary, many, one);
	const paired = finish(binary, matched.labels, one, dropsName);
	const { fill } = binary;
	if (fill === undefined) return { labels: paired, unmatchable: matched.unmatchable };
	// A side without a partner gets one with just the matched labels.
	const alone: LabelsShape[] = [];
	// With `group_right` both sides count as filled: which one is meant then is not documented.
	const either = group?.side === "right";
	if (fill.right !== undefined || either) alone.push(finish(binary, many, matchedAlone(binary, many), dropsName));
	if (fill.left !== undefined || either) alone.push(finish(binary, matchedAlone(binary, one), one, dropsName));
	const possible = matched.unmatchable ? alone : [paired, ...alone];
	return sure(possible.reduce((all, labels) => joinLabels(all, labels)));
}

/** The labels of the result's series, from those of a pair. */
function finish(
	{ matching, bool, operator }: BinaryExpression,
	many: LabelsShape,
	one: LabelsShape,
	dropsName: Reason | undefined,
): LabelsShape {
	if (matching === undefined) return dropsName === undefined ? many : withoutMetricName(many, dropsName);
	const names = matching.labels.map(({ name }) => name);
	const written = `${matching.on ? "on" : "ignoring"} (${shorten(names.map(printGroupingLabel).join(", "))})`;
	const reason = { span: matching.span, text: `not kept by ${operator.name} ${written}` };
	// Arithmetic drops the name before the labels are chosen, so that `group_left` may bring one; `bool` drops it after.
	let labels = dropsName === undefined || bool !== undefined ? many : withoutMetricName(many, dropsName);
	if (matching.group === undefined) {
		labels = matching.on ? keepLabels(labels, names, reason) : withoutLabels(labels, names, reason);
	} else {
		const { include, side, span } = matching.group;
		labels = withFacts(
			labels,
			include.map(({ name }): [string, LabelFact] => {
				const fact = factOf(one, name);
				const origin = fact.presence === "never" ? "not there to be taken over" : "taken over";
				return [name, { ...fact, reason: { span, text: `${origin} by group_${side} (${shorten(name)})` } }];
			}),
		);
	}
	return bool === undefined || dropsName === undefined ? labels : withoutMetricName(labels, dropsName);
}

/** `many` with what follows from having a partner in `one`: both are alike in the labels that are matched. */
function meetMatched({ matching }: BinaryExpression, many: LabelsShape, one: LabelsShape): CombinedLabels {
	if (matching?.on === true) {
		const facts = matching.labels.map(({ name }) => [name, factOf(many, name), factOf(one, name)] as const);
		return {
			labels: withFacts(
				many,
				facts.map(([name, a, b]) => [name, meetFacts(a, b)]),
			),
			unmatchable: facts.some(([, a, b]) => exclude(a, b)),
		};
	}
	const ignored = new Set([metricNameLabel, ...(matching?.labels.map(({ name }) => name) ?? [])]);
	const met = meetLabels(many, one);
	const names = new Set([...many.named.keys(), ...one.named.keys()]);
	const compared = [...names].filter((name) => !ignored.has(name));
	return {
		labels: withFacts(
			met,
			[...ignored].map((name) => [name, factOf(many, name)]),
		),
		unmatchable: compared.some((name) => exclude(factOf(many, name), factOf(one, name))),
	};
}

/** The labels of a partner that `fill` makes up for `side`. */
function matchedAlone({ matching, operator }: BinaryExpression, side: LabelsShape): LabelsShape {
	const reason: Reason = { span: matching?.span ?? operator.span, text: "not there where fill stands in" };
	const names = matching?.labels.map(({ name }) => name) ?? [];
	if (matching?.on === true) return keepLabels(side, names, reason);
	return withoutLabels(side, [metricNameLabel, ...names], reason);
}

function sure(labels: LabelsShape): CombinedLabels {
	return { labels, unmatchable: false };
}
