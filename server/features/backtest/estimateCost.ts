import type { Grid } from "../../metrics/backtest/sampleStore.ts";
import type { CostBounds } from "../../metrics/cost.ts";
import type { PrometheusApi } from "../../metrics/port.ts";

export type CostEstimate =
	| {
			readonly kind: "ok";
			/** Of all queries together, at this moment; `undefined` where it is not known. */
			readonly series: number | undefined;
			/** The question to put where it is above a bound. */
			readonly ask: (bounds: CostBounds) => string | undefined;
	  }
	| { readonly kind: "failed"; readonly reason: string };

const patienceSeconds = 10;

/** Counts what one evaluation gives and reads now; over a span it is that at each evaluation. */
export async function estimateCost(
	api: Pick<PrometheusApi, "instantQuery">,
	queries: readonly string[],
	grid: Grid,
	signal: AbortSignal,
): Promise<CostEstimate> {
	let series: number | undefined = 0;
	let samples: number | undefined = 0;
	for (const query of queries) {
		const answer = await api.instantQuery(`count(${query}\n)`, {
			signal,
			stats: true,
			limit: 1,
			timeoutSeconds: patienceSeconds,
		});
		if (signal.aborted) break;
		if (answer.kind === "unavailable" && mayComeLater(answer.cause)) {
			series = samples = undefined;
			break;
		}
		if (answer.kind !== "ok") {
			return {
				kind: "failed",
				reason: answer.kind === "unavailable" ? answer.reason : `This server does not offer ${answer.what}.`,
			};
		}
		const { data, cost } = answer.value;
		const counted = data.kind === "vector" ? (data.series[0]?.sample.value ?? 0) : 0;
		if (series !== undefined) series += counted;
		samples = samples === undefined || cost === undefined ? undefined : samples + cost.samples;
	}
	const read = samples === undefined ? undefined : samples * grid.count;
	return { kind: "ok", series, ask: (bounds) => writeQuestion(series, read, grid, bounds) };
}

/** Too slow or too much to be counted: that is asked about, not refused. */
function mayComeLater(cause: string): boolean {
	return cause === "timeout" || cause === "tooLarge";
}

function writeQuestion(
	series: number | undefined,
	samples: number | undefined,
	{ count }: Grid,
	bounds: CostBounds,
): string | undefined {
	if (series === undefined) {
		return "The server could not say in time how much this backtest would read, so it may be a lot. Run it all the same?";
	}
	const reads = samples === undefined ? "that is a lot" : `the server would read about ${round(samples)} samples`;
	const text = `The expression has ${round(series)} series at this moment. Over ${round(count)} evaluations ${reads}. Run it?`;
	if (bounds.series === 0 || bounds.samples === 0) return text;
	return series > bounds.series || (samples ?? 0) > bounds.samples ? text : undefined;
}

function round(number: number): string {
	return Number(number.toPrecision(2)).toLocaleString("en-US");
}
