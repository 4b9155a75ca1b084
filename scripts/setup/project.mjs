import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where things stand, and how the set-up runs other programs.
 * Everything under setup/ uses Node's own modules alone and runs on Node 20: it is what runs before anything is installed.
 */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is fetched or made once and kept; git ignores it, and deleting it is safe. */
export const cache = join(root, ".cache");

/** The Node that runs our TypeScript; the npm package `node` brings it. */
export const node24 = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** The environment of every program that we start: our own Node and tools come first on the PATH. */
export function environment() {
	const env = { ...process.env };
	// npm tells its children where its own project is; an npm that we start elsewhere must not believe that.
	for (const key of Object.keys(env)) {
		if (/^npm_(package|lifecycle)_|^npm_config_(local_)?prefix$|^npm_command$|^INIT_CWD$/.test(key)) delete env[key];
	}
	// Ours may stand in the PATH already (npm puts it there), behind something else: first wins.
	env.PATH = [dirname(node24), join(root, "node_modules", ".bin"), env.PATH ?? ""].join(delimiter);
	return env;
}

/**
 * Runs a program to its end: `{ code, output }`. `output` holds both streams; with `loud` they also go to the terminal.
 * `code` is -1 where the program could not be started.
 */
export function run(command, args, { cwd = root, loud = false, env = environment() } = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		const collect = (stream, target) => {
			stream.setEncoding("utf8");
			stream.on("data", (text) => {
				output += text;
				if (loud) target.write(text);
			});
		};
		collect(child.stdout, process.stdout);
		collect(child.stderr, process.stderr);
		child.on("error", (error) => resolve({ code: -1, output: `${output}${error.message}` }));
		child.on("close", (code) => resolve({ code: code ?? -1, output }));
	});
}

/** Runs npm, the same one that runs this script where npm does. */
export function npm(args, options) {
	const cli = process.env.npm_execpath;
	return cli?.endsWith(".js") ? run(process.execPath, [cli, ...args], options) : run("npm", args, options);
}

/** The full path of the first of `names` that is on the PATH, or `undefined`. */
export function findProgram(...names) {
	const extensions = process.platform === "win32" ? [".exe", ".cmd"] : [""];
	for (const name of names) {
		for (const folder of (process.env.PATH ?? "").split(delimiter)) {
			for (const extension of extensions) {
				const path = join(folder, name + extension);
				if (folder !== "" && isExecutable(path)) return path;
			}
		}
	}
	return undefined;
}

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

/** One plain line to the person who waits. */
export function say(line) {
	console.log(line);
}

/** The end of a program's output, for a message about its failure. */
export function lastLines(output, count = 12) {
	return output
		.trimEnd()
		.split("\n")
		.slice(-count)
		.map((line) => `    ${line}`)
		.join("\n");
}

/** What stops the set-up: the message is for the person and says what to do. */
export class SetupError extends Error {}
