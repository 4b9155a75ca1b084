import { type Assignment, findAssignments } from "../../project/assignment.ts";
import { findClosing, maskCode } from "../../project/maskCode.ts";
import { folderOf, nameOf } from "../../project/projectFolder.ts";
import { moduleOf, type PythonProject } from "../../project/python/pythonProject.ts";
import type { Insertion } from "../../project/textEdits.ts";

/** Where the application is made. */
export interface PythonPlace {
	readonly path: string;
	readonly text: string;
	readonly assignment: Assignment;
}

/** Every place that makes an application of the class; one is certain, several or none are not. */
export function findApplications(project: PythonProject, appClass: string): readonly PythonPlace[] {
	return [...project.sources].flatMap(([path, text]) => {
		const callee = `(?:\\w+\\.)?${appClass}`;
		return findAssignments(text, callee, "python").map((assignment) => ({ path, text, assignment }));
	});
}

/**
 * How the module `from` imports a module beside it. A package does so relatively; a script by the bare name, as its folder
 * is where Python looks; what something runs as `folder.module` by the whole name.
 */
export function nameSibling(project: PythonProject, from: string, to: string): string {
	const folder = folderOf(from);
	const name = nameOf(to).replace(/\.py$/, "");
	const inner = folderOf(to).slice(folder.length).replace(/^\//, "");
	const bare = inner === "" ? name : `${inner.replaceAll("/", ".")}.${name}`;
	if (folder === "") return bare;
	const text = project.sources.get(from) ?? "";
	const whole = moduleOf(`${folder}/x.py`).replace(/\.?x$/, "");
	if (whole !== "" && new RegExp(`^\\s*(?:from|import)\\s+${whole.replaceAll(".", "\\.")}\\.`, "m").test(text)) {
		return `${whole}.${bare}`;
	}
	if (/^\s*from\s+\.\w*\s+import/m.test(text)) return `.${bare}`;
	if (project.folder.paths.includes(`${folder}/__init__.py`)) return `.${bare}`;
	return bare;
}

/**
 * Adds imports of modules of the project at the head of a module, above the offset `before`: sorted in among those of their
 * kind where there are some, else as a group of their own after the last import.
 */
export function addPythonImports(text: string, lines: readonly string[], before: number): readonly Insertion[] {
	const known = listImports(text, before);
	const sorted = [...lines].sort();
	const end = known.at(-1)?.end ?? startOfCode(text);
	const apart: string[] = [];
	const insertions = sorted.flatMap((line): readonly Insertion[] => {
		const alike = known.filter(({ root }) => root === rootOf(line));
		const last = alike.at(-1);
		if (last === undefined) {
			apart.push(line);
			return [];
		}
		const next = alike.find(({ first }) => first > line);
		return [{ at: next?.start ?? last.end, lines: [line] }];
	});
	if (apart.length === 0) return insertions;
	if (known.length > 0) return [...insertions, { at: end, lines: ["", ...apart] }];
	// Directly after a docstring there is a blank line, and one before the code.
	const follows = end === 0 ? [] : [""];
	return [...insertions, { at: end, lines: [...follows, ...apart, ...(/^\s*\n/.test(text.slice(end)) ? [] : [""])] }];
}

interface PythonImport {
	readonly start: number;
	readonly end: number;
	/** Its first line. */
	readonly first: string;
	/** The package that it is from; `.` of what is relative. */
	readonly root: string;
}

/** The imports that stand at the left margin. */
function listImports(text: string, before: number): readonly PythonImport[] {
	const masked = maskCode(text, "python");
	const found: PythonImport[] = [];
	for (const match of masked.matchAll(/^(?:from[ \t]+[\w.]+[ \t]+import|import)\b[^\n]*/gm)) {
		if (match.index >= before) break;
		const open = match[0].indexOf("(");
		let at = match.index + match[0].length;
		if (open >= 0) at = findClosing(masked, match.index + open) ?? at;
		while (masked.slice(match.index, at).trimEnd().endsWith("\\")) at = endOfLine(masked, at + 1);
		const end = Math.min(endOfLine(masked, at) + 1, text.length);
		const first = match[0].trimEnd();
		found.push({ start: match.index, end, first, root: rootOf(first) });
	}
	return found;
}

function rootOf(line: string): string {
	const module = /^(?:from|import)\s+([\w.]+)/.exec(line)?.[1] ?? "";
	return module.startsWith(".") ? "." : (module.split(".")[0] ?? "");
}

function endOfLine(text: string, from: number): number {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end;
}

/** Past `#!`, comments and the docstring of the module. */
function startOfCode(text: string): number {
	const head = /^(?:#[^\n]*\n|\s*\n)*(?:(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')[ \t]*\r?\n\s*?)?/.exec(
		text,
	);
	return head?.[0].length ?? 0;
}
