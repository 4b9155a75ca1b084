import type { Expression, VectorSelector } from "../promql/ast.ts";
import { parsePromql } from "../promql/parse.ts";
import { childrenOf } from "../promql/visit.ts";
import { CountedSeries, type CountingApi } from "./countedSeries.ts";
import { writeSelector } from "./selectorText.ts";

/** What a query would touch on the server. */
export interface QueryCostEstimate {
	/** All that its selectors select, one that stands twice counted twice, as the server reads it twice. */
	readonly series: number;
	/** Samples that evaluating it reads. */
	readonly samples: number;
	readonly selectors: readonly SelectorCost[];
}

export interface SelectorCost {
	/** Without range and modifiers. */
	readonly selector: string;
	readonly series: number;
	readonly samples: number;
	/** The server gave up on counting, so there are at least so many. */
	readonly atLeast?: true;
}

/** More than either is run only after a question. */
export interface CostBounds {
	readonly series: number;
	readonly samples: number;
}

export const defaultCostBounds: CostBounds = { series: 20_000, samples: 20_000_000 };

/** When and how often a query is evaluated. */
export interface EvaluationSpan {
	/** Unix seconds of the last evaluation; now where it is left out. */
	readonly at?: number;
	/** One of an instant query, one a step of a range. */
	readonly evaluations: number;
}

/** Those of a range query, or of an instant one at `time`. */
export function evaluationsOf({
	time,
	range,
}: {
	readonly time?: number;
	readonly range?: { readonly start: number; readonly end: number; readonly step: number };
}): EvaluationSpan {
	if (range === undefined) return { evaluations: 1, ...(time === undefined ? {} : { at: time }) };
	const { start, end, step } = range;
	return { evaluations: Math.floor((end - start) / Math.max(step, 0.001)) + 1, at: end };
}

export type CostVerdict =
	| { readonly kind: "within" }
	/** Asking the user first is due; `message` says why. */
	| { readonly kind: "above"; readonly estimate: QueryCostEstimate; readonly message: string };

export interface CostGateOptions {
	readonly bounds: () => CostBounds;
	/** Milliseconds of a clock that only goes forward. */
	readonly now?: () => number;
	/** How often targets are scraped; 15 seconds where it is not known, which is rather too often than too rarely. */
	readonly scrapeSeconds?: () => number | undefined;
}

/**
 * Says before a query what it would touch, by counting the series of its selectors at one moment: an evaluation that reads
 * one sample a series, however long the range is. Counts are kept for a while, so that moving through a file costs little.
 *
 * It is a guard, not an oracle: what cannot be counted because the server is not well is let through, as the query itself
 * will say what is wrong. A count that the server gives up on is an answer too: the query is heavier than that.
 */
export class CostGate {
	readonly #counted: CountedSeries;
	readonly #options: CostGateOptions;

	constructor(api: CountingApi, options: CostGateOptions) {
		this.#options = options;
		this.#counted = new CountedSeries(api, options.now ?? (() => performance.now()));
	}

	/** Above either a query is asked about first; 0 asks about every one. */
	get bounds(): CostBounds {
		return this.#options.bounds();
	}

	async judge(expression: string, span: EvaluationSpan, signal: AbortSignal): Promise<CostVerdict> {
		const estimate = await this.estimate(expression, span, signal);
		if (estimate === undefined) return { kind: "within" };
		const bounds = this.#options.bounds();
		const tooManySeries = estimate.series > bounds.series;
		if (!tooManySeries && estimate.samples <= bounds.samples) return { kind: "within" };
		return { kind: "above", estimate, message: describeCost(estimate, bounds) };
	}

