import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import type { InstrumentationPart, InstrumentationRequest } from "../instrumenter.ts";
import { type OwnFile, placeOwnFile } from "./nodeFiles.ts";
import type { NodeFramework } from "./nodeFrameworks.ts";

export interface ChosenParts {
	/** The parts that can be added, or were added by us before, and where their file stands. */
	readonly chosen: ReadonlyMap<InstrumentationPart, OwnFile>;
	readonly notes: string[];
}

/** Leaves out what the project has from somebody else, and what cannot be had on its Node. */
export function chooseParts(
	project: NodeProject,
	framework: NodeFramework,
	{ parts }: InstrumentationRequest,
	has: ReadonlyMap<InstrumentationPart, string>,
): ChosenParts {
	const chosen = new Map<InstrumentationPart, OwnFile>();
	const notes: string[] = [];
	for (const part of parts) {
		const [name, mark] =
			part === "health" && framework.templates === "http" ? ["health", "answerHealthCheck"] : files[part];
		const own = part === "prober" ? placeProber(project) : placeOwnFile(project, name, mark);
		const evidence = has.get(part);
		if (!own.there && evidence !== undefined) {
			notes.push(`${part}: the project has it already (${evidence}), so nothing was added.`);
		} else if (part === "tracing" && !own.there && (project.nodeMajor ?? 24) < 22) {
			notes.push(
				`tracing: OpenTelemetry's SDK needs Node 22.15, and this project says that it runs on ${project.nodeMajor}.`,
			);
		} else {
			chosen.set(part, own);
		}
	}
	return { chosen, notes };
}

/** By part: what its file is called, and what tells that it is ours. */
const files: Readonly<Record<InstrumentationPart, readonly [name: string, mark: string]>> = {
	metrics: ["metrics", "addMetrics"],
	health: ["health", "addHealthChecks"],
	logs: ["logger", "isSpanContextValid"],
	tracing: ["instrumentation", "NodeSDK"],
	business: ["businessMetrics", "recordOrder"],
	prober: ["prober", ""],
};

function placeProber({ folder }: NodeProject): OwnFile {
	const path = "prober/prober.mjs";
	return { path, there: folder.paths.includes(path) };
}
