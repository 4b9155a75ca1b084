import type { BacktestView, ReplayView } from "../../../server/protocol/backtest.ts";

/** What the backtest panel and the extension tell each other. */
export type ToPanel =
	/** A backtest is under way; `done` from 0 to 100, left out where nothing has come yet. */
	| { readonly kind: "running"; readonly alert: string; readonly done?: number }
	/** It would cost much: the page asks, and answers with `run` and `confirmed`. */
	| { readonly kind: "confirm"; readonly question: string }
	| { readonly kind: "failed"; readonly message: string; readonly needsServer: boolean }
	| {
			readonly kind: "backtest";
			readonly view: BacktestView;
			/** Seconds that were asked for. */
			readonly spanSeconds: number;
			readonly server: string;
			readonly target: KeptTarget;
	  }
	/** The window was loaded anew: the samples are gone, and nothing is asked before somebody says so. */
	| { readonly kind: "restored"; readonly alert: string }
	| { readonly kind: "replayed"; readonly settings: TriedSettings; readonly replay: ReplayView }
	/** The outcome of something that was asked for besides, to be said once. */
	| { readonly kind: "said"; readonly message: string };

/** Where the alert stands, as the page keeps it for when the window is loaded anew. */
export interface KeptTarget {
	readonly uri: string;
	readonly line: number;
	readonly character: number;
}

/** What the page keeps. */
export interface KeptBacktest {
	readonly target: KeptTarget;
	readonly alert: string;
	readonly spanSeconds: number;
}

export interface TriedSettings {
	readonly thresholds: readonly number[];
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
}

export type FromPanel =
	| { readonly kind: "ready" }
	| {
			readonly kind: "run";
			readonly spanSeconds: number;
			readonly stepSeconds?: number;
			readonly expand: boolean;
			readonly confirmed: boolean;
	  }
	| { readonly kind: "cancel" }
	| { readonly kind: "replay"; readonly settings: TriedSettings }
	| { readonly kind: "apply"; readonly settings: TriedSettings }
	| { readonly kind: "copy"; readonly text: string }
	| { readonly kind: "showAlert" };
