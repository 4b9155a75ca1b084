import type { ScaffoldCase } from "../scaffoldCase.ts";

const rules = `groups:
  - name: api
    rules:
      # Keep in step with the SLO.
      - alert: HighErrorRatio
        expr: |
          sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
            / sum by (job) (rate(http_requests_total[5m]))
            > 0.05
        for: 10m
        labels:
          severity: page   # wakes somebody
        annotations:
          summary: '{{ $labels.job }}: {{ $value | humanizePercentage }} of the requests fail'
      - alert: SlowRequests
        expr: histogram_quantile(0.99, sum by (le, job) (rate(http_request_duration_seconds_bucket{job="api"}[5m]))) > 0.5
        for: 5m
        keep_firing_for: 10m
        labels: {severity: ticket}
      - alert: ApiMissing
        expr: absent(up{job="api"}) or up{job="api"} == 0
        for: 2m
        labels:
          severity: page
        annotations:
          description: Nobody can order.
      - record: job:http_requests:rate5m
        expr: sum by (job) (rate(http_requests_total[5m]))
`;

const odd = `groups:
  - name: odd
    rules:
      - alert: 'An "odd" name: << é >> {{ x }}, *y* | z'
        expr: 'queue_length{queue=~"a|b"} > 10'
        labels: { severity: page }
        annotations:
          runbook_url: "old"
`;

const resource = `# Two resources.
apiVersion: v1
kind: ConfigMap
metadata:
  name: other
data:
  a: b
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: api
  namespace: monitoring
spec:
  groups:
    - name: api
      rules:
        - alert: Down
          expr: up{job="api"} == 0
          for: 5m
          labels:
            severity: page
`;

const sharedPage = `# Runbooks

Read from the top.

## DiskFull

Clean up.

## MemoryFull

Restart.
`;

const sharedRules = `groups:
  - name: host
    rules:
      - alert: DiskFull
        expr: disk_used_ratio > 0.9
        annotations:
          runbook_url: https://wiki.acme.dev/docs/runbooks.md#diskfull
      - alert: MemoryFull
        expr: memory_used_ratio > 0.9
        annotations:
          runbook_url: https://wiki.acme.dev/docs/runbooks.md#memoryfull
      - alert: CpuBusy
        expr: cpu_used_ratio > 0.9
`;

const alertmanager = `route:
  receiver: everybody
  routes:
    - matchers: [severity="page"]
      receiver: pager
receivers:
  - name: everybody
  - name: pager
`;

const dashboard = JSON.stringify({
	uid: "api",
	title: "API [live]",
	schemaVersion: 42,
	time: { from: "now-1h", to: "now" },
	panels: [
		{
			id: 1,
			type: "timeseries",
			title: "Requests",
			description: "Requests per second.",
			gridPos: { x: 0, y: 0, w: 12, h: 8 },
			datasource: { type: "prometheus", uid: "prometheus" },
			targets: [{ refId: "A", expr: "sum by (job) (rate(http_requests_total[5m]))" }],
		},
	],
});

const api = (name: string, rest: Readonly<Record<string, string>> = {}) => ({
	rule: `rules/api.yaml#${name}`,
	...rest,
});

export const runbookCases: readonly ScaffoldCase[] = [
	...["standard", "extended", "short"].flatMap((form) =>
		["HighErrorRatio", "SlowRequests", "ApiMissing"].map(
			(name): ScaffoldCase => ({
				id: "runbook",
				title: `${form} page for ${name}`,
				answers: api(name, { form }),
				scene: { files: { "rules/api.yaml": rules } },
			}),
		),
	),
	{
		id: "runbook",
		title: "for the alert at the cursor, with what the workspace knows",
		answers: { form: "extended" },
		scene: {
			files: {
				"rules/api.yaml": rules,
				"alertmanager.yml": alertmanager,
				"dashboards/api.json": dashboard,
			},
			at: { path: "rules/api.yaml", offset: rules.indexOf("HighErrorRatio") },
		},
	},
	{
		id: "runbook",
		title: "all alerts of a file, a page each, without a link",
		answers: api("HighErrorRatio", {
			alerts: "rules/api.yaml#SlowRequests, rules/api.yaml#ApiMissing",
			link: "no",
			page: "docs/{alert}.md",
		}),
		scene: { files: { "rules/api.yaml": rules } },
	},
	{
		id: "runbook",
		title: "all alerts of a file on one page, linked on the web",
		answers: api("HighErrorRatio", {
			alerts: "rules/api.yaml#SlowRequests, rules/api.yaml#ApiMissing",
			page: "runbooks/api.md",
			form: "extended",
			address: "https://wiki.acme.dev/{path}",
		}),
		scene: { files: { "rules/api.yaml": rules } },
	},
	{
		id: "runbook",
		title: "added to the team's page of several alerts",
		answers: { rule: "rules/host.yaml#CpuBusy" },
		scene: { files: { "rules/host.yaml": sharedRules, "docs/runbooks.md": sharedPage } },
	},
	{
		id: "runbook",
		title: "Windows line ends",
		answers: { rule: "rules/host.yaml#CpuBusy" },
		scene: {
			files: {
				"rules/host.yaml": sharedRules.replaceAll("\n", "\r\n"),
				"docs/runbooks.md": sharedPage.replaceAll("\n", "\r\n"),
			},
		},
	},
	{
		id: "runbook",
		title: "odd names, and a link that is replaced",
		answers: { rule: 'rules/odd.yaml#An "odd" name: << é >> {{ x }}, *y* | z' },
		scene: { files: { "rules/odd.yaml": odd } },
	},
	{
		id: "runbook",
		title: "a PrometheusRule among other resources",
		answers: { rule: "k8s/api.yaml#Down", address: "https://wiki.acme.dev/runbooks/{alert:kebab}" },
		scene: { files: { "k8s/api.yaml": resource } },
	},
	{
		id: "runbook",
		title: "rules in JSON",
		answers: { rule: "rules/api.json#Down", address: "https://wiki.acme.dev/runbooks/{alert}" },
		scene: {
			files: {
				"rules/api.json": `${JSON.stringify({ groups: [{ name: "api", rules: [{ alert: "Down", expr: 'up{job="api"} == 0', labels: { severity: "page" } }] }] }, null, 2)}\n`,
			},
		},
	},
];
