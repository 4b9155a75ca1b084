/** Files of other kinds than rules, of about `lines` lines. */

/** A unit test of rules, each test with input series and both kinds of cases. */
export function generateRuleTest(lines: number): string {
	const parts = ["rule_files: [rules.yaml]", "evaluation_interval: 1m", "tests:"];
	for (let index = 0; parts.length * 20 < lines; index += 1) parts.push(ruleTest(index));
	return `${parts.join("\n")}\n`;
}

function ruleTest(index: number): string {
	return `  - interval: 1m
    name: service ${index}
    input_series:
      - series: http_requests_total{service="service_${index}", code="500"}
        values: 0+10x20
      - series: http_requests_total{service="service_${index}", code="200"}
        values: 0+${index % 90}x20
    alert_rule_test:
      - eval_time: 10m
        alertname: Service${index}ErrorRatio
        exp_alerts:
          - exp_labels:
              severity: critical
              service: service_${index}
    promql_expr_test:
      - expr: sum by (code) (rate(http_requests_total{service="service_${index}"}[5m]))
        eval_time: 5m
        exp_samples:
          - labels: '{code="500"}'
            value: 0.16
          - labels: '{code="200"}'
            value: ${index % 90}`;
}

/** A configuration of Prometheus of at least `bytes` characters: scrape jobs with relabelling. */
export function generatePrometheusConfig(bytes: number): string {
	let text = "global:\n  scrape_interval: 30s\nrule_files:\n  - rules/*.yaml\nscrape_configs:\n";
	for (let index = 0; text.length < bytes; index += 1) text += scrapeJob(index);
	return text;
}

function scrapeJob(index: number): string {
	return `  - job_name: service-${index}
    scrape_interval: 15s
    metrics_path: /metrics/${index}
    kubernetes_sd_configs:
      - role: pod
        namespaces:
          names: [service-${index}]
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_label_app]
        regex: service-${index}
        action: keep
      - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]
        separator: /
        target_label: instance
    metric_relabel_configs:
      - source_labels: [__name__]
        regex: go_(gc|memstats)_.+
        action: drop
`;
}

/** A ConfigMap with one file, as a literal block. */
export function wrapInConfigMap(name: string, text: string): string {
	const lines = text.trimEnd().split("\n");
	const body = lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
	return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: generated\ndata:\n  ${name}: |\n${body}\n`;
}
