import { expect, test } from "vitest";
import type { GraphSymbol } from "../../../server/workspace/graph/workspaceGraph.ts";
import { graphOf } from "../../support/indexedFiles.ts";

const { graph, texts } = graphOf(`--- rules/api.yaml
groups:
  - name: api
    interval: 30s
    labels: { team: shop }
    rules:
      - record: job:requests:rate5m
        expr: sum by (job, code) (rate(http_requests_total{env="prod"}[5m]))
        labels: { tier: "1" }
      - alert: ApiDown
        expr: job:requests:rate5m{job="api"} == 0 unless on (job) maintenance
        for: 5m
        annotations:
          summary: '{{ query "up{}" }}'
          runbook_url: https://github.com/o/r/blob/main/runbooks/ApiDown.md#diagnosis
          dashboard: https://grafana.example/d/shop-uid/shop
      - alert: 'ApiSlow'
        expr: ALERTS{alertname="ApiDown"} == 1 or ALERTS{alertname=~"Other.*"}
--- rules/test.yaml
rule_files: [api.yaml, '*.yml']
tests:
  - name: down
    input_series:
      - series: http_requests_total{code="500"}
        values: 1x1
    alert_rule_test:
      - alertname: ApiDown
        eval_time: 5m
--- alertmanager.yaml
route:
  receiver: team
  routes:
    - receiver: 'pager'
      matchers: [alertname="ApiDown"]
    - receiver: pager
      match_re: { alertname: "Api.*" }
receivers:
  - name: team
  - name: pager
inhibit_rules:
  - source_matchers: [alertname="ApiDown"]
    target_matchers: [severity="warning"]
    equal: [job]
--- dash.json
{"uid": "shop-uid", "title": "Shop $job", "schemaVersion": 39,
 "links": [{"url": "/d/other/x"}],
 "templating": {"list": [{"name": "job", "type": "query", "query": "label_values(up, job)", "datasource": {"type": "prometheus"}}]},
 "panels": [{"id": 1, "type": "timeseries", "title": "Requests", "repeat": "job", "datasource": {"type": "prometheus"},
   "targets": [{"refId": "A", "expr": "sum(job:requests:rate5m{job=~\\"$job\\"}) by (code)"}]}]}
--- runbooks/ApiDown.md
---
alert: ApiDown
severity: "page"
---
# ApiDown

Look at [the rules](../rules/api.yaml).

## Diagnosis
\`\`\`promql
rate(http_requests_total[5m])
\`\`\`
## Diagnosis
--- README.md
# About
--- docs/notes.md
# \`ApiSlow\`
--- prometheus.yml
rule_files: [rules/*.yaml]
scrape_configs:
  - job_name: api
    static_configs: [{ targets: ["a:1"] }]
--- q.promql
up == 0
--- slo.yaml
version: prometheus/v1
service: shop
labels: { owner: x }
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting: { name: ShopBudget }
`);

function show(symbol: GraphSymbol): readonly string[] {
	const path = (uri: string): string => uri.replace("file:///ws/", "");
	const at = (uri: string, start: number, end: number): string => texts.get(path(uri))?.slice(start, end) ?? "";
	return [
		...graph.definitionsOf(symbol).map(({ uri, item }) => {
			return `${path(uri)} ${item.kind} «${at(uri, item.nameSpan.start, item.nameSpan.end)}»`;
		}),
		...graph.usesOf(symbol).map(({ uri, item, use }) => {
			const labels = use.labels?.length ? ` needs ${use.labels.join()}` : "";
			return `${path(uri)} ${item.kind} ${item.name} uses «${at(uri, use.span.start, use.span.end)}»${labels}`;
		}),
	];
}

test.each<[GraphSymbol["kind"], string]>([
	["metric", "http_requests_total"],
	["metric", "job:requests:rate5m"],
	["metric", "up"],
	["metric", "maintenance"],
	["alert", "ApiDown"],
	["alert", "ApiSlow"],
	["alert", "OtherThing"],
	["receiver", "pager"],
	["dashboard", "shop-uid"],
	["dashboard", "other"],
	["runbook", "file:///ws/runbooks/ApiDown.md"],
])("who defines and uses the %s %s", (kind, name) => {
	expect(show({ kind, name })).toMatchSnapshot();
});
test("items", () => {
	const all = [...graph.files()].map(({ uri, items }) => [
		uri,
		...items.map((item) => {
			const { span: _, nameSpan: __, uses, ...rest } = item;
			return JSON.stringify({ ...rest, uses: uses.map(({ kind, name }) => `${kind} ${name}`) });
		}),
	]);
	expect(all).toMatchSnapshot();
	expect([...graph.names("runbook")]).toEqual(["file:///ws/docs/notes.md", "file:///ws/runbooks/ApiDown.md"]);
});
