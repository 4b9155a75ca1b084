import type { ExplainAnswer } from "../../../server/protocol/explain.ts";
import type { ServerStatus } from "../../../server/protocol/messages.ts";
import type { ExemplarSeries, QueryAnswer, QueryParams } from "../../../server/protocol/query.ts";

/** What the query panel and the extension tell each other. Both ends are ours; the page still gets no secret. */
export type ToPanel =
	/** Show this; `run` it as if the user had typed it, or `explain` it. An empty one is left for the user to type. */
	| {
			readonly kind: "open";
			readonly expression: string;
			readonly action: "run" | "explain";
			/** The tab to run it in; the one that is open where it is left out. */
			readonly tab?: Tab;
			readonly id: number;
	  }
	| { readonly kind: "answer"; readonly id: number; readonly answer: QueryAnswer }
	| { readonly kind: "exemplars"; readonly id: number; readonly series: readonly ExemplarSeries[] }
	| { readonly kind: "explained"; readonly id: number; readonly answer: ExplainAnswer }
	| { readonly kind: "explainProgress"; readonly id: number; readonly done: number; readonly total: number }
	/** What is told where the status of a query is. */
	| { readonly kind: "note"; readonly text: string }
	| { readonly kind: "server"; readonly status: ServerStatus }
	| { readonly kind: "visible"; readonly visible: boolean }
	| { readonly kind: "pinned"; readonly pinned: boolean };

export type FromPanel =
	| { readonly kind: "ready" }
	/** Each part of the panel has at most one query under way: a newer one ends the one before. */
	| { readonly kind: "query"; readonly id: number; readonly part: Part; readonly params: QueryParams }
	| {
			readonly kind: "exemplars";
			readonly id: number;
			readonly expression: string;
			readonly start: number;
			readonly end: number;
	  }
	| { readonly kind: "cancel" }
	/** Explains the expression, or what the message `open` with this id was about, where the file is known too. */
	| { readonly kind: "explain"; readonly id: number; readonly expression: string; readonly opened?: number }
	/** Selects a part of what was explained, in its file. */
	| { readonly kind: "reveal"; readonly node: number }
	| { readonly kind: "selectServer" }
	| { readonly kind: "history" }
	| { readonly kind: "pin" }
	| { readonly kind: "copy"; readonly text: string; readonly what: string }
	| { readonly kind: "elsewhere"; readonly action: "curl" | "browser"; readonly params: QueryParams }
	/** `data` is a text, or base64 of a picture. */
	| { readonly kind: "save"; readonly as: "csv" | "png"; readonly data: string };

export type Part = "chart" | "earlier" | "table";
export type Tab = "chart" | "table" | "raw" | "explain";

/** What survives a reload of the window. */
export interface PanelState {
	readonly expression: string;
	readonly tab: Tab;
	/** The length of the chart's time range in seconds; 0 for the times below. */
	readonly seconds: number;
	/** As their fields hold them. */
	readonly from: string;
	readonly to: string;
	readonly moment: string;
	readonly step: string;
	/** Seconds before now that the chart is compared with; 0 for none. */
	readonly compare: number;
	/** Seconds between refreshes; 0 for none. */
	readonly refresh: number;
	readonly stacked: boolean;
	readonly log: boolean;
	readonly unconditional: boolean;
	readonly pinned: boolean;
}
