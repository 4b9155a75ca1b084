import { labels, type Parameter } from "../parameters.ts";

/**
 * Rate, errors and duration of requests, for each of the ways in which services and proxies count them. Sources
 * (2026-11): OpenTelemetry HTTP semantic conventions 1.43, Micrometer's Spring observations, go-grpc-middleware, Istio
 * standard metrics, Traefik, ingress-nginx and Envoy documentation.
 */
export interface Instrumentation {
	readonly id: string;
	/** What the alerts' names begin with. */
	readonly subject: string;
	readonly title: string;
	readonly source: string;
	/** Counts requests. */
	readonly counter: string;
	/** What only failed requests have; `<<code>>` is the label of the status where names differ. */
	readonly errors: string;
	/** Labels that a failed and a good request differ in, as a test needs them. */
	readonly failed: Labels;
	readonly good: Labels;
	/** The status is told by one of several labels. */
	readonly code?: Parameter;
	/** Times requests, in classic buckets. */
	readonly histogram: string;
	readonly unit: "seconds" | "milliseconds";
	readonly by: Parameter;
	/** Labels of the series beside those of the target. */
	readonly labels: Labels;
	/** Only what this matches is looked at. */
	readonly only?: string;
}

export type Labels = Readonly<Record<string, string>>;

export const what = "labels that tell services apart";
export const target: Labels = { instance: "api-0:8080", job: "api" };

export const instrumentations: readonly Instrumentation[] = [
	{
		id: "http",
		subject: "Service",
		title: "HTTP requests (http_requests_total)",
		source: "client libraries",
		counter: "http_requests_total",
		errors: '<<code>>=~"5.."',
		code: labels("code", "status", "label that has the status: code, status or status_code"),
		failed: { code: "500" },
		good: { code: "200" },
		histogram: "http_request_duration_seconds",
		unit: "seconds",
		by: labels("job", "job, namespace", what),
		labels: {},
	},
	{
		id: "otel-http",
		subject: "HttpServer",
		title: "HTTP requests (OpenTelemetry)",
		source: "OpenTelemetry",
		counter: "http_server_request_duration_seconds_count",
		errors: 'http_response_status_code=~"5.."',
		failed: { http_response_status_code: "500", http_request_method: "GET" },
		good: { http_response_status_code: "200", http_request_method: "GET" },
		histogram: "http_server_request_duration_seconds",
		unit: "seconds",
		by: labels("job", "job, http_route", what),
		labels: {},
	},
	{
		id: "spring",
		subject: "SpringService",
		title: "HTTP requests (Micrometer, Spring Boot)",
		source: "Micrometer",
		counter: "http_server_requests_seconds_count",
		errors: 'outcome="SERVER_ERROR"',
		failed: { outcome: "SERVER_ERROR", status: "500" },
		good: { outcome: "SUCCESS", status: "200" },
		histogram: "http_server_requests_seconds",
		unit: "seconds",
		by: labels("job", "job, uri", what),
		labels: {},
	},
	{
		id: "grpc",
		subject: "GrpcService",
		title: "gRPC calls",
		source: "go-grpc-middleware",
		counter: "grpc_server_handled_total",
		errors: 'grpc_code=~"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"',
		failed: { grpc_code: "Unavailable" },
		good: { grpc_code: "OK" },
		histogram: "grpc_server_handling_seconds",
		unit: "seconds",
		by: labels("job, grpc_service", "job", what),
		labels: { grpc_service: "shop.Orders", grpc_type: "unary" },
		// A stream lasts as long as its user likes.
		only: 'grpc_type="unary"',
	},
	{
		id: "istio",
		subject: "IstioService",
		title: "Requests through Istio",
		source: "Istio",
		counter: "istio_requests_total",
		errors: 'response_code=~"5.."',
		failed: { response_code: "503" },
		good: { response_code: "200" },
		histogram: "istio_request_duration_milliseconds",
		unit: "milliseconds",
		by: labels("destination_service_namespace, destination_service_name", "destination_service_name", what),
		labels: { destination_service_name: "orders", destination_service_namespace: "shop", reporter: "destination" },
		// Both ends tell of each request.
		only: 'reporter="destination"',
	},
	{
		id: "traefik",
		subject: "TraefikService",
		title: "Requests through Traefik",
		source: "Traefik",
		counter: "traefik_service_requests_total",
		errors: 'code=~"5.."',
		failed: { code: "502" },
		good: { code: "200" },
		histogram: "traefik_service_request_duration_seconds",
		unit: "seconds",
		by: labels("service", "service, method", what),
		labels: { service: "shop@docker", method: "GET", protocol: "http" },
	},
	{
		id: "ingress-nginx",
		subject: "Ingress",
		title: "Requests through ingress-nginx",
		source: "ingress-nginx",
		counter: "nginx_ingress_controller_requests",
		errors: 'status=~"5.."',
		failed: { status: "502" },
		good: { status: "200" },
		histogram: "nginx_ingress_controller_request_duration_seconds",
		unit: "seconds",
		by: labels("exported_namespace, ingress", "ingress", what),
		labels: { exported_namespace: "shop", ingress: "shop" },
	},
	{
		id: "envoy",
		subject: "EnvoyCluster",
		title: "Requests through Envoy",
		source: "Envoy",
		counter: "envoy_cluster_upstream_rq_xx",
		errors: 'envoy_response_code_class="5"',
		failed: { envoy_response_code_class: "5" },
		good: { envoy_response_code_class: "2" },
		histogram: "envoy_cluster_upstream_rq_time",
		unit: "milliseconds",
		by: labels("envoy_cluster_name", "job, envoy_cluster_name", what),
		labels: { envoy_cluster_name: "orders" },
	},
];

/** A selector of a metric; matchers that are not given are left out. */
export function select(metric: string, ...matchers: readonly (string | undefined)[]): string {
	const written = matchers.filter((matcher) => matcher !== undefined);
	return written.length === 0 ? metric : `${metric}{${written.join(",")}}`;
}
