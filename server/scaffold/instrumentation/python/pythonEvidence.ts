import type { PythonProject } from "../../project/python/pythonProject.ts";
import { findEvidence, type PartSign } from "../findEvidence.ts";
import type { InstrumentationPart } from "../instrumenter.ts";

/** What shows that a project has a part already. */
export function findPythonEvidence(project: PythonProject): ReadonlyMap<InstrumentationPart, string> {
	return findEvidence(signs, project.dependencies, project.sources, (name) => `it depends on ${name}`);
}

const signs: readonly PartSign[] = [
	{
		part: "metrics",
		packages: [
			"prometheus-fastapi-instrumentator",
			"starlette-exporter",
			"starlette-prometheus",
			"prometheus-flask-exporter",
			"flask-prometheus-metrics",
			"django-prometheus",
		],
		text: /\bgenerate_latest\s*\(|\bmake_(?:asgi|wsgi)_app\s*\(|http_server_request_duration_seconds/,
	},
	{
		part: "tracing",
		packages: ["opentelemetry-distro", "ddtrace", "elastic-apm", "newrelic", "sentry-sdk"],
		text: /\bTracerProvider\s*\(/,
	},
	{ part: "logs", packages: ["python-json-logger"], text: /\btrace_?id\b/i },
	{
		part: "health",
		packages: ["fastapi-health", "django-health-check", "healthcheck"],
		text: /["']\/?(?:livez|readyz|healthz|health|liveness|readiness|ready|live)\/?["']/,
	},
];
