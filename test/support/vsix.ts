import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startProcess } from "./ownedProcess.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const path = join(root, ".cache", "extension.vsix");

/** Set while a suite runs whose windows all have the same package. */
const packaged = "OBSERVABILITY_PACKAGED_EXTENSION";

/** A set-up of vitest: packages once for all files of the suite. */
export async function setup(): Promise<void> {
	process.env[packaged] = await packageExtension();
}

/** Packages the built extension as people install it, and answers the file's path. */
export async function packageExtension(): Promise<string> {
	const { [packaged]: already } = process.env;
	if (already !== undefined) return already;
	await mkdir(dirname(path), { recursive: true });
	const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
	const packing = startProcess(
		process.execPath,
		[vsce, "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", path],
		{ cwd: root },
	);
	if ((await packing.ended) !== 0) throw new Error(`The extension could not be packaged:\n${packing.output()}`);
	return path;
}
