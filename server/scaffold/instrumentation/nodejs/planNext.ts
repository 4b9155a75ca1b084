import { addDependencies } from "../../project/nodejs/editPackage.ts";
import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import type { ScaffoldFile } from "../../scaffold.ts";
import { versionFrom } from "../../versions.ts";
import type { InstrumentationPart, InstrumentationPlan, InstrumentationRequest, NewFile } from "../instrumenter.ts";
import { styleOf } from "./nodeFiles.ts";

/**
 * Next.js with the App Router: it calls `register` of `instrumentation` before its first request, and routes are files. Where
 * such a file is there already it is left alone.
 */
export function planNext(
	project: NodeProject,
	request: InstrumentationRequest,
	has: ReadonlyMap<InstrumentationPart, string>,
	name: string,
): InstrumentationPlan {
	const { paths } = project.folder;
	const source = paths.some((path) => path.startsWith("src/app/")) ? "src/" : "";
	const typescript = paths.includes("tsconfig.json");
	const ending = typescript ? "ts" : "js";
	const notes: string[] = [];
	if (!paths.some((path) => path.startsWith(`${source}app/`))) {
		notes.push("Only the App Router is known here, and this project has no folder app: nothing was added.");
		return { newFiles: [], edits: [], notes, view: {} };
	}
	const style = [
		...styleOf(project)
			.split(" ")
			.filter((word) => word !== "commonjs" && word !== "typescript"),
	];
	if (typescript) style.push("typescript");
	const finish = style.join(" ");
	const newFiles: NewFile[] = [];
	const put = (template: string, path: string, description: string): boolean => {
		if (paths.includes(path)) return false;
		newFiles.push({ template: `node/${template}.js`, path, description, finish });
		return true;
	};
	const wants = (part: InstrumentationPart, own: string): boolean => {
		if (!request.parts.has(part)) return false;
		const evidence = has.get(part);
		if (evidence === undefined || paths.includes(own)) return true;
		notes.push(`${part}: the project has it already (${evidence}), so nothing was added.`);
		return false;
	};
	const file = (path: string) => `${source}${path}.${ending}`;
	const hasMetrics = wants("metrics", file("metrics"));
	const hasTracing = wants("tracing", file("instrumentation.node"));
	const wanted: string[] = [];
	// A request of its own makes the port meaningless: routes are answered where the pages are.
	const route = request.metricsPath.replace(/^\//, "");
	if (hasMetrics) {
		wanted.push("@prometheus-io/client");
		put("nextjs/metrics", file("metrics"), "Counts and times requests");
		put("nextjs/metricsRoute", file(`app/${route}/route`), "Where Prometheus fetches them");
	}
	if (hasTracing) {
		wanted.push("@opentelemetry/api", "@opentelemetry/sdk-node");
		put("nextjs/tracing", file("instrumentation.node"), "Traces, sent by OTLP");
	}
	if (hasMetrics || hasTracing) {
		const isNew = put("nextjs/instrumentation", file("instrumentation"), "Starts it before the first request");
		const calls = [
			...(hasTracing ? ['`await import("./instrumentation.node")`'] : []),
			...(hasMetrics ? ["`measureRequests()` of ./metrics"] : []),
		];
		const text = project.sources.get(file("instrumentation")) ?? "";
		const lacks =
			(hasMetrics && !text.includes("measureRequests")) || (hasTracing && !text.includes("instrumentation.node"));
		if (!isNew && lacks) {
			notes.push(
				`${file("instrumentation")} is there already: let its register() do ${calls.join(" and ")} where NEXT_RUNTIME is "nodejs".`,
			);
		}
	}
	if (wants("health", file("health"))) {
		put("nextjs/health", file("health"), "Readiness checks");
		put("nextjs/livezRoute", file("app/livez/route"), "Liveness");
		put("nextjs/readyzRoute", file("app/readyz/route"), "Readiness");
	}
	if (wants("logs", file("logger"))) {
		wanted.push("@opentelemetry/api", "pino");
		put("pino", file("logger"), "Structured logs with the trace that they belong to");
	}
	if (request.parts.has("business")) {
		notes.push(
			"business: register your own metrics with `registers: [metricsRegistry()]` of metrics, as routes are bundled apart.",
		);
	}
	if (request.parts.has("prober")) {
		wanted.push("@prometheus-io/client");
		const path = "prober/prober.mjs";
		const description = "Asks for pages as users would, with metrics of its own";
		if (!paths.includes(path)) newFiles.push({ template: "node/prober.mjs", path, description });
	}
	const { text } = project.manifest;
	const content = addDependencies(text, new Map(wanted.map((each) => [each, `^${versionFrom(`npm:${each}`)}`])));
	const prefix = project.folder.folder === "" ? "" : `${project.folder.folder}/`;
	const edits: ScaffoldFile[] =
		content === text ? [] : [{ path: `${prefix}package.json`, content, description: "Dependencies", base: text }];
	const up = (path: string) => "../".repeat(path.split("/").length);
	return {
		newFiles,
		edits,
		notes,
		view: {
			typescript,
			client: "@prometheus-io/client",
			metricsPath: request.metricsPath,
			serviceName: name,
			hasMetrics,
			hasTracing,
			metricsImport: `${up(`app/${route}`)}metrics`,
			healthImport: "../../health",
			proberPath: "prober/prober.mjs",
		},
	};
}
