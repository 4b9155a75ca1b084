import type { LabelSet } from "../../metrics/port.ts";
import type { BinaryExpression } from "../../promql/ast.ts";

/**
 * How a binary operation brings the series of its two sides together, as `VectorBinop`, `VectorAnd`, `VectorOr` and
 * `VectorUnless` of Prometheus's engine (promql/engine.go, 3.x) do. A label that is empty is one that a series does not have.
 */

/** A series and the value that it has at the moment of the evaluation. */
export interface MatchedSeries {
	readonly labels: LabelSet;
	readonly value: number;
	/** The value is a native histogram, which comparisons and arithmetic treat in ways of their own. */
	readonly histogram?: boolean;
}

export type Cardinality = "one-to-one" | "many-to-one" | "one-to-many" | "many-to-many";

export interface VectorMatch {
	readonly cardinality: Cardinality;
	readonly left: MatchedSide;
	readonly right: MatchedSide;
	/** Places of series that met, in `left` and `right`; of a set operation, a partner that decided. */
	readonly pairs: readonly (readonly [left: number, right: number])[];
	/** Series of the result; left out where values that are not known here decide. */
	readonly results?: number;
	/** Pairs that a comparison left out. */
	readonly dropped: number;
	/** Why Prometheus refuses to match them. */
	readonly conflict?: MatchConflict;
}

export interface MatchedSide {
	/** Places of the series without a partner. */
	readonly alone: readonly number[];
}

export interface MatchConflict {
	readonly kind: "duplicatesOnOneSide" | "manyWithoutGroup" | "sameResult";
	/** The side on which one too many was found. */
	readonly side: "left" | "right";
	/** The labels that they share, as far as they count. */
	readonly shared: LabelSet;
	/** Places of two series of that side. */
	readonly series: readonly [number, number];
}

const metricName = "__name__";

export function matchVectors(
	binary: BinaryExpression,
	left: readonly MatchedSeries[],
	right: readonly MatchedSeries[],
): VectorMatch {
	const leftKeys = left.map(({ labels }) => signatureOf(binary, labels));
	const rightKeys = right.map(({ labels }) => signatureOf(binary, labels));
	const sides = (): Pick<VectorMatch, "left" | "right"> => ({
		left: { alone: placesWithout(leftKeys, new Set(rightKeys)) },
		right: { alone: placesWithout(rightKeys, new Set(leftKeys)) },
	});
	if (isSetOperator(binary)) return { ...matchSets(binary, leftKeys, rightKeys), ...sides() };
	return { ...matchOperands(binary, left, right, leftKeys, rightKeys), ...sides() };
}

export function isSetOperator({ operator }: BinaryExpression): boolean {
	return operator.name === "and" || operator.name === "or" || operator.name === "unless";
}

export function isComparison({ operator }: BinaryExpression): boolean {
	return comparisons.has(operator.name);
}

