import type { ChoiceSource } from "../scaffoldLogic.ts";

/** The usual periods; any number of days can be typed. */
export const choosePeriod: ChoiceSource = async () => ({
	choices: [
		{ value: "30d", label: "30 days", description: "the usual month" },
		{ value: "28d", label: "28 days", description: "four weeks: always as many weekends" },
		{ value: "7d", label: "7 days", description: "a week: small budgets, shorter alert windows" },
		{ value: "14d", label: "14 days", description: "two weeks" },
		{ value: "90d", label: "90 days", description: "a quarter: longer alert windows, and a retention as long" },
		{ value: "month", label: "Calendar month", description: "since the first of the month, UTC; the alerts roll" },
	],
});
