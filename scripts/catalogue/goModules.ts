import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A module of Go in one version, read from Go's own proxy of modules. */
export interface GoModule {
	readonly path: string;
	readonly version: string;
}

/** Fetches the module, checked by Go, and answers the folder that it is in. */
export function fetchModule({ path, version }: GoModule): string {
	const told = go(["mod", "download", "-json", `${path}@${version}`]);
	const { Dir: folder, Error: error } = JSON.parse(told) as { Dir?: string; Error?: string };
	if (folder === undefined) throw new Error(`Go cannot fetch ${path}@${version}: ${error}`);
	return folder;
}

/** Builds a command of the module and answers the path of the program. */
export function buildProgram(module: GoModule, directory: string, folder: string): string {
	const program = join(folder, module.path.slice(module.path.lastIndexOf("/") + 1));
	go(["build", "-trimpath", "-o", program, directory], fetchModule(module));
	return program;
}

/** Runs a program of one file that uses `module`, and answers what it prints. */
export function runWithModule(module: GoModule, source: string, folder: string): string {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "main.go"), source);
	go(["mod", "init", "catalogue"], folder);
	go(["get", `${module.path}@${module.version}`], folder);
	return go(["run", "-mod=mod", "."], folder);
}

function go(args: readonly string[], cwd?: string): string {
	const { status, stdout, stderr, error } = spawnSync("go", args, {
		encoding: "utf8",
		maxBuffer: 64 * 1024 * 1024,
		env: { ...process.env, GOFLAGS: "-modcacherw" },
		...(cwd === undefined ? {} : { cwd }),
	});
	// What could not be downloaded is told as JSON, with a status of failure.
	if (status !== 0 && !stdout.startsWith("{")) {
		throw new Error(`go ${args.join(" ")} failed: ${error?.message ?? stderr}`);
	}
	return stdout;
}
