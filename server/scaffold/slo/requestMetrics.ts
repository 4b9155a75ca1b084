/**
 * Counters of requests that well-known libraries and proxies expose, most specific first, with the label that tells
 * errors. Sources (2026-11): OpenTelemetry HTTP and RPC semantic conventions, Micrometer's Spring observations,
 * go-grpc-middleware, Istio standard metrics, Traefik, Envoy, ingress-nginx, Kubernetes API server, Caddy documentation.
 */
export const requestMetrics: readonly RequestMetric[] = [
	{ pattern: /^http_requests_total$/, from: "the usual name in client libraries" },
	{ pattern: /^http_server_request_duration_seconds_count$/, from: "OpenTelemetry HTTP servers" },
	{ pattern: /^http_server_requests_seconds_count$/, from: "Micrometer, Spring Boot" },
	{ pattern: /^grpc_server_handled_total$/, from: "gRPC servers" },
	{ pattern: /^rpc_server_duration_(milli)?seconds_count$/, from: "OpenTelemetry RPC servers" },
	{ pattern: /^istio_requests_total$/, from: "Istio" },
	{ pattern: /^traefik_service_requests_total$/, from: "Traefik" },
	{ pattern: /^envoy_cluster_upstream_rq(_xx)?$/, from: "Envoy" },
	{ pattern: /^nginx_ingress_controller_requests$/, from: "ingress-nginx" },
	{ pattern: /^haproxy_(frontend|backend)_http_responses_total$/, from: "HAProxy" },
	{ pattern: /^caddy_http_request_duration_seconds_count$/, from: "Caddy" },
	{ pattern: /^apiserver_request_total$/, from: "the Kubernetes API server" },
	{ pattern: /^(?!.*(?:in_flight|client)).*http.*requests?_total$/, from: "counts HTTP requests" },
	{ pattern: /(?:^|_)requests?_total$/, from: "counts requests" },
	{ pattern: /(?:http|request|rpc).*_count$/, from: "the count of a request histogram" },
];

export interface RequestMetric {
	readonly pattern: RegExp;
	/** Who exposes it, for the list. */
	readonly from: string;
}

/** Histograms of how long requests take, as their base names, most specific first. Sources as above. */
export const latencyMetrics: readonly RequestMetric[] = [
	{ pattern: /^http_request_duration_seconds$/, from: "the usual name in client libraries" },
	{ pattern: /^http_server_request_duration_seconds$/, from: "OpenTelemetry HTTP servers" },
	{ pattern: /^http_server_requests_seconds$/, from: "Micrometer, Spring Boot" },
	{ pattern: /^grpc_server_handling_seconds$/, from: "gRPC servers" },
	{ pattern: /^istio_request_duration_milliseconds$/, from: "Istio" },
	{ pattern: /^traefik_service_request_duration_seconds$/, from: "Traefik" },
	{ pattern: /^envoy_cluster_upstream_rq_time$/, from: "Envoy" },
	{ pattern: /^nginx_ingress_controller_request_duration_seconds$/, from: "ingress-nginx" },
	{ pattern: /^apiserver_request_duration_seconds$/, from: "the Kubernetes API server" },
	{ pattern: /(?:http|request|rpc).*(?:duration|latency|_seconds$)/, from: "times requests" },
	{ pattern: /(?:duration|latency)/, from: "times something" },
];

/** The place in such a table, smaller first, and who exposes it; after all rows where none fits. */
export function rankMetric(name: string, table: readonly RequestMetric[]): { rank: number; from?: string } {
	const rank = table.findIndex(({ pattern }) => pattern.test(name));
	const row = table[rank];
	return row === undefined ? { rank: table.length } : { rank, from: row.from };
}
