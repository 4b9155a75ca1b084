import { folderOf } from "../../project/projectFolder.ts";
import type { PythonProject } from "../../project/python/pythonProject.ts";
import { readStyle } from "../../project/textEdits.ts";
import type { InstrumentationPart } from "../instrumenter.ts";

export interface OwnModule {
	readonly path: string;
	/** It is there, made by us earlier; then it is left as it is. */
	readonly there: boolean;
}

/** By part: what its module is called, and what tells that it is ours. */
const modules: Readonly<Record<InstrumentationPart, readonly [name: string, mark: string]>> = {
	metrics: ["metrics", "REQUEST_DURATION"],
	health: ["health", "add_readiness_check"],
	logs: ["logs", "format_trace_id"],
	tracing: ["tracing", "start_sdk"],
	business: ["business_metrics", "record_order"],
	prober: ["prober", "synthetic_probe"],
};

/** Beside the application, or `observability_<name>` where something else has the name. */
export function placeModule(project: PythonProject, part: InstrumentationPart, beside: string): OwnModule {
	const folder = part === "prober" ? "prober" : folderOf(beside);
	const prefix = folder === "" ? "" : `${folder}/`;
	const [name, mark] = modules[part];
	for (const path of [`${prefix}${name}.py`, `${prefix}observability_${name}.py`]) {
		const text = project.sources.get(path);
		if (text?.includes(mark)) return { path, there: true };
		const isTaken = project.folder.paths.some(
			(each) => each === path || each.startsWith(`${path.replace(/\.py$/, "")}/`),
		);
		if (!isTaken) return { path, there: false };
	}
	return { path: `${prefix}${name}_instrumentation.py`, there: false };
}

export function pythonStyleOf(project: PythonProject, like: string): string {
	const { quote, lineEnd } = readStyle(project.sources.get(like) ?? "");
	return ["python", ...(quote === "'" ? ["single"] : []), ...(lineEnd === "\r\n" ? ["crlf"] : [])].join(" ");
}
