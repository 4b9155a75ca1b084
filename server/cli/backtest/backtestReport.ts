import type { BacktestView } from "../../features/backtest/backtests.ts";
import type { ReplayView } from "../../features/backtest/replayView.ts";

/** What the backtest of one alert has shown. */
export interface AlertReport {
	readonly alert: string;
	/** As the user would write it. */
	readonly path: string;
	readonly group: string | undefined;
	readonly outcome:
		| {
				readonly kind: "ok";
				readonly view: BacktestView;
				/** With the durations of the command line, where it gives some. */
				readonly replay: ReplayView;
				readonly forSeconds: number;
				readonly keepFiringForSeconds: number;
		  }
		| { readonly kind: "failed"; readonly reason: string };
	/** The rule that it is compared with; left out where there is none. */
	readonly base?:
		| { readonly kind: "ok"; readonly view: BacktestView }
		| { readonly kind: "new" }
		| { readonly kind: "failed"; readonly reason: string };
}

export interface BacktestReport {
	/** The server without what may be secret in its address. */
	readonly server: string;
	/** As the user wrote it, such as `14d`. */
	readonly since: string;
	/** Such as `origin/main`. */
	readonly compared?: string;
	readonly mostFirings?: number;
	readonly alerts: readonly AlertReport[];
}

/** Why an alert fails the run, as a sentence; `undefined` where it does not. */
export function explainVerdict({ outcome, base }: AlertReport, mostFirings: number | undefined): string | undefined {
	if (outcome.kind !== "ok") return undefined;
	const { fired } = outcome.replay.summary;
	if (mostFirings !== undefined) {
		return fired > mostFirings ? `It fired ${fired} times, and ${mostFirings} are allowed.` : undefined;
	}
	if (base?.kind !== "ok") return undefined;
	const before = base.view.replay.summary.fired;
	return fired > before ? `It fires more often than the old rule: ${fired} instead of ${before} times.` : undefined;
}
