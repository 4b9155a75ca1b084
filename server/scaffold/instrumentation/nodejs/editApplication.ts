import { findAssignments } from "../../project/assignment.ts";
import { addImport, endStatement } from "../../project/nodejs/importLines.ts";
import { moduleSyntaxOf, type NodeProject, writeSpecifier } from "../../project/nodejs/nodeProject.ts";
import { type Insertion, insertLines, readStyle } from "../../project/textEdits.ts";
import type { ScaffoldFile } from "../../scaffold.ts";
import type { NodeFramework } from "./nodeFrameworks.ts";

/** One call that the application needs: `addMetrics(app)`, of a function of the file at `path`. */
export interface NeededCall {
	readonly function: string;
	readonly path: string;
	/** Put into the handler of the server instead of after the application; `request` and `response` are its parameters. */
	readonly inHandler?: (request: string, response: string) => string;
}

export interface EditedApplication {
	readonly edits: readonly ScaffoldFile[];
	/** What is to be done by hand. */
	readonly notes: readonly string[];
}

/**
 * Adds the calls where the application is made, and what they import. Where that place is not certain nothing is edited, and
 * the note says what to write where.
 */
export function editApplication(
	project: NodeProject,
	framework: NodeFramework,
	calls: readonly NeededCall[],
): EditedApplication {
	const missing = calls.filter((call) => ![...project.sources.values()].some((text) => isCalled(text, call.function)));
	if (missing.length === 0) return { edits: [], notes: [] };
	const places = findPlaces(project, framework);
	const [place] = places;
	if (place === undefined || places.length > 1) {
		const why =
			place === undefined
				? `No file was found that makes the application of ${framework.label} in a way that is understood`
				: `${places.length} places make an application of ${framework.label} (${[...new Set(places.map(({ path }) => path))].join(", ")})`;
		return { edits: [], notes: missing.map((call) => `${why}: ${describeByHand(call, project.entry)}`) };
	}
	const { path, text, assignment } = place;
	const syntax = moduleSyntaxOf(project, path);
	const style = readStyle(text);
	const insertions: Insertion[] = [];
	const notes: string[] = [];
	for (const call of missing) {
		const body = call.inHandler === undefined ? undefined : findHandler(text, assignment.args);
		if (call.inHandler !== undefined && body === undefined) {
			notes.push(describeByHand(call, path));
			continue;
		}
		insertions.push(addImport(text, syntax, [call.function], writeSpecifier(project, path, call.path)));
		if (body === undefined) {
			const line = endStatement(`${assignment.indent}${call.function}(${assignment.name})`, style);
			insertions.push({ at: assignment.after, lines: [line] });
		} else {
			const unit = { tabs: "\t", two: "  ", four: "    " }[style.indent];
			const line = call.inHandler?.(body.request, body.response) ?? "";
			insertions.push({ at: body.at, lines: [endStatement(`${assignment.indent}${unit}${line}`, style)] });
		}
	}
	if (insertions.length === 0) return { edits: [], notes };
	const names = missing.map((call) => call.function).join(" and ");
	const prefix = project.folder.folder === "" ? "" : `${project.folder.folder}/`;
	const edit = {
		path: prefix + path,
		content: insertLines(text, insertions),
		description: `Calls ${names}`,
		base: text,
	};
	return { edits: [edit], notes };
}

function findPlaces(project: NodeProject, framework: NodeFramework) {
	const places = [...project.sources].flatMap(([path, text]) => {
		const callee = framework.callee(text);
		if (callee === undefined) return [];
		return findAssignments(text, callee, "ecmaScript").map((assignment) => ({ path, text, assignment }));
	});
	const ofEntry = places.filter(({ path }) => path === project.entry);
	return ofEntry.length === 1 ? ofEntry : places;
}

/** The first line of a handler that is written where the server is made: `createServer((req, res) => {`. */
function findHandler(text: string, args: { readonly start: number; readonly end: number }) {
	const head =
		/^\s*(?:async\s+)?(?:function\b\s*\w*\s*)?\(\s*(\w+)(?:\s*:\s*[\w.]+)?\s*,\s*(\w+)(?:\s*:\s*[\w.]+)?\s*,?\s*\)\s*(?::\s*[\w<>]+\s*)?(?:=>\s*)?\{[ \t]*\r?\n/.exec(
			text.slice(args.start, args.end),
		);
	if (head === null) return undefined;
	return { at: args.start + head[0].length, request: head[1] ?? "", response: head[2] ?? "" };
}

function isCalled(text: string, name: string): boolean {
	return new RegExp(`(?<!function )\\b${name}\\s*\\(`).test(text.replaceAll(/^\s*(?:\/\/|\*).*$/gm, ""));
}

function describeByHand(call: NeededCall, where: string | undefined): string {
	const file = where === undefined ? "the file that starts the program" : where;
	if (call.inHandler !== undefined) {
		return `In ${file}, begin the server's handler with \`${call.inHandler("request", "response")}\` and import ${call.function} from ${call.path}.`;
	}
	return `In ${file}, import ${call.function} from ${call.path} and call \`${call.function}(app)\` right after the application is made.`;
}
