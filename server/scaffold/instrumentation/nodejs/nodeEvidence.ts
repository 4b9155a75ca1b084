import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import { findEvidence, type PartSign } from "../findEvidence.ts";
import type { InstrumentationPart } from "../instrumenter.ts";

/** What shows that a project has a part already. */
export function findNodeEvidence(project: NodeProject): ReadonlyMap<InstrumentationPart, string> {
	return findEvidence(signs, project.manifest.dependencies, project.sources, (name) => `${name} in package.json`);
}

const signs: readonly PartSign[] = [
	{
		part: "metrics",
		packages: [
			"express-prom-bundle",
			"express-prometheus-middleware",
			"fastify-metrics",
			"@willsoto/nestjs-prometheus",
			"@digikare/nestjs-prom",
			"prometheus-api-metrics",
			"swagger-stats",
		],
		text: /\b(?:register|registry)\s*\.\s*metrics\s*\(|http_server_request_duration_seconds|new PrometheusExporter\(/,
	},
	{
		part: "tracing",
		packages: [
			"@opentelemetry/sdk-node",
			"@opentelemetry/auto-instrumentations-node",
			"@opentelemetry/sdk-trace-node",
			"@vercel/otel",
			"dd-trace",
			"newrelic",
			"elastic-apm-node",
			"@sentry/node",
			"@sentry/nextjs",
		],
	},
	{ part: "logs", packages: ["nestjs-pino"], text: /\btrace_?id\b/i },
	{
		part: "health",
		packages: ["@nestjs/terminus", "@godaddy/terminus", "fastify-healthcheck", "@fastify/under-pressure"],
		text: /["'`]\/(?:livez|readyz|healthz|health|liveness|readiness|ready|live)(?:\/[\w-]+)*["'`]/,
	},
];
