/** A version that templates pin, as `<< versions.name >>`. */
export interface PinnedVersion {
	readonly version: string;
	/** The day on which it was looked up. */
	readonly date: string;
	/** Where: `npm:<package>`, `pypi:<package>`, `go:<module>`, `maven:<group>:<artifact>`, `crates:`, `gem:`, `nuget:`, `image:<name>`, `chart:<repository>/<name>`, `github:<owner>/<name>`. */
	readonly source: string;
}

/** The versions of everything that scaffolds install or run, in one place. `npm run versions` tells which are behind. */
export const VERSIONS = {
	prometheusClient: { version: "0.16.1", date: "2026-11-21", source: "npm:@prometheus-io/client" },
	promClient: { version: "15.1.3", date: "2026-11-21", source: "npm:prom-client" },
	otelApi: { version: "1.10.0", date: "2026-11-21", source: "npm:@opentelemetry/api" },
	otelNode: { version: "0.301.0", date: "2026-11-21", source: "npm:@opentelemetry/sdk-node" },
	otelInstrumentation: { version: "0.301.1", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation" },
	otelHttp: { version: "0.301.0", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation-http" },
	otelUndici: { version: "0.34.0", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation-undici" },
	otelExpress: { version: "0.72.0", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation-express" },
	otelNest: { version: "0.71.0", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation-nestjs-core" },
	otelPino: { version: "0.70.0", date: "2026-11-21", source: "npm:@opentelemetry/instrumentation-pino" },
	pino: { version: "10.4.0", date: "2026-11-21", source: "npm:pino" },
	winston: { version: "3.19.0", date: "2026-11-21", source: "npm:winston" },
	expressTypes: { version: "5.0.6", date: "2026-11-21", source: "npm:@types/express" },
	pythonClient: { version: "0.26.0", date: "2026-11-21", source: "pypi:prometheus_client" },
	// Those of OpenTelemetry's that go together: its packages demand each other's exact version, and Flask's is the oldest.
	pythonOtelApi: { version: "1.45.1", date: "2026-11-21", source: "pypi:opentelemetry-api" },
	pythonOtel: { version: "1.45.1", date: "2026-11-21", source: "pypi:opentelemetry-sdk" },
	pythonOtelExporter: { version: "1.45.1", date: "2026-11-21", source: "pypi:opentelemetry-exporter-otlp-proto-http" },
	pythonOtelFastapi: { version: "0.66b1", date: "2026-11-21", source: "pypi:opentelemetry-instrumentation-fastapi" },
	pythonOtelFlask: { version: "0.66b1", date: "2026-11-21", source: "pypi:opentelemetry-instrumentation-flask" },
	pythonOtelDjango: { version: "0.66b1", date: "2026-11-21", source: "pypi:opentelemetry-instrumentation-django" },
	pythonOtelLogging: { version: "0.66b1", date: "2026-11-21", source: "pypi:opentelemetry-instrumentation-logging" },
	structlog: { version: "26.1.0", date: "2026-11-21", source: "pypi:structlog" },
	prometheus: { version: "3.16.0", date: "2026-11-21", source: "image:prom/prometheus" },
	alertmanager: { version: "0.34.2", date: "2026-11-21", source: "image:prom/alertmanager" },
	nodeExporter: { version: "1.12.1", date: "2026-11-21", source: "image:prom/node-exporter" },
	blackboxExporter: { version: "0.28.0", date: "2026-11-21", source: "image:prom/blackbox-exporter" },
	pushgateway: { version: "1.11.3", date: "2026-11-21", source: "image:prom/pushgateway" },
	statsdExporter: { version: "0.31.0", date: "2026-11-21", source: "image:prom/statsd-exporter" },
	kubeStateMetrics: {
		version: "2.20.0",
		date: "2026-11-21",
		source: "image:kube-state-metrics",
	},
	grafana: { version: "13.2.3", date: "2026-11-21", source: "image:grafana/grafana" },
	loki: { version: "3.7.8", date: "2026-11-21", source: "image:grafana/loki" },
	tempo: { version: "3.0.3", date: "2026-11-21", source: "image:grafana/tempo" },
	alloy: { version: "1.19.2", date: "2026-11-21", source: "image:grafana/alloy" },
	jaeger: { version: "2.21.0", date: "2026-11-21", source: "image:jaegertracing/jaeger" },
	kubePrometheusStack: {
		version: "88.6.4",
		date: "2026-11-21",
		source: "chart:prometheus-community/kube-prometheus-stack",
	},
	otelCollector: { version: "0.164.0", date: "2026-11-21", source: "image:otel/opentelemetry-collector-contrib" },
} satisfies Readonly<Record<string, PinnedVersion>>;

/** By name, for the templates. */
export const versionNumbers: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries<PinnedVersion>(VERSIONS).map(([name, { version }]) => [name, version]),
);

/** The version of what a source names, such as `npm:pino`; throws where the table lacks it. */
export function versionFrom(source: string): string {
	const row = Object.values<PinnedVersion>(VERSIONS).find((each) => each.source === source);
	if (row === undefined) throw new Error(`The table of versions has no row for ${source}.`);
	return row.version;
}
