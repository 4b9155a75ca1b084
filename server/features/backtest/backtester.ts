import type { AlertSettings } from "../../metrics/backtest/runAlert.ts";
import type { CostBounds } from "../../metrics/cost.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { AlertReference, StartedBacktest } from "./backtests.ts";
import type { ChangedAlert } from "./changeAlert.ts";
import type { ReplayView } from "./replayView.ts";

export interface BacktestQuestion {
	readonly at: AlertReference;
	/** Seconds to look back. */
	readonly spanSeconds: number;
	/** Unix seconds; now where it is left out. */
	readonly end?: number;
	/** Seconds between two evaluations; as the file or the server says where it is left out. */
	readonly stepSeconds?: number;
	/** Puts the definitions of recorded metrics in their place. */
	readonly expand?: boolean;
	readonly bounds: CostBounds;
	/** The cost is known and taken. */
	readonly confirmed?: boolean;
	/** From 0 to 1. */
	readonly onProgress?: (done: number) => void;
}

/** What an alert would have done in the past. */
export interface Backtester {
	/** Asks the active server for what the alert's expression was; nothing that costs more than the bounds without a yes. */
	start(document: SourceDocument, question: BacktestQuestion, signal: AbortSignal): Promise<StartedBacktest>;
	/** The same past with other settings, without asking the server; `undefined` where it is not kept any more. */
	replay(id: number, settings: AlertSettings): ReplayView | undefined;
	/** The alerts of a file, in its order. */
	list(document: SourceDocument): readonly ListedAlert[];
	/** The alerts of a file that cannot be backtested, with a sentence that says why. */
	listUntestable(document: SourceDocument): readonly { readonly name: string; readonly reason: string }[];
	/** The edits that write `settings` into the document. */
	change(id: number, document: SourceDocument, settings: AlertSettings): ChangedAlert;
	/** Lets go of the samples. */
	close(id: number): void;
}

export interface ListedAlert {
	readonly name: string;
	readonly group: string | undefined;
	/** In the file, for {@link BacktestQuestion.at}. */
	readonly offset: number;
	/** The same for alerts that do the same: expression, `for`, `keep_firing_for`, interval and labels. */
	readonly definition: string;
}
