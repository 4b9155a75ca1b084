import { addDependencies } from "../../project/nodejs/editPackage.ts";
import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import type { ScaffoldFile } from "../../scaffold.ts";
import type { InstrumentationPart, InstrumentationPlan, InstrumentationRequest, NewFile } from "../instrumenter.ts";
import { openMetrics } from "../openMetrics.ts";
import { chooseParts } from "./chooseParts.ts";
import { editApplication, type NeededCall } from "./editApplication.ts";
import { listDependencies, listInstrumentations } from "./nodeDependencies.ts";
import { ownFilesRunAsEsm, styleOf } from "./nodeFiles.ts";
import type { NodeFramework } from "./nodeFrameworks.ts";
import { loadFirst } from "./startScripts.ts";

/** New files and edits for an application of Node that makes a server of its own. */
export function planNode(
	project: NodeProject,
	framework: NodeFramework,
	request: InstrumentationRequest,
	has: ReadonlyMap<InstrumentationPart, string>,
	name: string,
): InstrumentationPlan {
	const { chosen, notes } = chooseParts(project, framework, request, has);
	const { manifest } = project;
	const templates = usesFastify(project, framework) ? "fastify" : framework.templates;
	const logger = manifest.dependencies.has("winston") && !manifest.dependencies.has("pino") ? "winston" : "pino";
	const sources = {
		metrics: [`node/${templates}/metrics.js`, "Counts and times requests"],
		health: [`node/${templates}/health.js`, "Liveness and readiness"],
		logs: [`node/${logger}.js`, "Structured logs with the trace that they belong to"],
		tracing: ["node/instrumentation.js", "Traces, sent by OTLP"],
		business: ["node/businessMetrics.js", "Example of business metrics"],
		prober: ["node/prober.mjs", "Asks for pages as users would, with metrics of its own"],
	} as const;
	const newFiles = [...chosen].flatMap(([part, own]): readonly NewFile[] => {
		const [template, description] = sources[part];
		// The prober is a program of its own, the same in every project.
		const finish = part === "prober" ? {} : { finish: styleOf(project) };
		return own.there ? [] : [{ template, path: own.path, description, ...finish }];
	});

	const port = request.metricsPort ?? (templates === "http" ? 9464 : undefined);
	const calls: NeededCall[] = [];
	const health = chosen.get("health");
	if (health !== undefined) calls.push(callHealthChecks(templates, health.path));
	const metrics = chosen.get("metrics");
	if (metrics !== undefined) calls.push({ function: "addMetrics", path: metrics.path });
	const application = editApplication(project, framework, calls);

	const instrumentations = listInstrumentations(framework, templates, chosen.has("logs") ? logger : undefined);
	const { client, dependencies, development } = listDependencies(project, framework, chosen, logger, instrumentations);
	let text = addDependencies(addDependencies(manifest.text, dependencies), development, "devDependencies");
	const tracing = chosen.get("tracing");
	const started = tracing === undefined ? undefined : loadFirst(project, text, tracing.path);
	text = started?.text ?? text;

	const edits: ScaffoldFile[] = [...application.edits];
	const prefix = project.folder.folder === "" ? "" : `${project.folder.folder}/`;
	if (text !== manifest.text) {
		const description = started === undefined ? "Dependencies" : "Dependencies and start scripts";
		edits.push({ path: `${prefix}package.json`, content: text, description, base: manifest.text });
		notes.push(`Install what package.json has new: \`${installCommand(project)}\`.`);
	}
	notes.push(...application.notes, ...(started?.notes ?? []));
	if (metrics?.there === false) {
		const address = port === undefined ? "the application's port" : `port ${port} (METRICS_PORT)`;
		notes.push(`Let Prometheus fetch ${request.metricsPath} from ${address}.`);
		if (port === undefined) notes.push(openMetrics(request.metricsPath));
	}
	if (chosen.get("logs")?.there === false) {
		notes.push(
			`Write with \`logger\` of ${chosen.get("logs")?.path} instead of console, so that lines have their trace.`,
		);
	}
	const express = templates === "express";
	const collectDefaults = ![...project.sources.values()].some((each) => /\bcollectDefaultMetrics\s*\(/.test(each));
	return {
		newFiles,
		edits,
		notes,
		view: {
			framework: framework.id,
			typescript: project.typescript,
			esm: ownFilesRunAsEsm(project),
			client,
			collectDefaults,
			clientNames: [...(collectDefaults ? ["collectDefaultMetrics"] : []), "Gauge", "Histogram", "register"].join(", "),
			metricsPath: request.metricsPath,
			metricsPort: port ?? "",
			express,
			fastify: templates === "fastify",
			appType: appTypeOf(framework.id, templates),
			expressTypes:
				framework.id === "nestjs" ? "NextFunction, Request, Response" : "Express, NextFunction, Request, Response",
			instrumentations,
			serviceName: name,
			importPath: started?.importPath ?? "",
			logsExporter: chosen.has("logs") ? "otlp" : "none",
			andLogs: chosen.has("logs") ? " and logs" : "",
			logsReason: chosen.has("logs") ? "" : "; logs go to stdout alone",
			proberPath: chosen.get("prober")?.path ?? "",
		},
	};
}

export function usesFastify(project: NodeProject, framework: NodeFramework): boolean {
	const { dependencies } = project.manifest;
	if (framework.id !== "nestjs") return framework.templates === "fastify";
	return dependencies.has("@nestjs/platform-fastify") && !dependencies.has("@nestjs/platform-express");
}

function callHealthChecks(templates: NodeFramework["templates"], path: string): NeededCall {
	if (templates !== "http") return { function: "addHealthChecks", path };
	const inHandler = (request: string, response: string) => `if (answerHealthCheck(${request}, ${response})) return`;
	return { function: "answerHealthCheck", path, inHandler };
}

function appTypeOf(framework: string, templates: NodeFramework["templates"]): string {
	if (templates === "fastify") return framework === "nestjs" ? "NestFastifyApplication" : "FastifyInstance";
	return framework === "nestjs" ? "INestApplication" : "Express";
}

/** By the lock file that the project has. */
function installCommand({ folder }: NodeProject): string {
	const has = (name: string) => folder.paths.includes(name);
	if (has("pnpm-lock.yaml")) return "pnpm install";
	if (has("yarn.lock")) return "yarn install";
	return has("bun.lock") || has("bun.lockb") ? "bun install" : "npm install";
}
