import { moduleSyntaxOf, type NodeProject, runsAsEsm } from "../../project/nodejs/nodeProject.ts";
import { folderOf } from "../../project/projectFolder.ts";
import { readStyle } from "../../project/textEdits.ts";

/** A new file of ours: where it stands, and whether the project has it from an earlier time. */
export interface OwnFile {
	readonly path: string;
	/** It is there, made by us earlier; then it is left as it is. */
	readonly there: boolean;
}

/**
 * Where a file called `name` goes: beside the entry, with its ending. Where something else has the name, it goes to
 * `observability/`; `mark` tells ours from others.
 */
export function placeOwnFile(project: NodeProject, name: string, mark: string): OwnFile {
	const folder = sourceFolderOf(project);
	const ending = endingOf(project);
	for (const path of [`${folder}${name}.${ending}`, `${folder}observability/${name}.${ending}`]) {
		const text = project.sources.get(path);
		if (text?.includes(mark)) return { path, there: true };
		if (text === undefined && !project.folder.paths.includes(path)) return { path, there: false };
	}
	return { path: `${folder}observability/${name}Instrumentation.${ending}`, there: false };
}

function endingOf(project: NodeProject): string {
	const { entry, typescript } = project;
	const own = entry === undefined ? undefined : /\.([cm]?[jt]s)x?$/.exec(entry)?.[1];
	return own ?? (typescript ? "ts" : "js");
}

/** Beside the file that starts the program, else in `src` where there is one; ends with a slash or is empty. */
export function sourceFolderOf({ entry, folder }: NodeProject): string {
	const source = folder.paths.some((path) => path.startsWith("src/")) ? "src" : "";
	const inner = entry === undefined ? source : folderOf(entry);
	return inner === "" ? "" : `${inner}/`;
}

/** How files of the project are written, as `finish` of a target: `ecmaScript typescript single two`. */
export function styleOf(project: NodeProject): string {
	const like = project.entry ?? [...project.sources.keys()][0] ?? "";
	const style = readStyle(project.sources.get(like) ?? "");
	const words = ["ecmaScript", style.indent];
	if (project.typescript) words.push("typescript");
	else if (moduleSyntaxOf(project, like) === "commonjs") words.push("commonjs");
	if (style.quote === "'") words.push("single");
	if (style.lineEnd === "\r\n") words.push("crlf");
	return words.join(" ");
}

/** Whether what stands beside the entry runs as ES modules. */
export function ownFilesRunAsEsm(project: NodeProject): boolean {
	return runsAsEsm(project, project.entry ?? placeOwnFile(project, "instrumentation", "NodeSDK").path);
}
