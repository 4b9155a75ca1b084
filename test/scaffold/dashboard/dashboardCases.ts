import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { oddNames } from "../../support/renderSlo.ts";
import type { Scene } from "../../support/scaffolds.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

/** Rules of a service, its SLO among them, as the workspace may have them. */
export const rulesOfApi: Scene = {
	files: {
		"rules/api.yaml": `groups:
  - name: api
    rules:
      - record: job:http_requests:rate5m
        expr: sum by (status) (rate(http_requests_total{job="api"}[5m]))
      - alert: ApiErrors
        expr: |
          sum(rate(http_requests_total{job="api", code=~"5.."}[5m]))
          / sum(rate(http_requests_total{job="api"}[5m]))
          > 0.05
        for: 10m
        labels:
          severity: critical
          service: api
        annotations:
          summary: Many requests to api fail.
          description: More than one request of twenty fails.
          runbook_url: https://runbooks.acme.io/api-errors
      - alert: ApiSlow
        expr: histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job="api"}[5m]))) > 0.5
        for: 10m
        labels:
          severity: warning
          service: api
        annotations:
          summary: Requests to api are slow.
          description: One request of a hundred takes longer than half a second.
          runbook_url: https://runbooks.acme.io/api-slow
      - alert: ApiDown
        expr: up{job="api"} == 0
        for: 5m
        labels:
          severity: critical
          service: api
        annotations:
          summary: api does not answer.
          description: Prometheus cannot scrape an instance of api.
          runbook_url: https://runbooks.acme.io/api-down
`,
	},
};

const sloRule = (record: string, expression: string, service: string) => `      - record: ${record}
        expr: ${expression}
        labels:
          service: ${service}
          slo: availability
`;

/** The same of a service whose budget begins anew with each month. */
const monthOfShop: Scene = {
	files: {
		"slo/shop.rules.yaml": `groups:
  - name: slo-shop
    rules:
${sloRule("slo:objective:ratio", "vector(0.999)", "api")}${sloRule("slo:period:days", "days_in_month()", "api")}${["month", "rate5m", "rate1h", "rate6h"].map((over) => sloRule(`slo:errors_per_request:ratio_${over}`, "vector(0.0001)", "api")).join("")}`,
	},
};

/** What SLO rules record, in short. */
export const slosOfShop: Scene = {
	files: {
		"slo/shop.rules.yaml": `groups:
  - name: slo-shop
    rules:
${["api", "web"].map((service) => sloRule("slo:objective:ratio", "vector(0.999)", service) + sloRule("slo:period:days", "vector(28)", service)).join("")}`,
	},
};

const golden: Answers = { kind: "golden", service: "api", requests: "http_requests_total", errors: 'code=~"5.."' };
const red: Answers = { ...golden, kind: "red", route: "route", status: "code" };
const business: Answers = { kind: "business", service: "shop", metrics: "orders_total, signups_total, carts_open" };
const metrics: Answers = {
	kind: "metrics",
	service: "api",
	metrics:
		"jobs_done_total, queue_length, http_request_duration_seconds_bucket, build_info, last_success_timestamp_seconds, cache_hit_ratio, sent_bytes_total",
};

