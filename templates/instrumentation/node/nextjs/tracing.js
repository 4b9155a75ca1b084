import { NodeSDK } from "@opentelemetry/sdk-node";

/**
 * Traces, sent by OTLP. Next.js makes the spans; this is where they go. Configured by OpenTelemetry's environment variables,
 * such as OTEL_EXPORTER_OTLP_ENDPOINT (the base address, as http://localhost:4318), OTEL_SERVICE_NAME and OTEL_TRACES_SAMPLER.
 */
process.env["OTEL_SERVICE_NAME"] ??= << serviceName | json >>;
// Metrics are Prometheus's to fetch; logs go to stdout.
process.env["OTEL_METRICS_EXPORTER"] ??= "none";
process.env["OTEL_LOGS_EXPORTER"] ??= "none";

const sdk = new NodeSDK();
sdk.start();

/** Sends what is left before the process ends. */
async function shutDown() /*: Promise<void> */ {
	await sdk.shutdown().catch((error) => console.error("Telemetry was lost at the end:", error));
}
process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);
