import type { FoundLibrary } from "./evidence.ts";

/** Dependencies by which a program is instrumented, as they are named in the files that list dependencies. */
export interface KnownLibrary {
	readonly name: string;
	readonly gives: FoundLibrary["gives"];
}

interface Ecosystem {
	readonly language: string;
	/** Claims of a path that it lists dependencies. */
	readonly lists: RegExp;
	readonly libraries: readonly KnownLibrary[];
}

const of = (gives: KnownLibrary["gives"], names: string): readonly KnownLibrary[] =>
	names.split(" ").map((name) => ({ name, gives }));

/** Names as the packages are published; adding one is a word here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
	{
		language: "Node",
		lists: /(?:^|\/)package\.json$/,
		libraries: [
			...of(
				"metrics",
				"prom-client @prometheus-io/client express-prom-bundle fastify-metrics @willsoto/nestjs-prometheus",
			),
			...of(
				"traces",
				"@opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node @vercel/otel @fastify/otel dd-trace",
			),
			...of("logs", "pino winston bunyan"),
		],
	},
	{
		language: "Python",
		lists: /(?:^|\/)(?:pyproject\.toml|Pipfile|setup\.cfg|setup\.py|requirements[\w.-]*\.txt)$/,
		libraries: [
			...of(
				"metrics",
				"prometheus-client prometheus_client prometheus-fastapi-instrumentator prometheus-flask-exporter django-prometheus",
			),
			...of("traces", "opentelemetry-sdk opentelemetry-distro ddtrace"),
			...of("logs", "structlog python-json-logger loguru"),
		],
	},
	{
		language: "Go",
		lists: /(?:^|\/)go\.mod$/,
		libraries: [
			...of("metrics", "github.com/prometheus/client_golang github.com/VictoriaMetrics/metrics"),
			...of("traces", "go.opentelemetry.io/otel/sdk gopkg.in/DataDog/dd-trace-go.v1"),
			...of("logs", "go.uber.org/zap github.com/rs/zerolog github.com/sirupsen/logrus"),
		],
	},
	{
		language: "Java and Kotlin",
		lists: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/,
		libraries: [
			...of("metrics", "micrometer-registry-prometheus prometheus-metrics-core simpleclient"),
			...of(
				"traces",
				"opentelemetry-spring-boot-starter micrometer-tracing-bridge-otel opentelemetry-javaagent opentelemetry-sdk",
			),
			...of("logs", "logstash-logback-encoder log4j-layout-template-json"),
		],
	},
	{
		language: ".NET",
		lists: /\.csproj$|(?:^|\/)Directory\.Packages\.props$/,
		libraries: [
			...of("metrics", "prometheus-net prometheus-net.AspNetCore OpenTelemetry.Exporter.Prometheus.AspNetCore"),
			...of("traces", "OpenTelemetry.Extensions.Hosting OpenTelemetry.Instrumentation.AspNetCore"),
			...of("logs", "Serilog Serilog.AspNetCore NLog"),
		],
	},
	{
		language: "Rust",
		lists: /(?:^|\/)Cargo\.toml$/,
		libraries: [
			...of("metrics", "prometheus prometheus-client metrics-exporter-prometheus"),
			...of("traces", "opentelemetry opentelemetry-otlp tracing-opentelemetry"),
			...of("logs", "tracing-subscriber slog"),
		],
	},
	{
		language: "Ruby",
		lists: /(?:^|\/)Gemfile$/,
		libraries: [
			...of("metrics", "prometheus-client yabeda-prometheus"),
			...of("traces", "opentelemetry-sdk ddtrace datadog"),
			...of("logs", "lograge semantic_logger"),
		],
	},
];

/** The libraries that a list of dependencies names, with the offset of the first mention of each. */
export function librariesIn(
	path: string,
	text: string,
): readonly (KnownLibrary & { language: string; offset: number })[] {
	const ecosystem = ECOSYSTEMS.find(({ lists }) => lists.test(path));
	if (ecosystem === undefined) return [];
	return ecosystem.libraries.flatMap((library) => {
		const offset = findName(text, library.name);
		return offset === undefined ? [] : [{ ...library, language: ecosystem.language, offset }];
	});
}

/** The name as a whole: `prometheus` is not in `prometheus-client`. */
function findName(text: string, name: string): number | undefined {
	for (let offset = text.indexOf(name); offset !== -1; offset = text.indexOf(name, offset + 1)) {
		const before = text[offset - 1] ?? " ";
		const after = text[offset + name.length] ?? " ";
		if (
			!/[\w@./-]/.test(before) &&
			!/[\w/-]/.test(after) &&
			!(after === "." && /\w/.test(text[offset + name.length + 1] ?? ""))
		) {
			return offset;
		}
	}
	return undefined;
}
