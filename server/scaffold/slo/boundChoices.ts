import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { askNumbers } from "./askNumbers.ts";
import { nameBound } from "./latencyThreshold.ts";
import { readSelectorAnswer } from "./metricChoices.ts";

/**
 * The finite upper bounds of the histogram's buckets, smallest first, `1` and `1.0` once, each with the share of the last
 * hour's requests that stayed below it. A native histogram has any bound; the usual ones are offered.
 */
export const chooseBound: ChoiceSource = async (answers, context, signal) => {
	const { choices, note } = await listBounds(answers, context, signal);
	const base = nameBase(answers);
	const offered = choices.map(({ bound, share }) => ({
		value: bound,
		label: bound,
		description: share === "guess" ? "a usual bucket" : `at most ${nameBound(bound, base)}`,
		...(typeof share === "number" ? { detail: `${writeShare(share)} of the last hour's requests` } : {}),
	}));
	return note === undefined ? { choices: offered } : { choices: offered, note };
};

/** The smallest bound that 99 % of the requests stay below; a usual one where that is not known. */
export async function suggestBound(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const { choices } = await listBounds(answers, context, signal);
	const kept = choices.find(({ share }) => typeof share === "number" && share >= 0.99);
	if (kept !== undefined) return kept.bound;
	return choices.find(({ bound }) => Number(bound) >= usualSeconds * unitOf(nameBase(answers)))?.bound;
}

/** In seconds; among the default buckets of Prometheus's client libraries. */
const usualSeconds = 0.5;
const usualBounds = ["0.1", "0.25", "0.5", "1", "2.5"] as const;

interface Bound {
	readonly bound: string;
	/** Of the requests of the last hour; `guess` where not even the bucket is known. */
	readonly share: number | "guess" | undefined;
}

async function listBounds(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<{ readonly choices: readonly Bound[]; readonly note?: string }> {
	const base = nameBase(answers);
	const matchers = readSelectorAnswer(answers);
	if (answers["histogram"] === "native") return { choices: await measureNative(base, matchers, context, signal) };
	const selector = writeSelector(`${base}_bucket`, matchers);
	const bounds = await awaitKnowledge(() => context.metrics.labelValues("le", [selector]), signal);
	const byValue = new Map<number, string>();
	for (const bound of bounds.value?.values ?? []) {
		const value = bound === "" ? Number.NaN : Number(bound);
		if (Number.isFinite(value) && value > 0 && !byValue.has(value)) byValue.set(value, bound);
	}
	if (byValue.size === 0) {
		const note =
			bounds.note ?? `The server has no buckets of ${selector}, so these are guesses; type a bound that exists.`;
		return { choices: usualBounds.map((bound) => ({ bound: scale(bound, base), share: "guess" })), note };
	}
	const total = writeSelector(`${base}_count`, matchers);
	const query = `sum by (le) (rate(${selector}[1h])) / on () group_left () (sum(rate(${total}[1h])) > 0)`;
	const shares = new Map<number, number>();
	for (const { labels, value } of await askNumbers(context, query, signal)) {
		const bound = Number(labels["le"]);
		// During an upgrade of the server both spellings of a bound have a part of the requests.
		shares.set(bound, (shares.get(bound) ?? 0) + value);
	}
	const sorted = [...byValue].toSorted(([a], [b]) => a - b);
	return { choices: sorted.map(([value, bound]) => ({ bound, share: shares.get(value) })) };
}

async function measureNative(
	base: string,
	matchers: ReturnType<typeof readSelectorAnswer>,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<readonly Bound[]> {
	const rates = `sum(rate(${writeSelector(base, matchers)}[1h]))`;
	const measured = usualBounds.map(async (usual): Promise<Bound> => {
		const bound = scale(usual, base);
		const [sample] = await askNumbers(context, `histogram_fraction(0, ${bound}, ${rates})`, signal);
		return { bound, share: sample?.value };
	});
	return Promise.all(measured);
}

function nameBase(answers: Answers): string {
	return (answers["metric"] ?? "").replace(/_bucket$/, "");
}

/** How many of the metric's units a second has. */
function unitOf(base: string): number {
	return /_milliseconds$/.test(base) ? 1000 : 1;
}

function scale(seconds: string, base: string): string {
	return String(Number(seconds) * unitOf(base));
}

/** With as many digits as tell it from all. */
function writeShare(share: number): string {
	const percent = Math.min(1, share) * 100;
	return `${percent > 99 ? Number(percent.toFixed(3)) : Number(percent.toFixed(1))} %`;
}
