import { setIn } from "../../project/nodejs/editPackage.ts";
import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import { cleanPath } from "../../project/nodejs/packageManifest.ts";
import { folderOf, nameOf } from "../../project/projectFolder.ts";

export interface StartScripts {
	/** The package.json with scripts that load the file first. */
	readonly text: string;
	/** As Node is told of it: `./dist/instrumentation.js`. */
	readonly importPath: string;
	readonly notes: readonly string[];
}

/** Lets every script that runs the entry load `file` before it. `manifest` is package.json as it is edited so far. */
export function loadFirst(project: NodeProject, manifest: string, file: string): StartScripts {
	let text = manifest;
	let importPath: string | undefined;
	let done = 0;
	for (const [name, command] of Object.entries(project.manifest.scripts)) {
		const run = runners.exec(command);
		if (run === null || !/^(start|serve|dev|debug)(:|$)/.test(name)) continue;
		const started = cleanPath(run[3] ?? "");
		const path = besideOf(started, file);
		const isSource = /\.[cm]?tsx?$/.test(started);
		if (!isSource || importPath === undefined) importPath = path;
		if (command.includes(nameOf(path))) continue;
		const at = run.index + (run[1] ?? "").length;
		text = setIn(text, ["scripts", name], `${command.slice(0, at)} --import ${path}${command.slice(at)}`);
		done++;
	}
	const compiled = importPath ?? `./${file}`;
	const isLoaded = Object.values(project.manifest.scripts).some((command) => command.includes(nameOf(compiled)));
	if (done > 0 || isLoaded) return { text, importPath: compiled, notes: [] };
	const note = `No script of package.json runs Node by itself. Start the program so that ${file} is loaded first: \`node --import ${compiled} …\`, or with NODE_OPTIONS="--import ${compiled}".`;
	return { text, importPath: compiled, notes: [note] };
}

/** A program that takes Node's options, further options, and the file that is run. */
const runners =
	/((?:^|\s)(?:node|tsx|nodemon))((?:\s+-[\w-]+(?:[= ](?:"[^"]*"|[\w./@-]+(?=\s)))?)*)\s+([\w./-]*[\w-])(?=\s|$)/;

/** What `file`, which stands beside the entry, is called where `started` is run: it is compiled as the entry is. */
function besideOf(started: string, file: string): string {
	const bare = nameOf(file).replace(/\.([cm]?)[jt]s$/, "");
	const kind = /\.([cm]?)[jt]s$/.exec(file)?.[1] ?? "";
	const isSource = /\.[cm]?tsx?$/.test(started);
	const ending = /\.([cm]?[jt]s)$/.exec(file)?.[1] ?? "js";
	const folder = folderOf(started);
	const inner = file.includes("observability/") ? "observability/" : "";
	return `./${folder === "" ? "" : `${folder}/`}${inner}${bare}.${isSource ? ending : `${kind}js`}`;
}
