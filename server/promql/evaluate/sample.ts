/** The labels of a series, without empty ones; the metric's name is the label `__name__`. */
export type Labels = Readonly<Record<string, string>>;

/** A sample at a time in milliseconds; without a value it is a staleness marker. */
export interface Point {
	readonly time: number;
	readonly value: number | undefined;
}

export interface PointSeries {
	readonly labels: Labels;
	/** In the order of time, without staleness markers. */
	readonly points: readonly ValuePoint[];
}

export interface ValuePoint {
	readonly time: number;
	readonly value: number;
}

/** An element of an instant vector. */
export interface Sample {
	readonly labels: Labels;
	readonly value: number;
}

const name = "__name__";

/** Names a set of labels, whatever their order is. */
export function keyOfLabels(labels: Labels): string {
	let key = "";
	for (const label of Object.keys(labels).sort()) key += `${label}\u0000${labels[label]}\u0001`;
	return key;
}

export function withoutName(labels: Labels): Labels {
	return name in labels ? withoutLabels(labels, [name]) : labels;
}

export function withoutLabels(labels: Labels, dropped: readonly string[]): Labels {
	return Object.fromEntries(Object.entries(labels).filter(([label]) => !dropped.includes(label)));
}

export function keepLabels(labels: Labels, kept: readonly string[]): Labels {
	return Object.fromEntries(Object.entries(labels).filter(([label]) => kept.includes(label)));
}

/** Sets a label; an empty value takes it away. */
export function withLabel(labels: Labels, label: string, value: string): Labels {
	return value === "" ? withoutLabels(labels, [label]) : { ...labels, [label]: value };
}
