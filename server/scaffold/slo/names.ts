import { makeSlug } from "../quoting/slug.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/**
 * What the SLO's rules, alerts and files are called. Recorded names follow `level:metric:operations` (Prometheus's
 * "Recording rules" practices); the level `slo` is one series for each pair of the labels `service` and `slo`, so every
 * SLO shares the names and a dashboard can show them all.
 */
export interface SloNames {
	/** For files, groups and resources: `api-availability`. */
	readonly id: string;
	readonly pageAlert: string;
	readonly ticketAlert: string;
	readonly absenceAlert: string;
	/** Where page and ticket share a name. */
	readonly burnAlert: string;
}

export function nameSlo(slo: Pick<SloDefinition, "service" | "name">): SloNames {
	const id = `${makeSlug(slo.service)}-${makeSlug(slo.name)}`;
	const words = id.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
	const joined = words.join("");
	// A letter first, so that the name can be typed wherever only identifiers are accepted.
	const prefix = /^\d/.test(joined) ? `Slo${joined}` : joined;
	return {
		id,
		pageAlert: `${prefix}BudgetBurnsFast`,
		ticketAlert: `${prefix}BudgetBurnsSlowly`,
		absenceAlert: `${prefix}NotMeasured`,
		burnAlert: `${prefix}BudgetBurns`,
	};
}

export const recordedNames = {
	/** Of a state: 1 where it is bad. */
	badState: "slo:bad_state:bool",
	/** Of a state 1 a second, as every moment weighs the same. */
	requestRate: "slo:requests:rate5m",
	errorRate: "slo:errors:rate5m",
	/** The rates once more, with the month as a label; of calendar months alone. */
	monthlyRequestRate: "slo:month_requests:rate5m",
	monthlyErrorRate: "slo:month_errors:rate5m",
	/** Over a window such as `1h`, or over the `month` so far. */
	errorRatio: (window: string) => `slo:errors_per_request:${operationOver(window)}`,
	objective: "slo:objective:ratio",
	errorBudget: "slo:error_budget:ratio",
	periodDays: "slo:period:days",
	/** Of a calendar month: which part of it is over. */
	periodElapsed: "slo:period_elapsed:ratio",
	burnRate: (window: string) => `slo:burn_rate:${operationOver(window)}`,
	budgetRemaining: "slo:error_budget_remaining:ratio",
};

function operationOver(window: string): string {
	return window === "month" ? "ratio_month" : `ratio_rate${window}`;
}
