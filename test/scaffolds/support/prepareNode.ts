import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instrumentCopy } from "./instrumentCopy.ts";
import { runProgram } from "./runProgram.ts";
import type { SampleApp } from "./sampleApps.ts";

const root = join(import.meta.dirname, "../../..");
/** Everything that is installed is kept here from run to run; git ignores it, and deleting it is safe. */
export const cache = join(root, ".cache/scaffolds");
const workspace = join(cache, "node");

export function folderOfApp(app: SampleApp): string {
	return join(workspace, "apps", app.name);
}

/** Copies the applications, instruments them, and installs what all of them need with one npm. */
export async function prepareNodeApps(apps: readonly SampleApp[]): Promise<void> {
	await rm(join(workspace, "apps"), { recursive: true, force: true });
	const manifests: string[] = [];
	for (const app of apps) {
		const folder = folderOfApp(app);
		await instrumentCopy(app, folder);
		manifests.push(await readFile(join(folder, "package.json"), "utf8"));
	}
	const own = { name: "samples", private: true, workspaces: ["apps/*"] };
	await writeFile(join(workspace, "package.json"), JSON.stringify(own));
	const wanted = createHash("sha256").update(manifests.join("\n")).digest("hex");
	const stamp = join(workspace, "installed");
	const installed = await readFile(stamp, "utf8").catch(() => "");
	if (installed === wanted) return;
	await runProgram("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], workspace);
	await writeFile(stamp, wanted);
}

/** Writes what a user does by hand after the scaffold. */
export async function writeByHand(app: SampleApp, folder: string): Promise<void> {
	for (const [path, replacements] of Object.entries(app.byHand)) {
		let text = await readFile(join(folder, path), "utf8");
		for (const [found, written] of replacements) {
			if (!text.includes(found)) throw new Error(`${app.name}/${path} has no ${found}:\n${text}`);
			text = text.replace(found, () => written);
		}
		await writeFile(join(folder, path), text);
	}
}