/** The labels of a series that decide which others it meets. */
export function matchedLabels({ matching }: BinaryExpression, labels: LabelSet): LabelSet {
	const named = new Set(matching?.labels.map(({ name }) => name));
	const counts = (label: string): boolean =>
		matching?.on === true ? named.has(label) : label !== metricName && !named.has(label);
	return Object.fromEntries(
		Object.entries(labels)
			.filter(([label, value]) => value !== "" && counts(label))
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}

export function cardinalityOf(binary: BinaryExpression): Cardinality {
	if (isSetOperator(binary)) return "many-to-many";
	const side = binary.matching?.group?.side;
	if (side === undefined) return "one-to-one";
	return side === "left" ? "many-to-one" : "one-to-many";
}

function signatureOf(binary: BinaryExpression, labels: LabelSet): string {
	return JSON.stringify(Object.entries(matchedLabels(binary, labels)));
}

function placesWithout(keys: readonly string[], others: ReadonlySet<string>): number[] {
	return keys.flatMap((key, place) => (others.has(key) ? [] : [place]));
}

type Outcome = Omit<VectorMatch, "left" | "right">;

function matchSets(binary: BinaryExpression, left: readonly string[], right: readonly string[]): Outcome {
	const partners = new Map<string, number>();
	right.forEach((key, place) => {
		if (!partners.has(key)) partners.set(key, place);
	});
	const pairs = left.flatMap((key, place): (readonly [number, number])[] => {
		const partner = partners.get(key);
		return partner === undefined ? [] : [[place, partner]];
	});
	const leftKeys = new Set(left);
	const added = right.filter((key) => !leftKeys.has(key)).length;
	const results = { and: pairs.length, unless: left.length - pairs.length, or: left.length + added };
	const name = binary.operator.name as keyof typeof results;
	return { cardinality: "many-to-many", pairs, dropped: 0, results: results[name] };
}

function matchOperands(
	binary: BinaryExpression,
	left: readonly MatchedSeries[],
	right: readonly MatchedSeries[],
	leftKeys: readonly string[],
	rightKeys: readonly string[],
): Outcome {
	const cardinality = cardinalityOf(binary);
	// With an empty side the engine returns before it looks for duplicates.
	if (left.length === 0 || right.length === 0) return { cardinality, pairs: [], dropped: 0, results: 0 };
	const swapped = cardinality === "one-to-many";
	const [many, one] = swapped ? [right, left] : [left, right];
	const [manyKeys, oneKeys] = swapped ? [rightKeys, leftKeys] : [leftKeys, rightKeys];
	const [manySide, oneSide] = swapped ? (["right", "left"] as const) : (["left", "right"] as const);

	const partners = new Map<string, number>();
	let conflict: MatchConflict | undefined;
	oneKeys.forEach((key, place) => {
		const first = partners.get(key);
		if (first === undefined) partners.set(key, place);
		else conflict ??= conflictOf("duplicatesOnOneSide", oneSide, binary, one, [first, place]);
	});

	const pairs: (readonly [number, number])[] = [];
	/** The first series of the result for each signature, and with grouping for each set of labels of the result besides. */
	const taken = new Map<string, number>();
	let dropped = 0;
	let results = 0;
	let isSure = true;
	manyKeys.forEach((key, place) => {
		const partner = partners.get(key);
		const [many1, one1] = [many[place], partner === undefined ? undefined : one[partner]];
		if (partner === undefined || many1 === undefined || one1 === undefined) return;
		pairs.push(swapped ? [partner, place] : [place, partner]);
		const [leftSeries, rightSeries] = swapped ? [one1, many1] : [many1, one1];
		const keeps = keepsPair(binary, leftSeries, rightSeries);
		if (keeps === undefined) isSure = false;
		if (keeps === false) {
			dropped += 1;
			return;
		}
		results += 1;
		const result = cardinality === "one-to-one" ? "" : JSON.stringify(resultLabels(binary, many1.labels, one1.labels));
		const before = taken.get(key + result);
		if (before === undefined) taken.set(key + result, place);
		else if (keeps !== undefined) {
			const kind = cardinality === "one-to-one" ? "manyWithoutGroup" : "sameResult";
			conflict ??= conflictOf(kind, manySide, binary, many, [before, place]);
		}
	});
	return {
		cardinality,
		pairs,
		dropped,
		...(isSure && conflict === undefined ? { results } : {}),
		...(conflict === undefined ? {} : { conflict }),
	};
}

function conflictOf(
	kind: MatchConflict["kind"],
	side: MatchConflict["side"],
	binary: BinaryExpression,
	all: readonly MatchedSeries[],
	series: readonly [number, number],
): MatchConflict {
	return { kind, side, series, shared: matchedLabels(binary, all[series[0]]?.labels ?? {}) };
}

/** Claims that the pair is in the result; `undefined` where that hangs on native histograms. */
function keepsPair(binary: BinaryExpression, left: MatchedSeries, right: MatchedSeries): boolean | undefined {
	if (left.histogram === true || right.histogram === true) return undefined;
	if (binary.bool !== undefined) return true;
	const compare = comparisons.get(binary.operator.name);
	return compare === undefined ? true : compare(left.value, right.value);
}

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
	["==", (left: number, right: number) => left === right],
	["!=", (left: number, right: number) => left !== right],
	[">", (left: number, right: number) => left > right],
	["<", (left: number, right: number) => left < right],
	[">=", (left: number, right: number) => left >= right],
	["<=", (left: number, right: number) => left <= right],
]);

/** What the engine's `resultMetric` makes of a pair where one side has many. */
function resultLabels(binary: BinaryExpression, many: LabelSet, one: LabelSet): readonly (readonly [string, string])[] {
	const labels = new Map(Object.entries(many));
	if (!isComparison(binary) || binary.bool !== undefined) labels.delete(metricName);
	for (const { name } of binary.matching?.group?.include ?? []) {
		const value = one[name];
		if (value === undefined || value === "") labels.delete(name);
		else labels.set(name, value);
	}
	return [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
}
