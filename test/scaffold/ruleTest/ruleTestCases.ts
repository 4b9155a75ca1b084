import type { ScaffoldCase } from "../scaffoldCase.ts";

const rules = `groups:
  - name: api
    rules:
      # The share of requests that fail.
      - record: job:errors:ratio_rate5m
        expr: |
          sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
            /
          sum by (job) (rate(http_requests_total[5m]))
      - alert: HighErrorRatio
        expr: job:errors:ratio_rate5m > 0.05
        for: 10m
        labels:
          severity: page
          team: '{{ $labels.job }}-team'
        annotations:
          summary: '{{ $labels.job }}: {{ $value | humanizePercentage }} of the requests fail'
          description: |
            On {{ $labels.job }}.
            {{ with query "count(http_requests_total)" }}Of {{ . | first | value }} series.{{ end }}
      - alert: SlowRequests
        expr: histogram_quantile(0.99, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5
        for: 5m
        keep_firing_for: 5m
      - alert: DiskWillFill
        expr: |
          (node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|ramfs"} < 0.2)
            and
          predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs"}[1h], 4 * 3600) < 0
        annotations:
          summary: '{{ $labels.mountpoint }} has {{ $value | humanizePercentage }} left'
      - alert: TargetMissing
        expr: absent(up{job="api", instance=~"host-[0-9]+:9100"}) or up{job="api"} == 0
        for: 2m
      - alert: Watchdog
        expr: vector(1)
`;

const odd = `groups:
  - name: 'odd "names" of {{ groups }}'
    rules:
      - alert: 'An "odd" name: << é & ü >>'
        expr: 'queue_length{queue=~"a|b\\\\.c", note!="\\"x\\""} > 10'
        labels:
          note: 'a: b # c'
        annotations:
          summary: '{{ "{{" }} {{ $labels.queue }} << $value >> "quoted" ''single'''
          description: "two\\nlines\\twith a tab"
`;

const resource = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: api
spec:
  groups:
    - name: api
      rules:
        - alert: Down
          expr: up{job="api"} == 0
          for: 5m
`;

const extracted = `groups:
  - name: api
    rules:
      - alert: Down
        expr: up{job="api"} == 0
        for: 5m
`;

const existing = `# The team's tests.
rule_files:
  - ../rules/*.yaml
evaluation_interval: 30s # as on the server

tests:
  - name: up
    interval: 30s
    input_series:
      - series: 'up{job="api", instance="host-1:9100"}'
        values: 1x20
    alert_rule_test:
      - eval_time: 5m
        alertname: TargetMissing
`;

const named = (path: string, name: string, rest: Readonly<Record<string, string>> = {}) => ({
	rule: `${path}#${name}`,
	...rest,
});

const api = ["HighErrorRatio", "SlowRequests", "DiskWillFill", "TargetMissing", "Watchdog", "job:errors:ratio_rate5m"];

export const ruleTestCases: readonly ScaffoldCase[] = [
	...api.map(
		(name): ScaffoldCase => ({
			id: "ruleTest",
			title: `${name} of a rule file`,
			answers: named("rules/api.yaml", name),
			scene: { files: { "rules/api.yaml": rules } },
		}),
	),
	{
		id: "ruleTest",
		title: "the rule at the cursor",
		answers: {},
		scene: {
			files: { "rules/api.yaml": rules },
			at: { path: "rules/api.yaml", offset: rules.indexOf("SlowRequests") + 3 },
		},
	},
	{
		id: "ruleTest",
		title: "beside tests that are kept elsewhere, in a file of another name",
		answers: named("rules/web.yaml", "Down"),
		scene: {
			files: {
				"rules/api.yaml": rules,
				"rules/web.yaml": extracted,
				"tests/test_api.yml": existing.replace("*", "api"),
			},
		},
	},
	{
		id: "ruleTest",
		title: "added to a test file that is there",
		answers: named("rules/api.yaml", "HighErrorRatio"),
		scene: { files: { "rules/api.yaml": rules, "tests/api_test.yaml": existing } },
	},
	{
		id: "ruleTest",
		title: "added to a test file with Windows line ends",
		answers: named("rules/api.yaml", "SlowRequests"),
		scene: {
			files: {
				"rules/api.yaml": rules.replaceAll("\n", "\r\n"),
				"tests/api_test.yaml": existing.replaceAll("\n", "\r\n"),
			},
		},
	},
	{
		id: "ruleTest",
		title: "where Prometheus would take the test for rules",
		answers: named("rules/api.yaml", "HighErrorRatio"),
		scene: { files: { "rules/api.yaml": rules, "prometheus.yml": "rule_files:\n  - rules/*.yaml\n" } },
	},
	{
		id: "ruleTest",
		title: "odd names",
		answers: named("rules/odd names.yaml", 'An "odd" name: << é & ü >>'),
		scene: { files: { "rules/odd names.yaml": odd } },
	},
	{
		id: "ruleTest",
		title: "rules in JSON",
		answers: named("rules/api.json", "Down"),
		scene: {
			files: {
				"rules/api.json": `${JSON.stringify({ groups: [{ name: "api", rules: [{ alert: "Down", expr: 'up{job="api"} == 0', annotations: { summary: "{{ $labels.instance }} is down" } }] }] }, null, 2)}\n`,
			},
		},
	},
	{
		id: "ruleTest",
		title: "a PrometheusRule whose groups were taken out already",
		answers: named("k8s/api.yaml", "Down"),
		scene: { files: { "k8s/api.yaml": resource, "k8s/api.spec.yaml": extracted } },
	},
	{
		id: "ruleTest",
		title: "a rule for which nothing was found",
		answers: named("rules/never.yaml", "Never"),
		scene: {
			files: {
				"rules/never.yaml":
					"groups:\n  - name: never\n    rules:\n      - alert: Never\n        expr: histogram_count(rate(requests[5m])) > 1\n",
			},
		},
	},
];
