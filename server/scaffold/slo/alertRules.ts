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
		.map(({ short, long, threshold }) => {
			const conditions = [short, long].map(
				({ duration }) => `${select(recordedNames.errorRatio(duration))} > (${threshold})`,
			);
			return `(${conditions.join(" and ")})`;
		});
	return pairs.length === 0 ? undefined : pairs.join(" or ");
}
