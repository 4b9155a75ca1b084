import { ProgressType, type Range, RequestType } from "vscode-languageserver-protocol";
import type { StartedBacktest } from "../features/backtest/backtests.ts";
import type { ReplayView } from "../features/backtest/replayView.ts";
import type { DocumentPosition } from "./messages.ts";

/** The types of the core that travel in these messages, for the client, which imports nothing else of the server. */
export type { BacktestView, ThresholdView } from "../features/backtest/backtests.ts";
export type { LineView, ReplayView, SeriesView, SpanView } from "../features/backtest/replayView.ts";
export type { AlertSummary } from "../metrics/backtest/summary.ts";

/** `observability/backtest/start`: what the alert at a place would have done in the past, on the active server. */
export interface BacktestParams extends DocumentPosition {
	/** Its name, which finds it where the file has changed since. */
	readonly alert?: string;
	/** Seconds to look back. */
	readonly spanSeconds: number;
	/** Seconds between two evaluations, where they are not to be as the file or the server says. */
	readonly stepSeconds?: number;
	/** Puts the definitions of recorded metrics in their place. */
	readonly expand?: boolean;
	/** The user has said yes to what it costs. */
	readonly confirmed?: boolean;
	/** Under which progress is told; see {@link backtestProgress}. */
	readonly workDoneToken?: string;
}
export type BacktestResult = StartedBacktest;
export const startBacktest = new RequestType<BacktestParams, BacktestResult, void>("observability/backtest/start");

/** What is told under the request's `workDoneToken`: how much has come, in percent. */
export interface BacktestProgress {
	readonly kind: "report";
	readonly percentage: number;
}
export const backtestProgress = new ProgressType<BacktestProgress>();

/** Other settings for a backtest that is kept. */
export interface BacktestSettings {
	readonly id: number;
	/** By the thresholds of the view. */
	readonly thresholds: readonly number[];
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
}

/** `observability/backtest/replay`: the same past with other settings; `null` where it is not kept any more. */
export const replayBacktest = new RequestType<BacktestSettings, ReplayView | null, void>(
	"observability/backtest/replay",
);

/** `observability/backtest/change`: the edits that write the settings into the file. */
export interface ChangeParams extends BacktestSettings {
	readonly uri: string;
}
export type ChangeResult =
	| {
			readonly kind: "ok";
			readonly version: number;
			readonly edits: readonly { readonly range: Range; readonly newText: string }[];
	  }
	| { readonly kind: "refused"; readonly reason: string };
export const changeAlert = new RequestType<ChangeParams, ChangeResult, void>("observability/backtest/change");

/** `observability/backtest/close`: lets go of the samples. */
export const closeBacktest = new RequestType<{ readonly id: number }, null, void>("observability/backtest/close");