const kinds: readonly (readonly [string, Answers, Scene?])[] = [
	["golden signals", golden],
	["golden signals, native histogram", { ...golden, latency: "http_request_duration_seconds", buckets: "native" }],
	["golden signals without a histogram", { ...golden, latency: "", saturation: "none" }],
	[
		"golden signals of the JVM",
		{ ...golden, requests: "http_server_requests_seconds_count", errors: 'outcome="SERVER_ERROR"' },
	],
	[
		"golden signals of OpenTelemetry",
		{ ...golden, requests: "http_server_request_duration_seconds_count", errors: 'http_response_status_code=~"5.."' },
	],
	[
		"golden signals of gRPC",
		{ ...golden, requests: "grpc_server_handled_total", errors: 'grpc_code=~"Internal|Unavailable"' },
	],
	[
		"golden signals of Istio",
		{
			...golden,
			requests: "istio_requests_total",
			errors: 'response_code=~"5.."',
			selector: 'destination_workload="api"',
			variables: "namespace, pod",
		},
	],
	[
		"golden signals by namespace and cluster",
		{ ...golden, variables: "cluster, namespace, job, instance", selector: 'job="api", env="prod"' },
	],
	["golden signals without a choice", { ...golden, variables: "", marks: "" }],
	["golden signals of all series", { ...golden, selector: "" }],
	["golden signals beside rules", { ...golden, route: "status" }, rulesOfApi],
	["RED", red],
	["RED of a service with alerts", red, rulesOfApi],
	["RED, native histogram", { ...red, buckets: "native" }],
	["RED without labels", { ...red, route: "", status: "" }],
	["USE of hosts", { kind: "use", target: "hosts" }],
	["USE of some hosts", { kind: "use", target: "hosts", selector: 'job="node", env="prod"' }],
	["USE of pods", { kind: "use", target: "kubernetes" }],
	["USE of processes", { kind: "use", target: "processes" }],
	["SLO", { kind: "slo", service: "api" }, slosOfShop],
	["SLO of a calendar month", { kind: "slo", service: "api" }, monthOfShop],
	["business", business],
	["metrics", metrics],
	["metrics without a choice", { ...metrics, variables: "" }],
	["rules", { kind: "rules", service: "api" }, rulesOfApi],
	["executive by SLO", { kind: "executive", basis: "slo", services: "api, web" }, slosOfShop],
	[
		"executive by requests",
		{
			kind: "executive",
			basis: "requests",
			services: "api, web",
			requests: "http_requests_total",
			errors: 'code=~"5.."',
		},
	],
];

const outputs = ["classic", "resource", "configMap", "operator"] as const;

/** Where panels of rules look back as long as the rule does: the file, and its lines. */
const fixedWindows = {
	classic: ["json", 94, 202],
	resource: ["json", 120, 244],
	configMap: ["configmap.yaml", 103, 211],
	operator: ["grafanadashboard.yaml", 106, 214],
} as const;

function expectFixedWindows(output: keyof typeof fixedWindows): NonNullable<ScaffoldCase["expected"]> {
	const [ending, ...lines] = fixedWindows[output];
	return lines.map((line) => ({
		problem: `dashboards/api-alerts-and-rules.${ending}:${line}: dashboard/rate-interval`,
		because: "the alert looks back so long, and over any other window its threshold would mean something else",
	}));
}

export const dashboardCases: readonly ScaffoldCase[] = [
	...kinds.flatMap(([name, answers, scene]) =>
		outputs.map(
			(output): ScaffoldCase => ({
				id: "dashboard",
				title: `${name}, ${output}`,
				answers: { ...answers, output },
				...(scene === undefined ? {} : { scene }),
				...(name === "rules" ? { expected: expectFixedWindows(output) } : {}),
			}),
		),
	),
	...oddNames.flatMap((service) =>
		outputs.map(
			(output): ScaffoldCase => ({
				id: "dashboard",
				title: `service ${JSON.stringify(service)}, ${output}`,
				answers: { ...golden, service, output },
			}),
		),
	),
	...oddNames.slice(0, 6).map(
		(service): ScaffoldCase => ({
			id: "dashboard",
			title: `names with ${JSON.stringify(service)} in all places`,
			answers: { ...red, service, title: `${service} ${service}`, grafanaFolder: service, output: "operator" },
		}),
	),
	{
		id: "dashboard",
		title: "with provisioning",
		answers: { ...golden, extras: "provisioning", datasources: "prometheus, alertmanager, loki, tempo" },
	},
	...[
		"",
		"prometheus",
		"loki",
		"tempo",
		"jaeger",
		"prometheus, jaeger",
		"loki, tempo",
		"loki, jaeger",
		"alertmanager",
		"prometheus, alertmanager, loki, tempo, jaeger",
	].map(
		(datasources): ScaffoldCase => ({
			id: "dashboardProvisioning",
			title: datasources === "" ? "no data source" : datasources,
			answers: { datasources },
		}),
	),
];
