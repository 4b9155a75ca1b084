import type { PythonProject } from "../../project/python/pythonProject.ts";
import type { InstrumentationPart } from "../instrumenter.ts";

/**
 * What shows that a project has a part already. Two that measure the same requests count them twice, and two metrics of one
 * name end the process at its start, so then nothing is added.
 */
export function findPythonEvidence(project: PythonProject): ReadonlyMap<InstrumentationPart, string> {
	const found = new Map<InstrumentationPart, string>();
	for (const { part, packages, text } of evidence) {
		const dependency = packages.find((name) => project.dependencies.has(name));
		const file = text && [...project.sources].find(([, content]) => text.test(content))?.[0];
		if (dependency !== undefined) found.set(part, `it depends on ${dependency}`);
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
