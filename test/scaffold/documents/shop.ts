import type { Files } from "../../support/scaffolds.ts";

/** A workspace with something of everything that documents tell of. */
export const shop: Files = {
	"checkout/package.json": `{
	"name": "checkout",
	"dependencies": {
		"@opentelemetry/sdk-node": "^0.301.0",
		"pino": "^10.0.0",
		"prom-client": "^15.1.3"
	}
}
`,
	"checkout/metrics.ts": `import { Counter } from "prom-client";

export const requests = new Counter({
	name: "checkout_requests_total",
	help: "Requests.",
	labelNames: ["status", "user_id"],
});
export const unused = new Counter({ name: "checkout_forgotten_total", help: "Nobody asks for it." });
`,
	"search/go.mod": "module search\n\nrequire github.com/prometheus/client_golang v1.24.0\n",
	"compose.yaml": `services:
  prometheus:
    image: prom/prometheus:v3.14.0
    command: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.retention.time=30d"]
    healthcheck:
      test: ["CMD", "wget", "-qO-", "http://localhost:9090/-/healthy"]
  alertmanager:
    image: registry.example.com/prometheus/alertmanager:v0.34.2
  grafana:
    image: grafana/grafana
  loki:
    image: grafana/loki:3.7.8
`,
	"prometheus.yml": `global:
  scrape_interval: 30s
rule_files: [rules/*.yml]
scrape_configs:
  - job_name: checkout
    scrape_interval: 5s
    static_configs:
      - targets: ["checkout:8080"]
`,
	"alertmanager.yml": `route:
  receiver: on-call
receivers:
  - name: on-call
    pagerduty_configs:
      - routing_key_file: /etc/alertmanager/secrets/key
  - name: silent
`,
	"rules/checkout.yml": `groups:
  - name: checkout
    rules:
      - alert: CheckoutErrors
        expr: sum(rate(checkout_requests_total{job="checkout",status=~"5.."}[5m])) > 1
        for: 10m
        labels:
          severity: critical
          service: checkout
        annotations:
          summary: Checkout fails
`,
	".github/workflows/ci.yml": "jobs:\n  rules:\n    steps:\n      - run: promtool check rules rules/*.yml\n",
};

/** Names that mean something to Markdown and Mermaid. */
export const odd: Files = {
	"rules/odd.yml": `groups:
  - name: odd
    rules:
      - alert: Odd
        expr: up == 0
        labels:
          service: 'a "b" | <c> \`d\` #1; {{ "x" }}'
`,
	"alertmanager.yml": `route:
  receiver: '<b> "x" | #'
receivers:
  - name: '<b> "x" | #'
    webhook_configs:
      - url: http://localhost:1
`,
};
