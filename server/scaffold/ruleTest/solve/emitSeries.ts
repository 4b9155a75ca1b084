import type { Labels } from "../../../promql/evaluate/sample.ts";
import type { ResolvedMatcher } from "../../../promql/evaluate/seriesStorage.ts";
import { type InputSeries, writeSeries } from "../inputSeries.ts";
import { type LabelValues, usualValue } from "./labelValues.ts";
import type { Leaf } from "./leaf.ts";

export interface EmitRequest {
	readonly leaves: readonly Leaf[];
	readonly values: LabelValues;
	/** Labels that every series gets, as others are matched with it or a text names them. */
	readonly shared: readonly string[];
	readonly intervalSeconds: number;
	/** When the series are to be as the leaves say. */
	readonly seconds: number;
	/** How many values each has. */
	readonly count: number;
}

/** The series of a plan, in promtool's notation; `undefined` where a selector can have none. */
export function emitSeries(request: EmitRequest): readonly InputSeries[] | undefined {
	const series = new Map<string, InputSeries>();
	const labelled: { readonly leaf: Leaf; readonly labels: Labels }[] = [];
	const put = (labels: Labels, values: string): void => {
		const written = writeSeries(labels);
		if (!series.has(written)) series.set(written, { series: written, values });
	};
	// Those with the most matchers come first, as they may be among what the others sum up.
	for (const leaf of request.leaves.toSorted((a, b) => b.matchers.length - a.matchers.length)) {
		if (leaf.absent === true) continue;
		const labels = labelLeaf(leaf, request);
		if (labels === undefined) return undefined;
		const within = labelled.filter(
			(each) => each.leaf !== leaf && leaf.matchers.every((matcher) => takes(matcher, each.labels, request.values)),
		);
		if (leaf.summed === true && within.length > 0) {
			const rest = subtract(
				leaf,
				within.map((each) => each.leaf),
			);
			const other = findOtherLabels(leaf, within, labels, request);
			labelled.push({ leaf, labels });
			if (rest !== undefined && other !== undefined) put(other, writeValues(rest, request));
			continue;
		}
		labelled.push({ leaf, labels });
		for (const [index, copy] of copyLabels(leaf, labels, request.values).entries()) {
			if (leaf.buckets === undefined) put(copy, writeValues(spread(leaf, index), request));
			else for (const [le, perSecond] of listBuckets(leaf)) put({ ...copy, le }, writeBucket(perSecond, leaf, request));
		}
	}
	return [...series.values()].sort((a, b) => (a.series < b.series ? -1 : 1));
}

function takes(matcher: ResolvedMatcher, labels: Labels, values: LabelValues): boolean {
	return values.matches(matcher, labels[matcher.label] ?? "");
}

function labelLeaf({ matchers }: Leaf, { values, shared }: EmitRequest): Labels | undefined {
	const labels: Record<string, string> = {};
	for (const label of new Set([...matchers.map((matcher) => matcher.label), ...shared])) {
		const own = matchers.filter((matcher) => matcher.label === label);
		const value = values.find(label, own);
		if (value === undefined) return undefined;
		if (value !== "") labels[label] = value;
	}
	if (labels["__name__"] === undefined) return undefined;
	return labels;
}

/** Labels of a series that this selector takes and those within it do not. */
function findOtherLabels(
	leaf: Leaf,
	within: readonly { readonly leaf: Leaf; readonly labels: Labels }[],
	labels: Labels,
	{ values }: EmitRequest,
): Labels | undefined {
	let other: Record<string, string> = { ...labels };
	for (const { leaf: inner } of within) {
		const label = inner.matchers
			.map((matcher) => matcher.label)
			.find(
				(each) =>
					each !== "__name__" && !leaf.matchers.some((matcher) => matcher.label === each && matcher.operator === "="),
			);
		if (label === undefined) return undefined;
		const value = values.findOther(
			label,
			leaf.matchers.filter((matcher) => matcher.label === label),
			inner.matchers.filter((matcher) => matcher.label === label),
		);
		if (value === undefined || value === "") return undefined;
		other = { ...other, [label]: value };
	}
	return other;
}

