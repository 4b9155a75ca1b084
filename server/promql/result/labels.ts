import type { Span } from "../../text/span.ts";

/**
 * What is known of the labels of every series of a result: some by name, and all others together. Immutable, and shared
 * between the results of one expression. Empty label values do not exist in Prometheus: a label is there or it is not.
 */
export interface LabelsShape {
	readonly named: ReadonlyMap<string, LabelFact>;
	readonly others: LabelFact;
}

export interface LabelFact {
	/** `sure`: every series has it. `never`: none has it. */
	readonly presence: "sure" | "possible" | "never";
	/** The only values that it can have where it is there; left out where they are not known. */
	readonly values?: readonly string[];
	readonly reason: Reason;
}

/** What decided a claim, and where in the expression it stands. */
export interface Reason {
	readonly span: Span;
	/** A part of a sentence about a label, such as `removed by sum by (job)`. */
	readonly text: string;
	/** The recording rule that the claim stands on: true as far as all rules of that name are known. */
	readonly rule?: string;
}

export const metricNameLabel = "__name__";

/** A query may name very many labels; of more than so many the rest are only possible. */
const mostNamed = 256;

/** Of more values than so many it is only known that there are some. */
const mostValues = 64;

export function anyLabels(reason: Reason): LabelsShape {
	return { named: new Map(), others: { presence: "possible", reason } };
}

export function noLabels(reason: Reason): LabelsShape {
	return { named: new Map(), others: { presence: "never", reason } };
}

export function factOf(labels: LabelsShape, name: string): LabelFact {
	return labels.named.get(name) ?? labels.others;
}

/** `labels` with what `facts` says instead. */
export function withFacts(labels: LabelsShape, facts: Iterable<readonly [string, LabelFact]>): LabelsShape {
	const named = new Map(labels.named);
	for (const [name, fact] of facts) named.set(name, fact);
	return bound(named, labels.others);
}

export function withFact(labels: LabelsShape, name: string, fact: LabelFact): LabelsShape {
	return withFacts(labels, [[name, fact]]);
}

export function withoutLabels(labels: LabelsShape, names: readonly string[], reason: Reason): LabelsShape {
	const gone = names.filter((name) => factOf(labels, name).presence !== "never");
	if (gone.length === 0) return labels;
	return withFacts(
		labels,
		gone.map((name) => [name, { presence: "never", reason }]),
	);
}

/** Only the labels in `names`, as far as they are there. */
export function keepLabels(labels: LabelsShape, names: readonly string[], reason: Reason): LabelsShape {
	const gone: LabelFact = { presence: "never", reason };
	const named = new Map(names.map((name) => [name, factOf(labels, name)]));
	for (const [name, fact] of labels.named) {
		// The reason why a label was not there before says more than that it would not be kept.
		if (!named.has(name) && fact.presence === "never") named.set(name, fact);
	}
	return bound(named, gone);
}

/**
 * As most operations do with the name of the metric. With type and unit as labels, these go with it, which older servers
 * do not do.
 */
export function withoutMetricName(labels: LabelsShape, reason: Reason): LabelsShape {
	const unsure = ["__type__", "__unit__"].flatMap((name): [string, LabelFact][] =>
		factOf(labels, name).presence === "sure" ? [[name, { presence: "possible", reason }]] : [],
	);
	const rest = unsure.length === 0 ? labels : withFacts(labels, unsure);
	return withoutLabels(rest, [metricNameLabel], reason);
}

/** Of series that come from either side. */
export function joinLabels(a: LabelsShape, b: LabelsShape): LabelsShape {
	return combine(a, b, joinFacts);
}

/** Of series that are alike in every label on both sides. */
export function meetLabels(a: LabelsShape, b: LabelsShape): LabelsShape {
	return combine(a, b, meetFacts);
}

export function joinFacts(a: LabelFact, b: LabelFact): LabelFact {
	if (a === b) return a;
	if (a.presence === "never" && b.presence === "never") return a;
	const values = joinValues(a, b);
	const presence = a.presence === b.presence ? a.presence : "possible";
	const { reason } = a.presence === "never" ? b : a;
	return { presence, ...(values === undefined ? {} : { values }), reason };
}

/** A label that fulfils both; where they exclude each other there is no such series, and `never` is as true as any. */
export function meetFacts(a: LabelFact, b: LabelFact): LabelFact {
	if (a === b || a.presence === "never") return a;
	if (b.presence === "never") return b;
	const values = meetValues(a.values, b.values);
	const { reason } = b.presence === "sure" && a.presence !== "sure" ? b : a;
	if (values?.length === 0) return { presence: "never", reason };
	const presence = a.presence === "sure" || b.presence === "sure" ? "sure" : "possible";
	return { presence, ...(values === undefined ? {} : { values }), reason };
}

/**
 * Claims that no series can fulfil both. What stands on recording rules excludes nothing: series of the same name may come
 * from elsewhere.
 */
export function exclude(a: LabelFact, b: LabelFact): boolean {
	if (a.reason.rule !== undefined || b.reason.rule !== undefined) return false;
	if (a.presence === "sure" && b.presence === "sure") return meetValues(a.values, b.values)?.length === 0;
	return (a.presence === "sure" && b.presence === "never") || (a.presence === "never" && b.presence === "sure");
}

/** `values` where they are few enough to be worth knowing. */
export function fewValues(values: Iterable<string>): { readonly values?: readonly string[] } {
	const unique = [...new Set(values)];
	return unique.length > mostValues ? {} : { values: unique };
}

function joinValues(a: LabelFact, b: LabelFact): readonly string[] | undefined {
	if (a.presence === "never") return b.values;
	if (b.presence === "never") return a.values;
	if (a.values === undefined || b.values === undefined) return undefined;
	return fewValues([...a.values, ...b.values]).values;
}

function meetValues(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a.filter((value) => b.includes(value));
}

function combine(a: LabelsShape, b: LabelsShape, merge: (a: LabelFact, b: LabelFact) => LabelFact): LabelsShape {
	if (a === b) return a;
	const named = new Map<string, LabelFact>();
	for (const name of [...a.named.keys(), ...b.named.keys()]) {
		if (!named.has(name)) named.set(name, merge(factOf(a, name), factOf(b, name)));
	}
	return bound(named, merge(a.others, b.others));
}

function bound(named: Map<string, LabelFact>, others: LabelFact): LabelsShape {
	if (named.size <= mostNamed) return { named, others };
	const entries = [...named];
	const rest = entries.slice(mostNamed).some(([, { presence }]) => presence !== "never");
	return {
		named: new Map(entries.slice(0, mostNamed)),
		// `values` of all others together would be a claim about each of them.
		others: rest ? { presence: "possible", reason: others.reason } : others,
	};
}
