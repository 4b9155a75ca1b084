import type { LabelMatcher } from "../../../metrics/selectorText.ts";
import { windowPlaceholder } from "../sli.ts";
import type { Indicator, SloDefinition } from "../sloDefinition.ts";
import type { SpecQuery } from "./querySelection.ts";
import { Unconvertible } from "./specSlo.ts";

/** What two queries count, in the plainest words that mean the same. */
export function readRatio(
	counted: SpecQuery,
	counts: "bad" | "good",
	total: SpecQuery,
): Pick<SloDefinition, "indicator" | "grouping"> {
	if (!isSame(counted.grouping, total.grouping)) {
		throw new Unconvertible(
			`One query keeps the labels ${nameAll(counted.grouping)} and the other ${nameAll(total.grouping)}, so that no error finds its total. Group both alike.`,
			counted.at,
		);
	}
	return { indicator: chooseIndicator(counted, counts, total), grouping: total.grouping };
}

function chooseIndicator(counted: SpecQuery, counts: "bad" | "good", total: SpecQuery): Indicator {
	const all = total.counter;
	const { difference } = counted;
	if (difference !== undefined && all !== undefined && counts === "bad" && isOne(difference.all, all)) {
		return chooseCounters(difference.part, "good", all);
	}
	const marked = counted.reading === total.reading ? counted.counter : undefined;
	if (marked === undefined || all === undefined) {
		requireWindow(counted);
		requireWindow(total);
		return { kind: "queries", counted: counted.text, counts, total: total.text };
	}
	return chooseCounters(marked, counts, all);
}

function chooseCounters(marked: Counter, counts: "bad" | "good", all: Counter): Indicator {
	const latency = counts === "good" ? readLatency(marked, all) : undefined;
	if (latency !== undefined) return latency;
	const extra = counts === "bad" && marked.metric === all.metric ? beyond(marked.selector, all.selector) : undefined;
	if (extra !== undefined && extra.length > 0)
		return { kind: "availability", metric: all.metric, selector: all.selector, errors: extra };
	const select = ({ metric, selector }: Counter): Counter => ({ metric, selector });
	return { kind: "counters", total: select(all), counted: select(marked), counts };
}

/** What is taken as it is written has to say where the window goes. */
function requireWindow({ text, at }: SpecQuery): void {
	if (text.search(windowPlaceholder) >= 0) return;
	throw new Unconvertible(
		"The two queries are of different kinds, and this one has a range of its own. Write `{{.window}}` where the range is.",
		at,
	);
}

function isOne(one: Counter, other: Counter): boolean {
	return one.metric === other.metric && beyond(one.selector, other.selector)?.length === 0;
}

interface Counter {
	readonly metric: string;
	readonly selector: readonly LabelMatcher[];
}

/** A bucket of a classic histogram over its count. */
function readLatency(fast: Counter, all: Counter): Indicator | undefined {
	const metric = /^(.+)_bucket$/.exec(fast.metric)?.[1];
	if (metric === undefined || (all.metric !== `${metric}_count` && all.metric !== fast.metric)) return undefined;
	const bounds = fast.selector.filter(({ label }) => label === "le");
	const rest = fast.selector.filter(({ label }) => label !== "le");
	const others = all.selector.filter(({ label }) => label !== "le");
	if (all.metric === fast.metric) {
		const whole = all.selector.filter(({ label }) => label === "le");
		if (whole.length !== 1 || whole[0]?.op !== "=" || whole[0].value !== "+Inf") return undefined;
	}
	const [bound] = bounds;
	if (bound === undefined || bounds.length > 1) return undefined;
	const threshold = readBound(bound);
	if (threshold === undefined || beyond(rest, others)?.length !== 0) return undefined;
	return { kind: "latency", histogram: "classic", metric, selector: others, threshold };
}

/** `0.5`, or every spelling of one number: `1|1.0`. */
function readBound({ op, value }: LabelMatcher): string | undefined {
	if (op !== "=" && op !== "=~") return undefined;
	const spellings = op === "=" ? [value] : value.split("|").map((one) => one.replaceAll("\\", ""));
	const numbers = new Set(spellings.map(Number));
	const [number] = numbers;
	if (numbers.size !== 1 || number === undefined || !Number.isFinite(number) || number <= 0) return undefined;
	return spellings[0];
}

/** The matchers that the first has beside all of the second's; `undefined` where it lacks one of them. */
export function beyond(
	wider: readonly LabelMatcher[],
	narrower: readonly LabelMatcher[],
): readonly LabelMatcher[] | undefined {
	const isIn = (all: readonly LabelMatcher[], { label, op, value }: LabelMatcher): boolean =>
		all.some((one) => one.label === label && one.op === op && one.value === value);
	if (!narrower.every((matcher) => isIn(wider, matcher))) return undefined;
	return wider.filter((matcher) => !isIn(narrower, matcher));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((label) => other.includes(label));
}

function nameAll(labels: readonly string[]): string {
	return labels.length === 0 ? "none" : labels.join(", ");
}
