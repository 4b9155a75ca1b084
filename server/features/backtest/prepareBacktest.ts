import { type Fetched, fetchSamples } from "../../metrics/backtest/fetchSamples.ts";
import type { AlertSamples } from "../../metrics/backtest/runAlert.ts";
import type { Grid } from "../../metrics/backtest/sampleStore.ts";
import { keepWhole, type SplitCondition, splitCondition } from "../../metrics/backtest/splitCondition.ts";
import { type ParsedPromql, parsePromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { estimateCost } from "./estimateCost.ts";
import { type Expanded, expandRecordings } from "./expandRecordings.ts";
import { explainUntestable } from "./judgeExpression.ts";
import { findNearest } from "./nearestSeries.ts";
import { writeNotes } from "./notes.ts";
import { mostDrawn } from "./replayView.ts";
import type { BacktestRequest, BacktestSources, Preparation } from "./request.ts";
import { findInterval, layGrid } from "./span.ts";

/** Samples that are kept for a threshold to be moved; beyond, only what passes the alert's own threshold is fetched. */
const mostMovable = 24_000_000;

/** Fetches what an alert's expression gave in the past. Nothing is asked beyond the bounds without a yes. */
export async function prepareBacktest(request: BacktestRequest, sources: BacktestSources): Promise<Preparation> {
	const { alert, signal } = request;
	const { api } = sources;
	const untouched: Expanded = { text: alert.expression, replaced: [], kept: [] };
	const possible = expandRecordings(alert.expression, sources);
	const expanded = request.expand === true ? possible : untouched;
	const parsed = parsePromql(expanded.text);
	const untestable = explainUntestable(parsed);
	if (untestable !== undefined) return failed(untestable);

	const interval = await findInterval(request, sources);
	const { grid, coarse } = layGrid(request, interval.seconds, sources.now());
	const split = splitCondition(parsed);
	const cost = await estimateCost(api, vectorsOf(split), grid, signal);
	if (signal.aborted) return cancelled;
	if (cost.kind === "failed") return failed(cost.reason);
	if (request.confirmed !== true) {
		const question = cost.ask(sources.bounds);
		if (question !== undefined) return { kind: "confirm", question };
	}
	const tooManyToMove =
		split.thresholds.length > 0 && cost.series !== undefined && cost.series * grid.count > mostMovable;
	const first = tooManyToMove ? keepWhole(parsed, tooMuchToMove) : split;
	// What was counted is what is compared, not what passes.
	const expected = tooManyToMove ? undefined : cost.series;
	const fetched = await fetchFor(first, parsed, grid, expected, request, sources);
	if (fetched.kind === "failed") return { kind: "failed", reason: fetched.reason, cancelled: fetched.cancelled };
	const { chosen, result } = fetched;

	const notes = await writeNotes({
		request,
		sources,
		parsed,
		split: chosen,
		fetched: result,
		wanted: grid,
		coarse,
		kept: request.expand === true ? expanded.kept : [],
	});
	if (signal.aborted) return cancelled;
	const samples: AlertSamples = {
		condition: chosen.condition,
		leaves: result.samples,
		grid: result.grid,
		ruleLabels: alert.labels,
	};
	return {
		kind: "ok",
		prepared: {
			alert,
			expression: expanded.text,
			expanded,
			expandable: request.expand === true ? [] : possible.replaced,
			samples,
			nearest: findNearest(samples, chosen.thresholds, mostDrawn),
			leaves: chosen.leaves,
			thresholds: chosen.thresholds,
			...(chosen.fixed === undefined ? {} : { fixed: chosen.fixed }),
			intervalSource: interval.source,
			notes,
			requests: result.requests,
			bytes: result.bytes,
		},
	};
}

type Chosen =
	| {
			readonly kind: "ok";
			readonly chosen: SplitCondition;
			readonly result: Extract<Fetched, { readonly kind: "ok" }>;
	  }
	| Extract<Fetched, { readonly kind: "failed" }>;

/** Without what is compared, as the server compares, where comparing here would not be exact or not be all of it. */
async function fetchFor(
	split: SplitCondition,
	parsed: ParsedPromql,
	grid: Grid,
	series: number | undefined,
	request: BacktestRequest,
	{ api, wait }: BacktestSources,
): Promise<Chosen> {
	const fetch = (queries: readonly string[], expectedSeries: number): Promise<Fetched> =>
		fetchSamples(api, {
			queries,
			grid,
			expectedSeries,
			signal: request.signal,
			wait,
			...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
		});
	const first = await fetch(split.leaves, series ?? defaultSeries);
	if (first.kind === "failed") return first;
	const reason = explainInexact(split, first);
	if (reason === undefined) return { kind: "ok", chosen: split, result: first };
	const whole = keepWhole(parsed, reason);
	const second = await fetch(whole.leaves, defaultSeries);
	return second.kind === "failed" ? second : { kind: "ok", chosen: whole, result: second };
}

function explainInexact(
	{ thresholds }: SplitCondition,
	{ cut, histograms }: Extract<Fetched, { readonly kind: "ok" }>,
): string | undefined {
	if (thresholds.length === 0) return undefined;
	if (histograms.includes(true)) return "It compares native histograms, which only the server can do.";
	// What is left out might be what passes.
	return cut.length > 0 ? tooMuchToMove : undefined;
}

const tooMuchToMove =
	"There are so many series that only those that pass the threshold were fetched. Change it in the expression and run the backtest again.";

/** Series of a query of which nothing is known: few alerts have more than this at once. */
const defaultSeries = 50;

/** The queries whose series can be counted. */
function vectorsOf({ leaves }: SplitCondition): readonly string[] {
	return leaves.filter((query) => valueTypeOf(parsePromql(query).expression) === "vector");
}

function failed(reason: string): Preparation {
	return { kind: "failed", reason, cancelled: false };
}

const cancelled: Preparation = { kind: "failed", reason: "The backtest was cancelled.", cancelled: true };
