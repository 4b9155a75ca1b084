// Metrics of requests that well-known libraries and proxies expose, and the labels that tell more of them. Sources
// (2026-11): OpenTelemetry semantic conventions 1.3x (HTTP, RPC) as Prometheus names them, Micrometer's Spring
// observations, go-grpc-middleware, Istio's standard metrics, ingress-nginx, Traefik, Envoy, Caddy documentation.

export interface Instrumentation {
	/** The counter of requests, as a series is called. */
	readonly requests: RegExp;
	/** The histogram of how long they take, without `_bucket`. */
	readonly latency?: string;
	/** The label whose values are kinds of requests. */
	readonly route?: string;
	/** The label that tells how a request ended. */
	readonly status?: string;
	/** The gauge of those that are being answered. */
	readonly inFlight?: string;
	/** How full the process is can be asked by these metrics. */
	readonly saturation: Saturation;
	/** Who exposes it. */
	readonly from: string;
}

/** `process`: client libraries' own; `jvm`: Micrometer's; `container`: cAdvisor's, by pod. */
export type Saturation = "process" | "jvm" | "container" | "none";

export const instrumentations: readonly Instrumentation[] = [
	{
		requests: /^http_server_request_duration_seconds_count$/,
		latency: "http_server_request_duration_seconds",
		route: "http_route",
		status: "http_response_status_code",
		inFlight: "http_server_active_requests",
		saturation: "none",
		from: "OpenTelemetry HTTP servers",
	},
	{
		requests: /^http_server_requests_seconds_count$/,
		latency: "http_server_requests_seconds",
		route: "uri",
		status: "status",
		saturation: "jvm",
		from: "Micrometer, Spring Boot",
	},
	{
		requests: /^grpc_server_handled_total$/,
		latency: "grpc_server_handling_seconds",
		route: "grpc_method",
		status: "grpc_code",
		saturation: "process",
		from: "gRPC servers",
	},
	{
		requests: /^rpc_server_(?:call_)?duration_seconds_count$/,
		route: "rpc_method",
		status: "rpc_grpc_status_code",
		saturation: "none",
		from: "OpenTelemetry RPC servers",
	},
	{
		requests: /^rpc_server_duration_milliseconds_count$/,
		route: "rpc_method",
		status: "rpc_grpc_status_code",
		saturation: "none",
		from: "OpenTelemetry RPC servers",
	},
	{
		requests: /^istio_requests_total$/,
		latency: "istio_request_duration_milliseconds",
		route: "destination_service_name",
		status: "response_code",
		saturation: "container",
		from: "Istio",
	},
	{
		requests: /^nginx_ingress_controller_requests$/,
		latency: "nginx_ingress_controller_request_duration_seconds",
		route: "ingress",
		status: "status",
		saturation: "process",
		from: "ingress-nginx",
	},
	{
		requests: /^traefik_service_requests_total$/,
		latency: "traefik_service_request_duration_seconds",
		route: "service",
		status: "code",
		saturation: "process",
		from: "Traefik",
	},
	{
		requests: /^envoy_cluster_upstream_rq_xx$/,
		latency: "envoy_cluster_upstream_rq_time",
		route: "envoy_cluster_name",
		status: "envoy_response_code_class",
		saturation: "none",
		from: "Envoy",
	},
	{
		requests: /^envoy_cluster_upstream_rq$/,
		latency: "envoy_cluster_upstream_rq_time",
		route: "envoy_cluster_name",
		status: "envoy_response_code",
		saturation: "none",
		from: "Envoy",
	},
	{
		requests: /^caddy_http_request_duration_seconds_count$/,
		latency: "caddy_http_request_duration_seconds",
		route: "handler",
		status: "code",
		saturation: "process",
		from: "Caddy",
	},
	{
		requests: /^apiserver_request_total$/,
		latency: "apiserver_request_duration_seconds",
		route: "resource",
		status: "code",
		inFlight: "apiserver_current_inflight_requests",
		saturation: "process",
		from: "the Kubernetes API server",
	},
	{
		requests: /^prometheus_http_requests_total$/,
		latency: "prometheus_http_request_duration_seconds",
		route: "handler",
		status: "code",
		saturation: "process",
		from: "Prometheus",
	},
	{
		requests: /^http_requests_total$/,
		latency: "http_request_duration_seconds",
		saturation: "process",
		from: "the usual name in client libraries",
	},
];

/** What is known of a counter of requests, by its name. */
export function findInstrumentation(requests: string): Instrumentation | undefined {
	return instrumentations.find((row) => row.requests.test(requests));
}

/** The histogram that goes with a counter of requests by the usual ways to name them; a guess. */
export function guessLatency(requests: string): string | undefined {
	const known = findInstrumentation(requests)?.latency;
	if (known !== undefined) return known;
	if (requests.endsWith("_count")) return requests.slice(0, -"_count".length);
	const base = /^(.*request)s?_total$/.exec(requests)?.[1];
	return base === undefined ? undefined : `${base}_duration_seconds`;
}

/** Labels of kinds of requests, by how likely each is it. */
export const routeLabels: readonly string[] = [
	"http_route",
	"route",
	"handler",
	"endpoint",
	"uri",
	"path",
	"grpc_method",
	"rpc_method",
	"operation",
	"method",
];

/** Labels of how a request ended. */
export const statusLabels: readonly string[] = [
	"http_response_status_code",
	"status_code",
	"code",
	"status",
	"grpc_code",
	"response_code",
	"rpc_grpc_status_code",
	"outcome",
];
