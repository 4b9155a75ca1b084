//% if collectDefaults %//
collectDefaultMetrics();

//% endif %//
/** Named as OpenTelemetry's semantic conventions have it; its `_count` is the number of requests. */
const requestDuration = new Histogram({
	name: "http_server_request_duration_seconds",
	help: "Duration of HTTP server requests in seconds.",
	labelNames: ["http_request_method", "http_route", "http_response_status_code"],
	buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
});

const activeRequests = new Gauge({
	name: "http_server_active_requests",
	help: "HTTP server requests that are being answered.",
	labelNames: ["http_request_method"],
});

/** Any client can send any method, so those that are not known share one label value. */
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]);

function nameMethod(method /*: string | undefined */) /*: string */ {
	return method !== undefined && knownMethods.has(method) ? method : "_OTHER";
}
