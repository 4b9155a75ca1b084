import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { oddNames } from "../../support/renderSlo.ts";
import type { Files } from "../../support/scaffolds.ts";
import { shop } from "../documents/shop.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

const everyWay = "pagerduty, opsgenie, oncall, webhook, slack, teams, email";

const alertmanagers: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	["every way", { page: everyWay, ticket: everyWay, mailTo: "sre@acme.io" }],
	...everyWay
		.split(", ")
		.map((way): [string, Answers] => [`${way} alone, no heartbeat`, { page: way, ticket: way, heartbeat: "no" }]),
	[
		"odd names",
		{ page: "slack", channel: "#über: 'x' \"y\" {{ z }}", alertmanagerFolder: "a b/<< c >>".replaceAll(/[<>]/g, "") },
	],
	[
		"beside routes of the team's own",
		{ page: "slack", ticket: "slack" },
		{
			"alertmanager/alertmanager.yml": `# Ours.
route:
  receiver: team
  group_by: ["..."]
receivers:
  - name: team   # the team
    webhook_configs:
      - url: "http://localhost:8080/"
`,
		},
	],
];

const prometheuses: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	["services by address", { targets: "shop=shop:8080, shop=shop-2:8080, search=[::1]:9100", cluster: "eu: 1" }],
	["lists in files", { discovery: "files", exporters: "" }],
	["Kubernetes", { discovery: "kubernetes", exporters: "alertmanager" }],
	["EC2 and CloudWatch", { discovery: "ec2", exporters: "cloudwatch", region: "us-gov-west-1" }],
	["probes", { exporters: "blackbox", probes: "https://shop.example.com/healthz?x=1&y='2', http://[::1]/" }],
	[
		"everything",
		{
			discovery: "static, files, kubernetes, ec2",
			exporters: "alertmanager, node, blackbox, pushgateway, statsd, cloudwatch, collector",
			remoteWrite: "https://mimir.example.com/api/v1/push",
			interval: "1m30s",
		},
	],
	[
		"the services of a Compose file, and the rules of the workspace",
		{},
		{
			"compose.yaml": `services:
  shop: {image: "acme/shop:1", ports: ["127.0.0.1:8080:80/tcp"]}
  db: {image: "postgres:18", ports: ["5432:5432"]}
  node-exporter: {image: prom/node-exporter, expose: [9100]}
`,
			"ops/rules/a.yml":
				"groups:\n  - name: a\n    rules:\n      - record: job:up:count\n        expr: count by (job) (up)\n",
		},
	],
	[
		"beside jobs of the team's own",
		{ exporters: "node", prometheusFolder: "." },
		{
			"prometheus.yml": `global: {scrape_interval: 15s}   # often
scrape_configs:
- job_name: node
  static_configs: [{targets: ["machine:9100"]}]
`,
		},
	],
];

const collectors: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	[
		"everything to a service on the net",
		{ signals: "traces, metrics, logs, host", tracesTo: "saas", metricsTo: "saas", logsTo: "saas" },
	],
	["traces to Jaeger alone", { signals: "traces", tracesTo: "jaeger", share: "0.5", slow: "250" }],
	["the machine alone, by remote write", { signals: "host", metricsTo: "remoteWrite" }],
	["logs alone", { signals: "logs" }],
];

const everyModule = "http_2xx, http_login, http_post, tcp_tls, tcp_connect, dns, grpc, icmp";

const probes: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	[
		"every module",
		{ modules: everyModule, probed: "https://a.example.com/x?y='1', b.example.com:443, [::1]:22, gateway" },
	],
	["names by ICMP, a port by TCP", { modules: "icmp, tcp_connect", probed: "gateway, 10.0.0.1, db:5432" }],
	["resources of the operator", { form: "probe", probed: "https://a.example.com, b.example.com:443" }],
	[
		"resources without labels",
		{ form: "probe", probed: "https://a.example.com", resourceLabels: "", namespace: "default" },
	],
	[
		"beside a Prometheus of the team's own",
		{ probed: "https://a.example.com" },
		{ "prometheus.yml": "scrape_configs:\n  - job_name: shop\n    static_configs: [{targets: ['shop:80']}]\n" },
	],
];

const pushed: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	...["push", "textfile", "statsd"].map((ways): [string, Answers] => [`${ways} alone`, { ways }]),
	...oddNames.map((job): [string, Answers] => [`the job ${JSON.stringify(job)}`, { job }]),
];

const manifests: Files = {
	"deploy/shop.yaml": `apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: store
  labels: {app: shop, tier: front}
spec:
  ports: [{name: http, port: 80}, {name: http-metrics, port: 9000}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
`,
};

const resources: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested for a Service of the workspace", {}, manifests],
	...["no", "bearer", "basic"].map((secured): [string, Answers] => [
		`monitors, asked: ${secured}`,
		{ resources: "serviceMonitor, podMonitor", service: "shop", secured },
	]),
	["Prometheus and Alertmanager", { resources: "prometheus, alertmanager", namespace: "observability" }],
	[
		"everything, without labels",
		{ resources: "serviceMonitor, podMonitor, prometheus, alertmanager", service: "shop", resourceLabels: "" },
	],
	...oddNames.map((service): [string, Answers] => [
		`the service ${JSON.stringify(service)}`,
		{ service, selector: "app=shop", port: "web" },
	]),
];

const charts: readonly (readonly [string, Answers, Files?])[] = ["values", "flux"].flatMap((form) => [
	[`${form}, as suggested`, { form }],
	[`${form}, with logs and traces`, { form, sources: "loki, tempo", selects: "release", release: "mon", storage: "5" }],
	[`${form}, with traces alone`, { form, sources: "tempo", retention: "1y", namespace: "o11y" }],
]);

const whole: readonly (readonly [string, Answers, Files?])[] = [
	["what is suggested", {}],
	[
		"everything, on machines",
		{
			platform: "machines",
			parts: "prometheus, alertmanager, collector, probes, batch",
			probed: "https://a.example.com",
		},
	],
	[
		"everything, on Kubernetes",
		{
			platform: "kubernetes",
			parts: "prometheus, alertmanager, collector, probes, batch",
			probed: "https://a.example.com",
		},
	],
	["by Flux", { platform: "kubernetes", parts: "prometheus", form: "flux" }],
	["a workspace with manifests", {}, manifests],
	["a workspace with something of everything", { parts: "alertmanager" }, shop],
];

const list = (id: string, cases: readonly (readonly [string, Answers, Files?])[]): readonly ScaffoldCase[] =>
	cases.map(([title, answers, files]) => ({
		id,
		title,
		answers,
		...(files === undefined ? {} : { scene: { files } }),
	}));

export const stackCases: readonly ScaffoldCase[] = [
	...list("alertmanager", alertmanagers),
	...list("prometheus", prometheuses),
	...list("otelCollector", collectors),
	...list("blackbox", probes),
	...list("pushedMetrics", pushed),
	...list("operatorResources", resources),
	...list("kubePrometheusStack", charts),
	...list("monitoring", whole),
];
