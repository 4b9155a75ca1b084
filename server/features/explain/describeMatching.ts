import type { LabelSet } from "../../metrics/port.ts";
import type { BinaryExpression } from "../../promql/ast.ts";
import type { Matching, MismatchReason, Side } from "./explanation.ts";
import { cardinalityOf, type MatchedSeries, matchedLabels, matchVectors } from "./vectorMatching.ts";

/** More series than these are counted, not listed. */
const MOST_EXAMPLES = 50;

/** What is to be told of a binary operation between the series of two vectors. */
export function describeMatching(
	binary: BinaryExpression,
	left: readonly MatchedSeries[],
	right: readonly MatchedSeries[],
): Matching {
	const match = matchVectors(binary, left, right);
	const { conflict } = match;
	const named = (series: readonly MatchedSeries[], place: number): LabelSet => series[place]?.labels ?? {};
	const partners = match.pairs.slice(0, MOST_EXAMPLES);
	const conflicting = conflict?.side === "left" ? left : right;
	return {
		...frameOf(binary),
		left: describeSide(binary, left, right, match.left.alone),
		right: describeSide(binary, right, left, match.right.alone),
		pairs: match.pairs.length,
		dropped: match.dropped,
		...(match.results === undefined ? {} : { results: match.results }),
		examples: partners.map(([a, b]) => ({ left: named(left, a), right: named(right, b) })),
		...(conflict === undefined
			? {}
			: {
					conflict: {
						kind: conflict.kind,
						side: conflict.side,
						shared: conflict.shared,
						examples: [named(conflicting, conflict.series[0]), named(conflicting, conflict.series[1])],
					},
				}),
	};
}

/** Where the series of a side are not all known, so nothing is claimed. */
export function describeUnknownMatching(binary: BinaryExpression, unknown: string): Matching {
	const side: Side = { series: 0, alone: 0, examples: [], reasons: [] };
	return { ...frameOf(binary), left: side, right: side, pairs: 0, dropped: 0, examples: [], unknown };
}

function frameOf(binary: BinaryExpression): Pick<Matching, "operator" | "cardinality" | "on" | "labels" | "include"> {
	return {
		operator: binary.operator.name,
		cardinality: cardinalityOf(binary),
		on: binary.matching?.on === true,
		labels: binary.matching?.labels.map(({ name }) => name) ?? [],
		include: binary.matching?.group?.include.map(({ name }) => name) ?? [],
	};
}

function describeSide(
	binary: BinaryExpression,
	series: readonly MatchedSeries[],
	others: readonly MatchedSeries[],
	alone: readonly number[],
): Side {
	const lonely = alone.flatMap((place) => series[place] ?? []);
	return {
		series: series.length,
		alone: alone.length,
		examples: lonely.slice(0, MOST_EXAMPLES).map(({ labels }) => labels),
		reasons: findReasons(binary, lonely, others),
	};
}

/**
 * Labels whose value no series of the other side has. A series all of whose labels are found there, though never
 * together, has no single reason.
 */
function findReasons(
	binary: BinaryExpression,
	lonely: readonly MatchedSeries[],
	others: readonly MatchedSeries[],
): readonly MismatchReason[] {
	if (lonely.length === 0 || others.length === 0) return [];
	const known = new Map<string, Set<string>>();
	/** Labels that every series of the other side has: one that lacks it can meet none. */
	const everywhere = new Map<string, number>();
	for (const { labels } of others) {
		for (const [label, value] of Object.entries(matchedLabels(binary, labels))) {
			known.set(label, (known.get(label) ?? new Set()).add(value));
			everywhere.set(label, (everywhere.get(label) ?? 0) + 1);
		}
	}
	const reasons = new Map<string, MismatchReason>();
	const count = (label: string, kind: MismatchReason["kind"], example: string): void => {
		const key = `${kind} ${label}`;
		const before = reasons.get(key);
		reasons.set(
			key,
			before === undefined ? { label, kind, example, series: 1 } : { ...before, series: before.series + 1 },
		);
	};
	for (const { labels } of lonely) {
		const own = matchedLabels(binary, labels);
		for (const [label, value] of Object.entries(own)) {
			const values = known.get(label);
			if (values === undefined) count(label, "absent", value);
			else if (!values.has(value)) count(label, "value", value);
		}
		for (const [label, having] of everywhere) {
			if (having === others.length && own[label] === undefined) count(label, "extra", "");
		}
	}
	return [...reasons.values()].toSorted((a, b) => b.series - a.series);
}
