import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import { versionFrom } from "../../versions.ts";
import type { InstrumentationPart } from "../instrumenter.ts";
import type { NodeFramework } from "./nodeFrameworks.ts";

/** An instrumentation of OpenTelemetry: its class, its package, and the options that it is made with, as code. */
export interface NodeInstrumentation {
	readonly name: string;
	readonly package: string;
	readonly options: string;
}

export interface NodeDependencies {
	/** The package that metrics are registered with; a process has one registry, never those of both packages. */
	readonly client: string;
	/** Ranges by name. */
	readonly dependencies: ReadonlyMap<string, string>;
	readonly development: ReadonlyMap<string, string>;
}

/** HTTP comes first: its spans are what those of the frameworks belong to. */
export function listInstrumentations(
	framework: NodeFramework,
	templates: NodeFramework["templates"],
	logger: "pino" | "winston" | undefined,
): readonly NodeInstrumentation[] {
	const otel = (name: string, suffix: string, options = "") => ({
		name,
		package: `@opentelemetry/instrumentation-${suffix}`,
		options,
	});
	const list = [otel("HttpInstrumentation", "http"), otel("UndiciInstrumentation", "undici")];
	if (templates === "express") list.push(otel("ExpressInstrumentation", "express"));
	if (framework.id === "nestjs") list.push(otel("NestInstrumentation", "nestjs-core"));
	// The logger writes the trace itself, so that it does so without the SDK too; that of winston also sends by itself.
	if (logger === "pino") list.push(otel("PinoInstrumentation", "pino", "{ disableLogCorrelation: true }"));
	return list;
}

export function listDependencies(
	project: NodeProject,
	framework: NodeFramework,
	chosen: ReadonlyMap<InstrumentationPart, unknown>,
	logger: "pino" | "winston",
	instrumentations: readonly NodeInstrumentation[],
): NodeDependencies {
	const client = chooseClient(project);
	const wanted: string[] = [];
	if (chosen.has("metrics") || chosen.has("business") || chosen.has("prober")) wanted.push(client);
	if (chosen.has("logs")) wanted.push("@opentelemetry/api", logger);
	if (chosen.has("tracing")) {
		wanted.push("@opentelemetry/api", "@opentelemetry/sdk-node", ...instrumentations.map((each) => each.package));
		wanted.push("@opentelemetry/instrumentation");
	}
	const needsTypes = chosen.has("metrics") || chosen.has("health");
	const types = project.typescript && needsTypes && framework.templates === "express" ? ["@types/express"] : [];
	return { client, dependencies: pin(wanted), development: pin(types) };
}

/** What is there; for new projects the one that Prometheus maintains, where their Node can run it. */
function chooseClient({ manifest, nodeMajor }: NodeProject): string {
	const there = ["@prometheus-io/client", "prom-client"].find((name) => manifest.dependencies.has(name));
	if (there !== undefined) return there;
	const needsOld = ["express-prom-bundle", "@willsoto/nestjs-prometheus"].some((name) =>
		manifest.dependencies.has(name),
	);
	return needsOld || (nodeMajor ?? 24) < 22 ? "prom-client" : "@prometheus-io/client";
}

function pin(names: readonly string[]): ReadonlyMap<string, string> {
	return new Map(names.map((name) => [name, `^${versionFrom(`npm:${name}`)}`]));
}
