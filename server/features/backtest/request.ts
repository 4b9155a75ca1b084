import type { ActiveSeries } from "../../metrics/backtest/evaluateCondition.ts";
import type { AlertSamples } from "../../metrics/backtest/runAlert.ts";
import type { Threshold } from "../../metrics/backtest/splitCondition.ts";
import type { CostBounds } from "../../metrics/cost.ts";
import type { LivePrometheus } from "../../metrics/port.ts";
import type { Expanded, ExpansionSources } from "./expandRecordings.ts";
import type { AlertToTest } from "./findAlert.ts";

export interface BacktestRequest {
	readonly alert: AlertToTest;
	/** Seconds to look back. */
	readonly spanSeconds: number;
	/** The last evaluation is at or before this time (Unix seconds); now where it is left out. */
	readonly end?: number;
	/** Seconds between two evaluations; as the file or the server says where it is left out. */
	readonly stepSeconds?: number;
	/** Puts the definitions of recorded metrics in their place. */
	readonly expand?: boolean;
	/** The cost is known and taken. */
	readonly confirmed?: boolean;
	readonly signal: AbortSignal;
	/** From 0 to 1. */
	readonly onProgress?: (done: number) => void;
}

export interface BacktestSources extends ExpansionSources {
	readonly api: LivePrometheus;
	/** Unix seconds. */
	readonly now: () => number;
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** A backtest that is above either is only made after a yes. */
	readonly bounds: CostBounds;
	/** The evaluation interval that the workspace's own Prometheus configuration gives a file. */
	readonly intervalSeconds?: number | undefined;
}

/** An alert with the samples that its expression had, ready for any number of replays. */
export interface PreparedBacktest {
	readonly alert: AlertToTest;
	/** What the server was asked for, with the definitions of recorded metrics where they were to be in it. */
	readonly expression: string;
	readonly expanded: Expanded;
	/** Recorded metrics in it that could be replaced with their definitions. */
	readonly expandable: readonly string[];
	readonly samples: AlertSamples;
	/** The series that came nearest to firing, to be shown where nothing was pending or firing. */
	readonly nearest: readonly ActiveSeries[];
	readonly leaves: readonly string[];
	readonly thresholds: readonly Threshold[];
	/** Why no threshold can be moved. */
	readonly fixed?: string;
	/** Where the interval of the evaluations comes from, for the user. */
	readonly intervalSource: string;
	readonly notes: readonly string[];
	readonly requests: number;
	/** That the samples take in memory, roughly. */
	readonly bytes: number;
}

export type Preparation =
	| { readonly kind: "ok"; readonly prepared: PreparedBacktest }
	/** A question for the user: it would cost more than the bounds. */
	| { readonly kind: "confirm"; readonly question: string }
	| { readonly kind: "failed"; readonly reason: string; readonly cancelled: boolean };
