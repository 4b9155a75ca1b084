import { parseDuration } from "../../../server/promql/duration.ts";
import { parametersOf } from "../../../server/scaffold/ruleLibrary/fillEntry.ts";
import { ALERT_GROUPS } from "../../../server/scaffold/ruleLibrary/library.ts";
import type { AlertEntry } from "../../../server/scaffold/ruleLibrary/ruleEntry.ts";
import { oddNames } from "../../support/renderSlo.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

const id = "alert";

/** So many alerts to a file: promtool evaluates all rules of a file in every one of its tests. */
const most = 5;

/** Every entry as it is, with its test; and with all its parameters at another value. */
const entries: readonly ScaffoldCase[] = ALERT_GROUPS.flatMap(({ name, entries: all }) => {
	const others = all.flatMap((entry) =>
		Object.entries(parametersOf(entry)).map(([parameter, { other }]) => `${entry.id}.${parameter}=${other}`),
	);
	const alerts = all.map((entry) => entry.id).join(", ");
	return [
		...chunk(all).map((some): ScaffoldCase => {
			const ids = some.map((entry) => entry.id).join(", ");
			return { id, title: `${name}: ${ids}`, answers: { alerts: ids } };
		}),
		{
			id,
			title: `all of ${name}, set otherwise`,
			answers: { alerts, tune: "change", settings: others.join("; "), extras: "runbook" },
		},
	];
});

/** A test over days has a file of its own, as it is slow by itself. */
function chunk(all: readonly AlertEntry[]): readonly (readonly AlertEntry[])[] {
	const slow = all.filter(({ test }) => (parseDuration(test.at) ?? 0) > 36_000);
	const quick = all.filter((entry) => !slow.includes(entry));
	const chunks: (readonly AlertEntry[])[] = slow.map((entry) => [entry]);
	for (let start = 0; start < quick.length; start += most) chunks.push(quick.slice(start, start + most));
	return chunks;
}

const team = `groups:
  - name: shop
    rules:
      - alert: shop_orders_stuck
        expr: orders_waiting > 10
        labels:
          priority: P1
          team: shop
        annotations:
          title: Orders are stuck
          runbook: https://runbooks.acme.io/shop/shop_orders_stuck
      - alert: shop_stock_low
        expr: stock_items < 3
        for: 10m
        labels:
          priority: P3
          team: shop
        annotations:
          title: Stock is low
          runbook: https://runbooks.acme.io/shop/shop_stock_low
`;
const resource = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: hosts
  namespace: monitoring
  labels:
    release: monitoring
spec:
  groups:
    - name: hosts
      rules:
        - record: instance:node_cpu:ratio_rate5m
          expr: 1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))
`;
const hosts = "host-memory-low, host-disk-filling";

const forms: readonly ScaffoldCase[] = [
	{ id, title: "PrometheusRule", answers: { alerts: hosts, output: "prometheusRule" } },
	{ id, title: "no runbook, no test", answers: { alerts: hosts, extras: "" } },
	{ id, title: "a scope", answers: { alerts: hosts, scope: 'cluster="eu-1", environment=~"prod|stage"' } },
	{ id, title: "a scope that no series is made up for", answers: { alerts: hosts, scope: 'instance!~"test.*"' } },
	{
		id,
		title: "in the manner of the others",
		answers: { alerts: hosts },
		scene: { files: { "rules/shop.yml": team } },
	},
	{
		id,
		title: "into a file that is there",
		answers: { alerts: hosts, file: "rules/shop.yml" },
		scene: { files: { "rules/shop.yml": team } },
	},
	{
		id,
		title: "into a PrometheusRule that is there",
		answers: { alerts: hosts, file: "k8s/hosts.yaml" },
		scene: { files: { "k8s/hosts.yaml": resource } },
	},
	{
		id,
		title: "labels and annotations of one's own",
		answers: {
			alerts: "host-memory-low, watchdog",
			style: "own",
			severities: "urgency: now, soon, some day",
			labels: "team=ops, tier=1",
			annotations: "message, -, link",
			runbookUrl: "https://wiki.acme.io/{alert:kebab}?from={path}",
		},
	},
	{
		id,
		title: "no label of urgency",
		answers: { alerts: hosts, style: "own", severities: "", annotations: "summary, description, -" },
	},
	{
		id,
		title: "values beyond those that the library's own tests are for",
		answers: { alerts: "host-memory-low", tune: "change", settings: "threshold=0.3; for=45m" },
	},
	...oddNames.map((name) => ({
		id,
		title: `labels, scope and address with ${JSON.stringify(name)}`,
		answers: {
			alerts: "host-memory-low",
			scope: `team=${JSON.stringify(name)}`,
			style: "own",
			severities: `severity: ${name.replaceAll(/[,]/g, "")}, warning, info`,
			labels: `owner=${name.replaceAll(/[,]/g, "")}`,
			runbookUrl: `https://wiki.acme.io/${encodeURIComponent(name)}/{{x}}?p={path}&y='`,
		},
	})),
];

const code = `import { Counter, Gauge, Histogram } from "prom-client";
export const jobs = new Counter({ name: "jobs_total", help: "Jobs that were done.", labelNames: ["queue"] });
export const waiting = new Gauge({ name: "jobs_waiting", help: "Jobs that wait.", labelNames: ["queue"] });
export const duration = new Histogram({ name: "job_duration_seconds", help: "How long a job takes.", labelNames: ["queue"] });
`;

const own: readonly ScaffoldCase[] = [
	["a gauge", { expression: "jobs_waiting", threshold: "100" }],
	["a counter", { expression: 'jobs_total{queue="mail"}', threshold: "5", comparison: "below" }],
	["a histogram", { expression: "job_duration_seconds", threshold: "2.5", urgency: "critical", hold: "10m" }],
	["a bucket series", { expression: "job_duration_seconds_bucket", threshold: "2.5" }],
	[
		"a query",
		{ expression: "sum by (queue) (rate(jobs_total[5m])) / sum by (queue) (jobs_waiting)", threshold: "0.5" },
	],
	["a query that compares", { expression: "sum by (queue) (jobs_waiting) > 100", alertName: "JobsWait" }],
	["absence", { expression: 'absent(jobs_waiting{queue="mail"})', alertName: "JobsGone", hold: "15m" }],
	["at once", { expression: "max by (queue) (jobs_waiting)", threshold: "1e3", hold: "0s" }],
].map(([title, answers]) => ({
	id,
	title: `on ${String(title)}`,
	answers: { source: "expression", ...(answers as Record<string, string>) },
	scene: { files: { "src/metrics.ts": code } },
}));

export const alertCases: readonly ScaffoldCase[] = [...entries, ...forms, ...own];
