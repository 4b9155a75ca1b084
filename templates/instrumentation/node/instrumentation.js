/**
 * Traces<< andLogs >>, sent by OTLP. It has to be loaded before the application: `node --import << importPath >> …`, so that
 * libraries are instrumented as they are loaded.
 *
 * Configured by OpenTelemetry's environment variables, such as OTEL_EXPORTER_OTLP_ENDPOINT (the base address, as
 * http://localhost:4318), OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and OTEL_TRACES_SAMPLER.
 */
//% if fastify %//
import { subscribe } from "node:diagnostics_channel";
//% endif %//
//% if esm %//
import { register } from "node:module";
//% endif %//
//% if fastify %//
import { trace } from "@opentelemetry/api";
//% endif %//
//% for each in instrumentations %//
import { << each.name >> } from "<< each.package >>";
//% endfor %//
import { NodeSDK } from "@opentelemetry/sdk-node";
//% if esm %//

// What ES modules import can only be instrumented by a hook of the loader.
register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);
//% endif %//

process.env["OTEL_SERVICE_NAME"] ??= << serviceName | json >>;
// Metrics are Prometheus's to fetch<< logsReason >>.
process.env["OTEL_METRICS_EXPORTER"] ??= "none";
process.env["OTEL_LOGS_EXPORTER"] ??= "<< logsExporter >>";

/** What asks every few seconds whether the application lives is no traffic worth a trace. */
const untraced = new Set(["<< metricsPath >>", "/livez", "/readyz"]);

const sdk = new NodeSDK({
	instrumentations: [
		new HttpInstrumentation({
			ignoreIncomingRequestHook: (request) => untraced.has(request.url?.split("?")[0] ?? ""),
		}),
//% for each in instrumentations offset: 1 %//
		new << each.name >>(<< each.options >>),
//% endfor %//
	],
});
sdk.start();
//% if fastify %//

// Fastify says which route a request is answered by; the spans of HTTP are called by it.
subscribe("tracing:fastify.request.handler:start", (message) => {
	const { route } = message /*~ as { route: { url: string | undefined; method: string } } */;
	if (route.url === undefined) return;
	trace.getActiveSpan()?.setAttribute("http.route", route.url).updateName(`${route.method} ${route.url}`);
});
//% endif %//

/** Sends what is left before the process ends. Where nobody else handles the signal, it then ends as it would have. */
async function shutDown(signal /*: NodeJS.Signals */) /*: Promise<void> */ {
	await sdk.shutdown().catch((error) => console.error("Telemetry was lost at the end:", error));
	if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);
