import type { BurnRateWindow } from "./burnRates.ts";
import { recordedNames } from "./names.ts";
import { recordedSelector } from "./recordingRules.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/**
 * One alert over all its windows: (short and long above the threshold) or (the next pair). The long window says that it
 * matters, the short one that it still goes on. There is no `for`: the long window is the wait already, and a `for` as
 * long as the window would double it. A window that can never fire is left out; `undefined` where none remains.
 */
export function writeBurnAlert(slo: SloDefinition, windows: readonly BurnRateWindow[]): string | undefined {
	const select = recordedSelector(slo);
	const pairs = windows
		.filter(({ isReachable }) => isReachable)
		.map((window) => {
			const { short, long, threshold } = window;
			const conditions = [short, long].map(
				({ duration }) => `${select(recordedNames.errorRatio(duration))} > (${threshold})`,
			);
			return `(${[...conditions, ...writeGuardCondition(slo, window)].join(" and ")})`;
		});
	if (pairs.length === 0) return undefined;
	const burns = pairs.join(" or ");
	if (slo.mutedWhile === undefined) return burns;
	return `(${burns}) unless on () (${slo.mutedWhile})`;
}

/**
 * So many requests, or errors, in the long window. They are counted from the recorded rate of requests, which is 0 where
 * there are none; the rate of errors has no sample then, and its average would be that of the busy minutes alone. Rounded,
 * as a rate extrapolates.
 */
function writeGuardCondition(slo: SloDefinition, { long }: BurnRateWindow): readonly string[] {
	const { guard } = slo;
	if (guard === undefined) return [];
	const select = recordedSelector(slo);
	const requests = `avg_over_time(${select(recordedNames.requestRate)}[${long.duration}]) * ${long.seconds}`;
	const amount =
		guard.counts === "requests" ? requests : `${requests} * ${select(recordedNames.errorRatio(long.duration))}`;
	return [`round(${amount}) >= ${guard.minimum}`];
}