	/** `undefined` where it cannot be said: the text is no expression, or the server does not answer. */
	async estimate(
		expression: string,
		span: EvaluationSpan,
		signal: AbortSignal,
	): Promise<QueryCostEstimate | undefined> {
		const { expression: tree, problems, wellFormed } = parsePromql(expression);
		if (!wellFormed || problems.length > 0) return undefined;
		const reads = findReads(tree, span.evaluations, this.#options.scrapeSeconds?.() ?? usualScrapeSeconds);
		const selectors: SelectorCost[] = [];
		// One after the other: a server is not asked a dozen things at once because an expression is long.
		for (const { selector, samplesPerSeries } of reads) {
			const count = await this.#counted.of(selector, span.at, signal);
			if (count === undefined || signal.aborted) return undefined;
			const { series, atLeast } = count;
			const samples = Math.round(series * samplesPerSeries);
			selectors.push({ selector: selector.text, series, samples, ...(atLeast ? { atLeast: true } : {}) });
		}
		const sum = (of: (cost: SelectorCost) => number): number => selectors.reduce((total, cost) => total + of(cost), 0);
		return { series: sum(({ series }) => series), samples: sum(({ samples }) => samples), selectors };
	}
}

const usualScrapeSeconds = 15;

interface Read {
	readonly selector: { readonly text: string; readonly named: boolean };
	readonly samplesPerSeries: number;
}

/** Each selector of the tree with the samples that evaluating it so often reads of each of its series. */
function findReads(root: Expression, evaluations: number, scrapeSeconds: number): readonly Read[] {
	const reads: Read[] = [];
	const pending: { expression: Expression; evaluations: number; window: number }[] = [
		{ expression: root, evaluations, window: 1 },
	];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { expression, window } = next;
		let inside = next.evaluations;
		let windowInside = 1;
		if (expression.kind === "selector") {
			// What is pinned to a moment is read once, whatever the range.
			const times = expression.modifiers.at === undefined ? inside : Math.min(inside, 1);
			reads.push({ selector: describeSelector(expression), samplesPerSeries: times * window });
			continue;
		}
		if (expression.kind === "matrix") {
			windowInside = Math.max(1, (expression.range?.seconds ?? 0) / scrapeSeconds);
			if (expression.modifiers.at !== undefined) inside = Math.min(inside, 1);
		}
		if (expression.kind === "subquery") {
			const step = expression.step?.seconds ?? usualSubqueryStep;
			inside *= Math.max(1, (expression.range?.seconds ?? 0) / Math.max(step, 0.001));
		}
		for (const child of childrenOf(expression)) {
			pending.push({ expression: child, evaluations: inside, window: windowInside });
		}
	}
	return reads.reverse();
}

/** Prometheus takes its evaluation interval, which is a minute unless it is configured. */
const usualSubqueryStep = 60;

function describeSelector({ name, matchers }: VectorSelector): Read["selector"] {
	const written = matchers.flatMap(({ label, operator, value }) =>
		value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
	);
	const named = name !== undefined || written.some(({ label, op }) => label === "__name__" && op === "=");
	return { text: writeSelector(name?.name, written), named };
}

function describeCost({ series, samples, selectors }: QueryCostEstimate, bounds: CostBounds): string {
	const sure = selectors.every(({ atLeast }) => atLeast !== true);
	const about = sure ? "about" : "more than";
	const what: string[] = [];
	if (series > bounds.series) what.push(`touch ${about} ${shorten(series)} series`);
	if (samples > bounds.samples) what.push(`read ${about} ${shorten(samples)} samples`);
	const heaviest = selectors.toSorted((a, b) => b.samples - a.samples)[0];
	const mostly =
		heaviest === undefined || selectors.length < 2 ? "" : `, most of them of ${shortenText(heaviest.selector)}`;
	return `This query would ${what.join(" and ")}${mostly}.`;
}

function shortenText(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** 1234567 as `1.2 million`. */
function shorten(count: number): string {
	if (count < 10_000) return String(count);
	if (count < 1_000_000) return `${Math.round(count / 1000)},000`;
	const [unit, size] = count < 1e9 ? ["million", 1e6] : ["billion", 1e9];
	return `${Number((count / Number(size)).toPrecision(2))} ${unit}`;
}
