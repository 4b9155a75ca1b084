// Time and calendar, always in UTC. Source: Prometheus 3.14, querying/functions.
import type { FunctionArgument, FunctionEntry } from "./function.ts";
import { scalar, vector } from "./function.ts";

const moment: FunctionArgument = {
	name: "v",
	type: "vector",
	optional: true,
	default: "vector(time())",
	documentation: "Times in seconds since 1970; without it, the time of evaluation.",
};
const inUtc = "It counts in UTC, whatever the time zone of the server or the reader.";

function calendar(name: string, summary: string, example: string, trap = inUtc): FunctionEntry {
	const needs =
		"Values that are seconds since 1970, such as those of `timestamp`, or no argument for the time of evaluation.";
	return { name, arguments: [moment], returns: "vector", summary, needs, trap, example };
}

export const timeFunctions: readonly FunctionEntry[] = [
	{
		name: "time",
		arguments: [],
		returns: "scalar",
		summary: "The time of evaluation, in seconds since 1970.",
		trap: "It is the time that is asked about, not the clock's: on a graph it differs at every point.",
		example: "time() - process_start_time_seconds",
	},
	{
		name: "timestamp",
		arguments: [vector],
		returns: "vector",
		summary: "When each sample was taken, in seconds since 1970.",
		needs: "A bare selector. Of anything computed it gives the time of evaluation.",
		trap: "It is the time of the scrape, not of the event that the value tells of.",
		example: "time() - timestamp(up) > 300",
	},
	{
		name: "start_timestamp",
		arguments: [vector],
		returns: "vector",
		feature: "experimentalFunctions",
		summary: "When the counting behind each sample began, in seconds since 1970.",
		needs:
			"Prometheus 3.14 with the features `promql-experimental-functions` and `use-start-timestamps`, and series whose start times are stored.",
		trap: "Without stored start times there is nothing to tell.",
		example: "time() - start_timestamp(http_requests_total)",
	},
	calendar("minute", "The minute of the hour, from 0 to 59.", "minute() < 5"),
	calendar("hour", "The hour of the day, from 0 to 23.", "vector(1) and on () hour() >= 8 < 18"),
	calendar(
		"day_of_week",
		"The day of the week, from 0 for Sunday to 6 for Saturday.",
		"day_of_week() > 0 < 6",
		`Sunday is 0. ${inUtc}`,
	),
	calendar("day_of_month", "The day of the month, from 1 to 31.", "day_of_month() == 1"),
	calendar("day_of_year", "The day of the year, from 1 to 366.", "day_of_year()"),
	calendar("days_in_month", "How many days the month has, from 28 to 31.", "day_of_month() == days_in_month()"),
	calendar("month", "The month of the year, from 1 to 12.", "month() == 12"),
	calendar("year", "The year.", "year()"),
	{
		name: "start",
		anchor: "start-end-range-and-step",
		arguments: [],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "The start of the query's range, in seconds since 1970.",
		trap: "In an instant query and in a rule it is the time of evaluation.",
		example: "time() - start()",
	},
	{
		name: "end",
		anchor: "start-end-range-and-step",
		arguments: [],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "The end of the query's range, in seconds since 1970.",
		trap: "In an instant query and in a rule it is the time of evaluation.",
		example: "end() - time()",
	},
	{
		name: "range",
		anchor: "start-end-range-and-step",
		arguments: [],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "How long the query's range is, in seconds.",
		needs: "In square brackets and after `offset` it is a duration and needs no flag since 3.14.",
		trap: "In an instant query and in a rule it is 0.",
		example: "increase(http_requests_total[1h]) * range() / 3600",
	},
	{
		name: "step",
		anchor: "start-end-range-and-step",
		arguments: [],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "The distance between two points of the query, in seconds.",
		needs: "In square brackets and after `offset` it is a duration and needs no flag since 3.14.",
		trap: "An instant query and a rule have no step.",
		example: "rate(http_requests_total[5m]) * step()",
	},
	{
		name: "min_of",
		arguments: [scalar("a", "One number."), scalar("b", "The other number.")],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "The smaller of two numbers.",
		trap: "It takes scalars. For the smallest series of a vector use `min`, for a bound `clamp_max`.",
		example: "min_of(scalar(sum(up)), 10)",
	},
	{
		name: "max_of",
		arguments: [scalar("a", "One number."), scalar("b", "The other number.")],
		returns: "scalar",
		feature: "experimentalFunctions",
		summary: "The larger of two numbers.",
		trap: "It takes scalars. For the largest series of a vector use `max`, for a bound `clamp_min`.",
		example: "max_of(scalar(sum(up)), 1)",
	},
];
