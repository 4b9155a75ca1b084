// The binary operators of Prometheus 3.14. Source: querying/operators.
import type { MatchOperator } from "./ast.ts";

export interface PromqlOperator {
	readonly name: string;
	readonly kind: "arithmetic" | "comparison" | "set" | "histogram";
	/** Higher binds more strongly; `^` binds to the right, the others to the left. */
	readonly precedence: number;
	/** One sentence in Markdown. */
	readonly summary: string;
	readonly trap?: string;
	readonly example: string;
	readonly link: string;
}

const page = "https://prometheus.io/docs/prometheus/latest/querying/operators/";
const matched =
	"Between two vectors only series with the same labels meet; `on (…)` and `ignoring (…)` say which labels count.";
const filters = "Without `bool` it leaves out the series for which it is false, and keeps the values of the left side.";

function arithmetic(name: string, precedence: number, summary: string, example: string, trap = matched) {
	return {
		name,
		kind: "arithmetic" as const,
		precedence,
		summary,
		example,
		trap,
		link: `${page}#arithmetic-binary-operators`,
	};
}

function comparison(name: string, summary: string, example: string, trap = filters) {
	return {
		name,
		kind: "comparison" as const,
		precedence: 3,
		summary,
		example,
		trap,
		link: `${page}#comparison-binary-operators`,
	};
}

function set(name: string, precedence: number, summary: string, example: string, trap: string) {
	return {
		name,
		kind: "set" as const,
		precedence,
		summary,
		example,
		trap,
		link: `${page}#logical-set-binary-operators`,
	};
}

function histogram(name: string, summary: string, example: string) {
	const trap = "It works on native histograms only, and drops other samples.";
	return {
		name,
		kind: "histogram" as const,
		precedence: 3,
		summary,
		example,
		trap,
		link: `${page}#histogram-trim-operators`,
	};
}

const entries: readonly PromqlOperator[] = [
	arithmetic("+", 4, "Adds both sides.", "node_memory_Cached_bytes + node_memory_Buffers_bytes"),
	arithmetic("-", 4, "Subtracts the right side from the left one.", "time() - process_start_time_seconds"),
	arithmetic("*", 5, "Multiplies both sides.", "rate(errors_total[5m]) * 60"),
	arithmetic(
		"/",
		5,
		"Divides the left side by the right one.",
		"sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))",
		"0 / 0 is `NaN` and anything else by 0 is infinite; both make a comparison surprising.",
	),
	arithmetic("%", 5, "The rest of a division, with the sign of the left side.", "time() % 3600"),
	arithmetic(
		"^",
		6,
		"The left side to the power of the right one.",
		"2 ^ 10",
		"It binds more strongly than a sign: `-1 ^ 2` is -1.",
	),
	arithmetic("atan2", 5, "The angle of a point from its coordinates, in radians.", "wind_y atan2 wind_x"),
	comparison("==", "Keeps the series that are equal on both sides.", "up == 0"),
	comparison("!=", "Keeps the series that differ from the other side.", "replicas != replicas_desired"),
	comparison(">", "Keeps the series that are larger than the other side.", "queue_length > 100"),
	comparison("<", "Keeps the series that are smaller than the other side.", "disk_free_ratio < 0.1"),
	comparison(">=", "Keeps the series that are larger than or equal to the other side.", "error_ratio >= 0.05"),
	comparison("<=", "Keeps the series that are smaller than or equal to the other side.", "certificate_days_left <= 14"),
	set(
		"and",
		2,
		"The series of the left side that have a partner with the same labels on the right.",
		"up == 0 and on (instance) node_uptime_seconds > 600",
		"Values of the right side do not count: `and x == 0` asks whether the comparison left something.",
	),
	set(
		"or",
		1,
		"The series of the left side, and those of the right one that have no partner there.",
		"sum(rate(errors_total[5m])) or vector(0)",
		"`or vector(0)` only fills in where the left side has no labels.",
	),
	set(
		"unless",
		2,
		"The series of the left side that have no partner on the right.",
		"up == 0 unless on (instance) maintenance_mode == 1",
		"It goes by labels, not by values: `unless x` also drops series where `x` is 0.",
	),
	histogram(
		"</",
		"Cuts off the observations of a native histogram that are above a value.",
		"request_duration_seconds </ 1",
	),
	histogram(
		">/",
		"Cuts off the observations of a native histogram that are below a value.",
		"request_duration_seconds >/ 0.1",
	),
];

export const promqlOperators: ReadonlyMap<string, PromqlOperator> = new Map(
	entries.map((entry) => [entry.name, entry]),
);

/** A matching operator inside braces. Source: querying/basics. */
export interface MatchOperatorEntry {
	readonly name: MatchOperator;
	/** One sentence in Markdown. */
	readonly summary: string;
	readonly trap: string;
	readonly example: string;
	readonly link: string;
}

const selectors = "https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors";

export const matchOperators: readonly MatchOperatorEntry[] = [
	{
		name: "=",
		summary: "The label has exactly this value.",
		trap: 'An empty value also matches series that lack the label: `{job=""}`.',
		example: 'up{job="api"}',
		link: selectors,
	},
	{
		name: "!=",
		summary: "The label has another value, or is missing.",
		trap: 'Series without the label match too. Write `job!=""` beside it where the label must be there.',
		example: 'up{job!="api"}',
		link: selectors,
	},
	{
		name: "=~",
		summary: "The whole value matches this regular expression (RE2).",
		trap: "It must match from the first character to the last: for a part write `.*part.*`. RE2 knows no look-around and no back-references.",
		example: 'up{job=~"api|web"}',
		link: selectors,
	},
	{
		name: "!~",
		summary: "The whole value does not match this regular expression (RE2), or the label is missing.",
		trap: "Series without the label are compared as if it were empty. RE2 knows no look-around and no back-references.",
		example: 'up{instance!~"test-.*"}',
		link: selectors,
	},
];
