/** What an objective and its alerts are, of whatever tool's making. Durations in seconds. */
export interface ExplainedSlo {
	readonly title: string;
	/** 1 less the objective; left out where only burn rates are written. */
	readonly budget?: number;
	readonly period: { readonly days: number; readonly source: "written" | "read" | "assumed" };
	readonly alerts: readonly ExplainedAlert[];
	readonly notes: readonly string[];
}

export interface ExplainedAlert {
	readonly name: string;
	/** As its label says it, or as the tool means it. */
	readonly severity?: string;
	readonly forSeconds: number;
	/** Any of them makes it fire. */
	readonly conditions: readonly ExplainedCondition[];
}

export interface ExplainedCondition {
	readonly long: number;
	/** Left out where there is one window alone. */
	readonly short?: number;
	readonly factor: number;
}
