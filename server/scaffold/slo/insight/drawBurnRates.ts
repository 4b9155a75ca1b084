import type { InsightPicture } from "../../insight.ts";
import { computeBurnRates } from "../burnRates.ts";
import { isSummedUp } from "../period.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import type { Rates } from "./rates.ts";
import { ratiosOver } from "./windowRatios.ts";

/** So many points of a line can be told apart. */
const mostPoints = 400;

/** How fast the budget burnt over the long windows of the first page and the first ticket. */
export function drawBurnRates(slo: SloDefinition, all: readonly Rates[], shown: number): readonly InsightPicture[] {
	const windows = computeBurnRates(slo.period, slo.objective).filter(({ isReachable }) => isReachable);
	const drawn = (["page", "ticket"] as const).flatMap(
		(severity) => windows.find((window) => window.severity === severity) ?? [],
	);
	const budget = Number(slo.objective.budget);
	const lines = drawn.map(({ long }) => ({
		label: `over ${long.words}`,
		points: thin(
			all.map((rates) => ({ rates, ratios: ratiosOver(rates, long.seconds, isSummedUp(long)) })),
			shown,
			budget,
		),
	}));
	if (lines.every(({ points }) => points.length === 0)) return [];
	const thresholds = drawn.map(({ factor, severity, long }) => ({
		label: `${severity}: ${factor} over ${long.words}`,
		value: factor,
	}));
	return [
		{
			kind: "lines",
			title: "Burn rate: 1 spends the budget in exactly the period",
			yTitle: "burn rate",
			lines,
			thresholds,
		},
	];
}

/** The highest burn rate of each stretch, as what is high is what matters; `null` where there is none. */
function thin(
	all: readonly { readonly rates: Rates; readonly ratios: Float64Array }[],
	shown: number,
	budget: number,
): readonly (readonly [number, number | null])[] {
	const grid = all[0]?.rates.grid;
	if (grid === undefined) return [];
	const first = Math.max(0, grid.count - Math.floor(shown / grid.step));
	const stretch = Math.max(1, Math.ceil((grid.count - first) / mostPoints));
	const points: (readonly [number, number | null])[] = [];
	for (let from = first; from < grid.count; from += stretch) {
		let highest: number | null = null;
		for (const { ratios } of all) {
			for (const ratio of ratios.subarray(from, from + stretch)) {
				if (!Number.isNaN(ratio)) highest = Math.max(highest ?? 0, ratio / budget);
			}
		}
		points.push([grid.start + from * grid.step, highest]);
	}
	return points;
}
