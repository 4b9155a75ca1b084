import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import type { InstrumentationPart } from "../instrumenter.ts";

/**
 * What shows that a project has a part already. Two that measure the same requests count them twice, and two metrics of one
 * name end the process at its start, so then nothing is added.
 */
export function findNodeEvidence(project: NodeProject): ReadonlyMap<InstrumentationPart, string> {
	const found = new Map<InstrumentationPart, string>();
	for (const { part, packages, text } of evidence) {
		const dependency = packages.find((name) => project.manifest.dependencies.has(name));
		const file = text && [...project.sources].find(([, content]) => text.test(content))?.[0];
		if (dependency !== undefined) found.set(part, `${dependency} in package.json`);
		else if (file !== undefined) found.set(part, file);
	}
	return found;
}

const evidence: readonly {
	readonly part: InstrumentationPart;
	readonly packages: readonly string[];
	readonly text?: RegExp;
}[] = [
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
