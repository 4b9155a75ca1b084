import type { LabelSet } from "../port.ts";
import { intersect, pushRun, type Runs, subtract, unite } from "./runs.ts";
import { keyOf, type SeriesSamples } from "./sampleStore.ts";
import { type Comparison, type Condition, passes } from "./splitCondition.ts";

/** What of a condition's result has the same labels, and when it is there. */
export interface ActiveSeries {
	readonly labels: LabelSet;
	readonly runs: Runs;
	/** The samples behind it: the result's own first, then those of what it was matched with. */
	readonly parts: readonly SeriesPart[];
}

export interface SeriesPart {
	/** The query that it is of. */
	readonly leaf: number;
	readonly series: SeriesSamples;
}

/**
 * Where the condition holds, from the samples of its leaves. Two of the results may have the same labels, but never at
 * the same evaluation, other than where the server would give them so too.
 *
 * Source: promql/engine.go of Prometheus 3.15: `VectorscalarBinop`, `VectorAnd`, `VectorOr`, `VectorUnless`, `signatureFunc`.
 */
export function evaluateCondition(
	condition: Condition,
	leaves: readonly (readonly SeriesSamples[])[],
	thresholds: readonly number[],
): readonly ActiveSeries[] {
	switch (condition.kind) {
		case "leaf":
			return (leaves[condition.leaf] ?? []).map((series) => ({
				labels: series.labels,
				runs: presenceOf(series),
				parts: [{ leaf: condition.leaf, series }],
			}));
		case "compare": {
			const compared = evaluateCondition(condition.of, leaves, thresholds);
			const threshold = thresholds[condition.threshold] ?? Number.NaN;
			return compared.map((active) => ({ ...active, runs: compare(active, condition.operator, threshold) }));
		}
		case "and":
		case "or":
		case "unless": {
			const left = evaluateCondition(condition.left, leaves, thresholds);
			const right = evaluateCondition(condition.right, leaves, thresholds);
			const signature = signatureOf(condition.matching);
			if (condition.kind === "or") {
				const held = uniteBySignature(left, signature);
				const rest = right.map((active) => {
					const taken = held.get(signature(active.labels));
					return taken === undefined ? active : { ...active, runs: subtract(active.runs, taken.runs) };
				});
				return [...left, ...rest];
			}
			const partners = uniteBySignature(right, signature);
			return left.map((active) => {
				const partner = partners.get(signature(active.labels));
				if (condition.kind === "unless") {
					return partner === undefined ? active : { ...active, runs: subtract(active.runs, partner.runs) };
				}
				if (partner === undefined) return { ...active, runs: [] };
				const parts = [...active.parts, ...partner.parts].slice(0, mostParts);
				return { ...active, runs: intersect(active.runs, partner.runs), parts };
			});
		}
		default:
			return condition satisfies never;
	}
}

/** More lines than these in one picture are told apart by nobody. */
const mostParts = 8;

function presenceOf({ segments }: SeriesSamples): Runs {
	const runs: number[] = [];
	for (const { start, length } of segments) pushRun(runs, start, start + length);
	return runs;
}

/** The samples that pass, of those that are there: a set operator may have taken some away. */
function compare({ runs, parts }: ActiveSeries, operator: Comparison, threshold: number): Runs {
	const [own] = parts;
	if (own === undefined) return [];
	const passing: number[] = [];
	for (const { start, length, values } of own.series.segments) {
		if (typeof values === "number") {
			if (passes(values, operator, threshold)) pushRun(passing, start, start + length);
			continue;
		}
		scan(values, start, operator, threshold, passing);
	}
	return intersect(passing, runs);
}

/** The one loop that grows with the number of samples: bare comparisons, and it notes where the answer changes alone. */
function scan(values: Float64Array, start: number, operator: Comparison, threshold: number, passing: number[]): void {
	const { low, high, inside } = intervalOf(operator, threshold);
	let from = -1;
	for (let at = 0; at < values.length; at++) {
		const value = values[at] ?? Number.NaN;
		if ((value >= low && value <= high) === inside) {
			if (from < 0) from = at;
		} else if (from >= 0) {
			pushRun(passing, start + from, start + at);
			from = -1;
		}
	}
	if (from >= 0) pushRun(passing, start + from, start + values.length);
}

/** The values that pass, as those inside or outside of an interval with both of its ends; a NaN is in none. */
function intervalOf(operator: Comparison, threshold: number) {
	const { NEGATIVE_INFINITY: least, POSITIVE_INFINITY: greatest } = Number;
	switch (operator) {
		case "==":
			return { low: threshold, high: threshold, inside: true };
		case "!=":
			return { low: threshold, high: threshold, inside: false };
		case "<":
			return { low: least, high: -nextAbove(-threshold), inside: true };
		case "<=":
			return { low: least, high: threshold, inside: true };
		case ">":
			return { low: nextAbove(threshold), high: greatest, inside: true };
		case ">=":
			return { low: threshold, high: greatest, inside: true };
		default:
			return operator satisfies never;
	}
}

/** The next number that a double can hold. NaN above infinity, where there is none. */
function nextAbove(value: number): number {
	if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) return Number.NaN;
	if (value === 0) return Number.MIN_VALUE;
	const bits = new BigInt64Array(1);
	const double = new Float64Array(bits.buffer);
	double[0] = value;
	bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
	return double[0] ?? Number.NaN;
}

function uniteBySignature(all: readonly ActiveSeries[], signature: (labels: LabelSet) => string) {
	const united = new Map<string, { runs: Runs; parts: readonly SeriesPart[] }>();
	for (const { labels, runs, parts } of all) {
		const key = signature(labels);
		const known = united.get(key);
		if (known === undefined) united.set(key, { runs, parts });
		else known.runs = unite(known.runs, runs);
	}
	return united;
}

function signatureOf({ on, labels }: { readonly on: boolean; readonly labels: readonly string[] }) {
	const named = new Set(labels);
	return (all: LabelSet): string => {
		const kept = Object.entries(all).filter(([name]) =>
			on ? named.has(name) : name !== "__name__" && !named.has(name),
		);
		return keyOf(Object.fromEntries(kept));
	};
}
