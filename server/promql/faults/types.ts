import type { FaultTable } from "../../text/fault.ts";

export const typeFaults = {
	"promql/unknown-function": {
		title: "A function that does not exist",
		severity: "error",
		why: "Prometheus refuses an expression with a function that it does not know, and with it the whole rule file. Functions of VictoriaMetrics or Loki are not part of PromQL.",
		fix: "Check the spelling; functions are in lower case.",
		example: { language: "promql", bad: "rats(foo[5m])", good: "rate(foo[5m])" },
	},
	"promql/removed-function": {
		title: "A function that was removed",
		severity: "error",
		why: "An older version of Prometheus had it, current ones refuse it.",
		fix: "The message names what took its place.",
		example: {
			language: "promql",
			bad: "holt_winters(foo[1h], 0.3, 0.3)",
			good: "double_exponential_smoothing(foo[1h], 0.3, 0.3)",
		},
	},
	"promql/argument-count": {
		title: "Too few or too many arguments",
		severity: "error",
		why: "The function or aggregation takes another number of arguments.",
		fix: "The message shows how it is written.",
		example: {
			language: "promql",
			bad: "histogram_quantile(rate(foo_bucket[5m]))",
			good: "histogram_quantile(0.9, rate(foo_bucket[5m]))",
		},
	},
	"promql/argument-type": {
		title: "An argument of the wrong type",
		severity: "error",
		why: 'PromQL has instant vectors (`up`), range vectors (`up[5m]`), scalars (`1`) and strings (`"a"`), and each argument is one of them. `rate` wants a range vector, for example, and `sum` an instant vector.',
		fix: "Add or remove a range, make the expression a subquery, or convert with `scalar(…)` and `vector(…)`.",
		example: { language: "promql", bad: "rate(http_requests_total)", good: "rate(http_requests_total[5m])" },
	},
	"promql/info-selector": {
		title: "Not a selector of labels",
		severity: "error",
		why: "The second argument of `info` is never evaluated. It says which labels of the info metrics are added, as a selector without a metric before its braces.",
		fix: 'Write only the matchers: `{k8s_cluster_name=~".+"}`.',
		example: { language: "promql", bad: "info(up, target_info)", good: 'info(up, {__name__="target_info"})' },
	},
	"promql/subquery-type": {
		title: "A subquery over something that is no instant vector",
		severity: "error",
		why: "A subquery evaluates its expression at every step, which must give an instant vector each time.",
		fix: "Remove one of two ranges, or put the inner one into a function: `rate(foo[5m])[1h:]`.",
		example: {
			language: "promql",
			bad: "max_over_time(foo[5m][1h:])",
			good: "max_over_time(rate(foo[5m])[1h:])",
		},
	},
	"promql/rule-result-type": {
		title: "A rule cannot store this",
		severity: "error",
		why: "A recording rule stores, and an alert fires on, the series of an instant vector, or a number. A range vector or a string is neither. Prometheus accepts the file but fails at every evaluation.",
		fix: "Put the range into a function such as `rate(…)`, or remove it.",
		example: { language: "promql", bad: "up[5m]", good: "avg_over_time(up[5m])" },
	},
} as const satisfies FaultTable;
