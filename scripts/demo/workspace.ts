import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A fresh copy of samples/ to play in, whose settings name the Prometheus at `url`. Each run has a folder of its own, so
 * what somebody wrote in an earlier one stays.
 */
export async function prepareWorkspace(url: string): Promise<string> {
	const run = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
	const workspace = join(root, ".cache", "demo", run, "observability-demo");
	await mkdir(workspace, { recursive: true });
	await cp(join(root, "samples"), workspace, { recursive: true });
	const settings = {
		"editor.minimap.enabled": false,
		"observability.prometheus.servers": [{ name: "demo", url }],
	};
	await writeFile(join(workspace, ".vscode", "settings.json"), `${JSON.stringify(settings, null, "\t")}\n`);
	return workspace;
}

/** The rules that the demo's Prometheus evaluates; the originals, so that play in the copy cannot stop it. */
export async function readDemoRules(): Promise<readonly string[]> {
	const folder = join(root, "samples", "alerts");
	const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml"));
	return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}
