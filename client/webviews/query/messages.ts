import type { QueryAnswer, ServerStatus } from "../../../server/protocol/messages.ts";

/** What the query panel and the extension tell each other. Both ends are ours; the page still gets no secret. */
export type ToPanel =
	/** Run this, as if the user had typed it. */
	| { readonly kind: "run"; readonly expression: string }
	| {
			readonly kind: "result";
			readonly id: number;
			readonly instant: QueryAnswer;
			readonly range: QueryAnswer;
			/** What the chart covers, in Unix seconds. */
			readonly span: TimeSpan;
	  }
	| { readonly kind: "server"; readonly status: ServerStatus };

export interface TimeSpan {
	readonly start: number;
	readonly end: number;
}

export type FromPanel =
	| { readonly kind: "ready" }
	| { readonly kind: "query"; readonly id: number; readonly expression: string; readonly seconds: number }
	| { readonly kind: "cancel" }
	| { readonly kind: "selectServer" };

/** What survives a reload of the window. */
export interface PanelState {
	readonly expression: string;
	/** The length of the chart's time range. */
	readonly seconds: number;
}
