// The modifiers of Prometheus 3.14. Source: querying/basics and querying/operators.
import type { Feature } from "./features.ts";

export interface PromqlKeyword {
	/** In lower case; PromQL takes any case. */
	readonly name: string;
	/** What it follows or belongs to. */
	readonly place: "aggregation" | "binaryOperator" | "selector" | "duration";
	readonly feature?: Feature;
	/** What is written, with places to fill. */
	readonly form: string;
	/** One sentence in Markdown. */
	readonly summary: string;
	readonly needs?: string;
	readonly trap?: string;
	readonly example: string;
	readonly link: string;
}

const basics = "https://prometheus.io/docs/prometheus/latest/querying/basics/";
const operators = "https://prometheus.io/docs/prometheus/latest/querying/operators/";
const flags = "https://prometheus.io/docs/prometheus/latest/feature_flags/";

const entries: readonly PromqlKeyword[] = [
	{
		name: "by",
		place: "aggregation",
		form: "by (label, …)",
		summary: "Makes one group for each combination of these labels, and keeps only them.",
		trap: "A label that a series does not have counts as empty and makes a group too.",
		example: "sum by (job) (rate(http_requests_total[5m]))",
		link: `${operators}#aggregation-operators`,
	},
	{
		name: "without",
		place: "aggregation",
		form: "without (label, …)",
		summary: "Makes one group for each combination of all other labels, and keeps those.",
		trap: "A label that is added to the metric later splits the groups. With `by` the result stays as it is.",
		example: "sum without (instance) (rate(http_requests_total[5m]))",
		link: `${operators}#aggregation-operators`,
	},
	{
		name: "on",
		place: "binaryOperator",
		form: "on (label, …)",
		summary: "Only these labels decide which series of the two sides meet.",
		needs: "On at least one side, one series for each combination of them.",
		trap: "Where several series of both sides meet, the query fails: aggregate first, or add `group_left`.",
		example: "up * on (instance) group_left (version) build_info",
		link: `${operators}#vector-matching-keywords`,
	},
	{
		name: "ignoring",
		place: "binaryOperator",
		form: "ignoring (label, …)",
		summary: "All labels but these decide which series of the two sides meet.",
		trap: "A label that one side gets later makes all partners disappear. `on` is steadier.",
		example: "errors_total / ignoring (code) group_left requests_total",
		link: `${operators}#vector-matching-keywords`,
	},
	{
		name: "group_left",
		place: "binaryOperator",
		form: "group_left (label, …)",
		summary: "Many series of the left side may meet the same one of the right, whose named labels they get.",
		needs: "`on (…)` or `ignoring (…)` before it.",
		trap: "The *many* are on the left. A parenthesis after it always holds labels, never the right side.",
		example: "up * on (instance) group_left (version) build_info",
		link: `${operators}#group-modifiers`,
	},
	{
		name: "group_right",
		place: "binaryOperator",
		form: "group_right (label, …)",
		summary: "Many series of the right side may meet the same one of the left, whose named labels they get.",
		needs: "`on (…)` or `ignoring (…)` before it.",
		trap: "The *many* are on the right. A parenthesis after it always holds labels, never the right side.",
		example: "build_info * on (instance) group_right (version) up",
		link: `${operators}#group-modifiers`,
	},
	{
		name: "bool",
		place: "binaryOperator",
		form: "bool",
		summary: "Makes a comparison give 0 or 1 instead of leaving out the series for which it is false.",
		trap: "An alert on it fires always, for 0 is a value too.",
		example: "avg_over_time((up == bool 1)[1h:])",
		link: `${operators}#comparison-binary-operators`,
	},
	{
		name: "fill",
		place: "binaryOperator",
		feature: "binopFillModifiers",
		form: "fill (value)",
		summary: "Gives this value to the side that is missing where a series finds no partner.",
		needs: "Prometheus 3.10 with the feature `promql-binop-fill-modifiers`, and vectors on both sides.",
		trap: "Set operators such as `or` do not take it.",
		example: "errors_total / on (job) fill(0) requests_total",
		link: `${operators}#filling-in-missing-matches`,
	},
	{
		name: "fill_left",
		place: "binaryOperator",
		feature: "binopFillModifiers",
		form: "fill_left (value)",
		summary: "Gives this value to the left side where a series of the right one finds no partner.",
		needs: "Prometheus 3.10 with the feature `promql-binop-fill-modifiers`, and vectors on both sides.",
		trap: "It fills the *left* side in: the series come from the right one.",
		example: "errors_total / on (job) fill_left(0) requests_total",
		link: `${operators}#filling-in-missing-matches`,
	},
	{
		name: "fill_right",
		place: "binaryOperator",
		feature: "binopFillModifiers",
		form: "fill_right (value)",
		summary: "Gives this value to the right side where a series of the left one finds no partner.",
		needs: "Prometheus 3.10 with the feature `promql-binop-fill-modifiers`, and vectors on both sides.",
		trap: "It fills the *right* side in: the series come from the left one.",
		example: "requests_total - on (job) fill_right(0) errors_total",
		link: `${operators}#filling-in-missing-matches`,
	},
	{
		name: "offset",
		place: "selector",
		form: "offset duration",
		summary: "Reads the samples from so long ago; a negative one looks ahead.",
		needs: "It follows a selector, its range or a subquery.",
		trap: "It belongs to the selector, not to a whole expression: `rate(x[5m] offset 1d)`, not `rate(x[5m]) offset 1d`.",
		example: "rate(http_requests_total[5m]) / rate(http_requests_total[5m] offset 1w)",
		link: `${basics}#offset-modifier`,
	},
	{
		name: "@",
		place: "selector",
		form: "@ time",
		summary: "Reads the samples at this time, in seconds since 1970, whatever time is asked about.",
		needs: "A number, `start()` or `end()`. It follows a selector, its range or a subquery.",
		trap: "An `offset` counts from this time, whichever of the two is written first.",
		example: "topk(5, rate(http_requests_total[1h] @ end()))",
		link: `${basics}#modifier`,
	},
	{
		name: "start()",
		place: "selector",
		form: "@ start()",
		summary: "After `@`: the start of the query's range.",
		trap: "In an instant query and in a rule it is the time of evaluation.",
		example: "http_requests_total @ start()",
		link: `${basics}#modifier`,
	},
	{
		name: "end()",
		place: "selector",
		form: "@ end()",
		summary: "After `@`: the end of the query's range.",
		trap: "In an instant query and in a rule it is the time of evaluation.",
		example: "http_requests_total @ end()",
		link: `${basics}#modifier`,
	},
	{
		name: "anchored",
		place: "selector",
		feature: "extendedRangeSelectors",
		form: "anchored",
		summary: "Takes the last sample before the range as its first, so that nothing is extrapolated.",
		needs:
			"Prometheus 3.7 with the feature `promql-extended-range-selectors`, and `rate`, `increase`, `delta`, `changes` or `resets` around it.",
		trap: "Other functions refuse it when the query runs.",
		example: "increase(http_requests_total[5m] anchored)",
		link: `${flags}#extended-range-selectors`,
	},
	{
		name: "smoothed",
		place: "selector",
		feature: "extendedRangeSelectors",
		form: "smoothed",
		summary: "Interpolates the values at both ends of the range from the samples around them.",
		needs:
			"Prometheus 3.7 with the feature `promql-extended-range-selectors`, and `rate`, `increase` or `delta` around it.",
		trap: "It needs a sample after the range, so the newest values change once more is known: evaluate rules with an offset.",
		example: "rate(http_requests_total[5m] smoothed)",
		link: `${flags}#extended-range-selectors`,
	},
	{
		name: "step()",
		place: "duration",
		feature: "durationExpressions",
		form: "step()",
		summary: "In a duration: the distance between two points of the query.",
		trap: "An instant query and a rule have no step of their own.",
		example: "rate(http_requests_total[max_of(step() * 2, 5m)])",
		link: `${basics}#time-durations`,
	},
	{
		name: "range()",
		place: "duration",
		feature: "durationExpressions",
		form: "range()",
		summary: "In a duration: how long the query's range is.",
		trap: "In an instant query and in a rule it is 0, and a range must not be.",
		example: "increase(http_requests_total[max_of(range(), 5m)])",
		link: `${basics}#time-durations`,
	},
	{
		name: "min_of",
		place: "duration",
		feature: "durationExpressions",
		form: "min_of(duration, duration)",
		summary: "In a duration: the shorter of two.",
		trap: "It is the upper bound of the result: `min_of(step(), 5m)` is never longer than 5m.",
		example: "rate(http_requests_total[min_of(step() * 4, 1h)])",
		link: `${basics}#time-durations`,
	},
	{
		name: "max_of",
		place: "duration",
		feature: "durationExpressions",
		form: "max_of(duration, duration)",
		summary: "In a duration: the longer of two.",
		trap: "It is the lower bound of the result: `max_of(step(), 5m)` is never shorter than 5m.",
		example: "rate(http_requests_total[max_of(step() * 4, 5m)])",
		link: `${basics}#time-durations`,
	},
];

export const promqlKeywords: ReadonlyMap<string, PromqlKeyword> = new Map(entries.map((entry) => [entry.name, entry]));
