import { subscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "<< client >>";

/** Routes are bundled apart from each other, each with modules of its own, and so they meet here. */
const shared = globalThis /*~ as typeof globalThis & { metricsRegistry?: Registry } */;

export function metricsRegistry() /*: Registry */ {
	shared.metricsRegistry ??= new Registry();
	return shared.metricsRegistry;
}

/** Any client can send any method, so those that are not known share one label value. */
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]);
/** What asks every few seconds is no traffic of anybody. */
const unmeasured = new Set(["<< metricsPath >>", "/livez", "/readyz"]);

/** Measures every request that this process answers; `register` of instrumentation calls it once. */
export function measureRequests() /*: void */ {
	const registry = metricsRegistry();
	if (registry.getSingleMetric("http_server_request_duration_seconds") !== undefined) return;
	collectDefaultMetrics({ register: registry });
	/** Named as OpenTelemetry's semantic conventions have it; its `_count` is the number of requests. */
	const requestDuration = new Histogram({
		name: "http_server_request_duration_seconds",
		help: "Duration of HTTP server requests in seconds.",
		labelNames: ["http_request_method", "http_route", "http_response_status_code"],
		buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
		registers: [registry],
	});
	const activeRequests = new Gauge({
		name: "http_server_active_requests",
		help: "HTTP server requests that are being answered.",
		labelNames: ["http_request_method"],
		registers: [registry],
	});
	const nameRoute = readRoutes();

	subscribe("http.server.request.start", (message) => {
		const { request, response } = message /*~ as { request: IncomingMessage; response: ServerResponse } */;
		const path = request.url?.split("?")[0] ?? "";
		if (unmeasured.has(path)) return;
		const method = request.method ?? "";
		const http_request_method = knownMethods.has(method) ? method : "_OTHER";
		const stopTimer = requestDuration.startTimer();
		activeRequests.inc({ http_request_method });
		// "close" comes once after every response, also where the client went away; such a response counts as 499.
		response.once("close", () => {
			activeRequests.dec({ http_request_method });
			const http_response_status_code = response.writableFinished ? response.statusCode : 499;
			stopTimer({ http_request_method, http_route: nameRoute(path), http_response_status_code });
		});
	});
}

/**
 * The pattern of the route, never the path, which has as many values as there are visitors. Next.js writes down its routes
 * when it builds; in development there are none, and every request counts as unmatched.
 */
function readRoutes() /*: (path: string) => string */ {
	try {
		const text = readFileSync(join(process.cwd(), ".next", "routes-manifest.json"), "utf8");
		const { staticRoutes = [], dynamicRoutes = [] } = JSON.parse(text);
		const routes = [...staticRoutes, ...dynamicRoutes].map((route /*: { page: string; regex: string } */) => ({
			page: route.page,
			pattern: new RegExp(route.regex),
		}));
		return (path) => {
			if (path.startsWith("/_next/")) return "/_next";
			return routes.find(({ pattern }) => pattern.test(path))?.page ?? "unmatched";
		};
	} catch {
		return () => "unmatched";
	}
}
