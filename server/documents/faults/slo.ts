import type { FaultTable } from "../../text/fault.ts";

const events = (error: string, total: string): string =>
	`    sli:\n      events:\n        error_query: ${error}\n        total_query: ${total}\n`;
const bad = `sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))`;
const all = "sum(rate(http_requests_total[{{.window}}]))";
const slo = (lines: string, name = "availability", objective = "99.9"): string =>
	`version: prometheus/v1\nservice: api\nslos:\n  - name: ${name}\n    objective: ${objective}\n${lines}`;
const alerting = "    alerting:\n      name: HighErrorRate\n";
const good = slo(events(bad, all) + alerting);
const pyrra = (lines: string, target = "'99'"): string =>
	`apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata:\n  name: api\nspec:\n  target: ${target}\n  window: 4w\n  indicator:\n${lines}`;
const gauge = (metric: string): string => pyrra(`    bool_gauge:\n      metric: ${metric}\n`);
const latency = (metric: string): string =>
	pyrra(
		`    latency:\n      success:\n        metric: ${metric}\n      total:\n        metric: request_seconds_count\n`,
	);

const refused =
	"The program that makes rules of the specification refuses it, so there are neither rules nor alerts for the objective.";

export const sloFaults = {
	"slo/unknown-field": {
		title: "Field that looks misspelt",
		severity: "warning",
		why: "The reader passes over fields that it does not know, or Kubernetes takes them away, so what was meant is not done.",
		fix: "Correct the spelling.",
		example: { language: "yaml", bad: good.replace("    objective", "    descripton: x\n    objective"), good },
	},
	"slo/wrong-type": {
		title: "Wrong kind of value in an SLO",
		severity: "error",
		why: refused,
		fix: "Write the value in the form that the message names.",
		example: { language: "yaml", bad: slo(events(bad, all) + alerting, "availability", "'99.9'"), good },
	},
	"slo/missing-field": {
		title: "SLO without a field that it needs",
		severity: "error",
		why: refused,
		fix: "Add the field that the message names.",
		example: { language: "yaml", bad: slo(alerting), good },
	},
	"slo/invalid-duration": {
		title: "Invalid duration in an SLO",
		severity: "error",
		why: refused,
		fix: "Write whole numbers with the units y, w, d, h, m, s or ms.",
		example: { language: "yaml", bad: gauge("up").replace("4w", "one month"), good: gauge("up") },
	},
	"slo/invalid-value": {
		title: "Value that an SLO cannot have",
		severity: "error",
		why: refused,
		fix: "Write one of the values that the message names.",
		example: {
			language: "yaml",
			bad: `${gauge("up")}  partial_response_strategy: ignore\n`,
			good: `${gauge("up")}  partial_response_strategy: warn\n`,
		},
	},
	"slo/invalid-objective": {
		title: "Objective that is no such percentage",
		severity: "error",
		why: "An objective is the share of good events in percent. `0.999` promises that one event in a hundred is good, so no alert would ever fire.",
		fix: "Write the percentage, such as `99.9`.",
		example: { language: "yaml", bad: slo(events(bad, all) + alerting, "availability", "999"), good },
	},
	"slo/invalid-name": {
		title: "Name that no SLO may have",
		severity: "error",
		why: refused,
		fix: "Use letters, digits, `-`, `_` and `.`.",
		example: { language: "yaml", bad: slo(events(bad, all) + alerting, "the availability"), good },
	},
	"slo/not-a-part-of-all": {
		title: "Events that are not among all events",
		severity: "warning",
		why: "An error ratio is the share of bad events among all. Where bad ones are counted that the total leaves out, errors of others spend the budget, the ratio can be above 1, and alerts fire for what is not the service's.",
		fix: "Select by the same labels in both queries, and by more in that of the bad ones.",
		example: {
			language: "yaml",
			bad: slo(events(bad, all.replace("_total", '_total{job="api"}')) + alerting),
			good: slo(events(bad.replace("{code", '{job="api",code'), all.replace("_total", '_total{job="api"}')) + alerting),
		},
	},
	"slo/unsummed-share": {
		title: "Share of each series in itself",
		severity: "warning",
		why: "Without a sum Prometheus divides series by series: that of the failed requests by the same series among all requests. The error ratio is 1 whenever there are errors at all.",
		fix: "Sum up both queries: `sum(rate(…))`.",
		example: {
			language: "yaml",
			bad: slo(events(bad.replace(/^sum\((.*)\)$/, "$1"), all.replace(/^sum\((.*)\)$/, "$1")) + alerting),
			good,
		},
	},
	"slo/quantile-as-share": {
		title: "Quantile instead of a share",
		severity: "warning",
		why: "An objective is a share of events, and a quantile is a duration: divided or compared with a budget it means nothing, and quantiles of different times cannot be added up over a period.",
		fix: "Count the requests that were fast enough: the histogram's bucket with that bound over its count.",
		example: {
			language: "yaml",
			bad: slo(
				`    sli:\n      raw:\n        error_ratio_query: histogram_quantile(0.99, sum by (le) (rate(request_seconds_bucket[{{.window}}])))\n${alerting}`,
			),
			good: slo(
				`    sli:\n      raw:\n        error_ratio_query: 1 - sum(rate(request_seconds_bucket{le="0.5"}[{{.window}}])) / sum(rate(request_seconds_count[{{.window}}]))\n${alerting}`,
			),
		},
	},
	"slo/several-indicators": {
		title: "SLO with more than one indicator",
		severity: "error",
		why: refused,
		fix: "Keep one of them, or make two SLOs.",
		example: {
			language: "yaml",
			bad: slo(`${events(bad, all)}      plugin:\n        id: x\n${alerting}`),
			good,
		},
	},
	"slo/same-queries": {
		title: "Every event is a bad one",
		severity: "error",
		why: refused,
		fix: "Select the bad events in the query of errors.",
		example: { language: "yaml", bad: slo(events(all, all) + alerting), good },
	},
	"slo/missing-window": {
		title: "Query without the window",
		severity: "error",
		why: `${refused} The rules ask each query over windows from minutes to days, and \`{{.window}}\` is where they put them.`,
		fix: "Write `{{.window}}` in the place of the range.",
		example: {
			language: "yaml",
			bad: slo(events(bad, "sum(rate(http_requests_total[5m]))") + alerting),
			good,
		},
	},
	"slo/not-a-selector": {
		title: "Expression where a selector belongs",
		severity: "error",
		why: refused,
		fix: "Write the selector alone.",
		example: { language: "yaml", bad: gauge("rate(up[5m])"), good: gauge("up") },
	},
	"slo/missing-bucket": {
		title: "Latency SLO without its bucket",
		severity: "error",
		why: refused,
		fix: "Select the bucket by `le`.",
		example: {
			language: "yaml",
			bad: latency("request_seconds_bucket"),
			good: latency(`'request_seconds_bucket{le="0.5"}'`),
		},
	},
} as const satisfies FaultTable;
