import { type BurnRateWindow, lowestObjective } from "./burnRates.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/** Warns, in sentences, where alerts cannot do what one expects of them at this objective. */
export function warnOfUnreachable({ objective }: SloDefinition, windows: readonly BurnRateWindow[]): readonly string[] {
	const unreachable = windows.filter(({ isReachable }) => !isReachable);
	if (unreachable.length === 0) return [];
	const list = unreachable.map(({ factor, long }) => `${factor} times over ${long.duration}`).join(", ");
	const highest = Math.max(...unreachable.map(({ factor }) => factor));
	const warning =
		`At ${objective.percent} % the error budget is so large that burning it ${list} would take more errors than ` +
		`there are requests. Those conditions could never fire and are left out; all of them work above ${lowestObjective(highest)} %.`;
	const pages = windows.some(({ severity, isReachable }) => severity === "page" && isReachable);
	return pages
		? [warning]
		: [warning, "So no page is left, even in a total outage: alert on the outage itself as well."];
}