/** What is left to the whole beside its parts; nothing where they are all of it. */
function subtract(whole: Leaf, parts: readonly Leaf[]): Leaf | undefined {
	const rest: Leaf = { key: whole.key, matchers: whole.matchers };
	if (whole.slope !== undefined) {
		rest.slope = whole.slope - parts.reduce((sum, { slope = 0 }) => sum + slope, 0);
	} else if (whole.value !== undefined) {
		rest.value = whole.value - parts.reduce((sum, { value = 0 }) => sum + value, 0);
	}
	const left = rest.slope ?? rest.value;
	return left === undefined || left <= 0 ? undefined : rest;
}

function copyLabels({ copies, matchers }: Leaf, labels: Labels, values: LabelValues): readonly Labels[] {
	if (copies === undefined || copies.count <= 1) return [labels];
	const varied = [...copies.varied, "instance", "pod", "id", ...matchers.map(({ label }) => label)].find(
		(label) =>
			label !== "__name__" &&
			!copies.grouped.includes(label) &&
			matchers.every((matcher) => matcher.label !== label || values.matches(matcher, varyValue(label, 2))),
	);
	if (varied === undefined) return [labels];
	return Array.from({ length: copies.count }, (_, index) =>
		index === 0 && labels[varied] !== undefined ? labels : { ...labels, [varied]: varyValue(varied, index + 1) },
	);
}

function spread(leaf: Leaf, index: number): Leaf {
	if (leaf.copies === undefined || leaf.copies.spread === 0 || index === 0) return leaf;
	return { ...leaf, value: (leaf.value ?? 0) + index * leaf.copies.spread };
}

function varyValue(label: string, number: number): string {
	const value = usualValue(label);
	return /\d/.test(value) ? value.replace(/\d+/, String(number)) : `${value}-${number}`;
}

/** The buckets' bounds, and how many observations each has per second. */
function listBuckets({ buckets, matchers }: Leaf): readonly (readonly [string, number])[] {
	const fixed = matchers.find(({ label, operator }) => label === "le" && operator === "=");
	if (fixed !== undefined) return [[fixed.value, 1]];
	const quantile = buckets?.quantile ?? 1;
	if (!(quantile > 0))
		return [
			[writeNumber(1), 0],
			["+Inf", 1],
		];
	return [
		[writeNumber(quantile / 2), 0],
		[writeNumber(quantile), 1],
		["+Inf", 1],
	];
}

function writeBucket(perSecond: number, { buckets }: Leaf, request: EmitRequest): string {
	const leaf: Leaf = { key: "", matchers: [] };
	if (buckets?.perSecond === true) leaf.slope = perSecond;
	else leaf.value = perSecond * 60;
	return writeValues(leaf, request);
}

function writeValues(leaf: Leaf, { intervalSeconds, seconds, count }: EmitRequest): string {
	const { value, slope, predicted, jumps, rests, restarts } = leaf;
	const ends = leaf.ends === undefined ? count : Math.floor(leaf.ends / intervalSeconds) + 1;
	const times = Math.max(0, Math.min(count, ends) - 1);
	if (jumps !== undefined) {
		const high = writeNumber(jumps === 0 ? 1 : jumps);
		return repeatCycle(rests === true ? ["0", "0", high, high] : ["0", high], count);
	}
	if (restarts === true) return repeatCycle(["0", "1", "2"], count);
	const rising =
		slope ?? (predicted === undefined ? 0 : (predicted.value - (value ?? predicted.value)) / predicted.seconds);
	const at = value ?? (slope === undefined ? (predicted?.value ?? 1) : undefined);
	const step = writeNumber(Math.abs(rising * intervalSeconds));
	if (step === "0") return `${writeNumber(at ?? 0)}x${times}`;
	const start = at === undefined ? (rising < 0 ? -rising * intervalSeconds * count : 0) : at - rising * seconds;
	return `${writeNumber(start)}${rising < 0 ? "-" : "+"}${step}x${times}`;
}

function repeatCycle(cycle: readonly string[], count: number): string {
	return Array.from({ length: count }, (_, index) => cycle[index % cycle.length] ?? "0").join(" ");
}

/** Without an exponent, to as many digits as a person would write. */
function writeNumber(value: number): string {
	if (!Number.isFinite(value)) return value > 0 ? "inf" : value < 0 ? "-inf" : "nan";
	const rounded = Number(value.toPrecision(9));
	if (Math.abs(rounded) >= 1e21) return String(rounded);
	const plain = /e/.test(String(rounded)) ? rounded.toFixed(18).replace(/\.?0+$/, "") : String(rounded);
	return plain === "-0" ? "0" : plain;
}
