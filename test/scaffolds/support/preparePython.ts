import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instrumentCopy } from "./instrumentCopy.ts";
import { cache } from "./prepareNode.ts";
import { runProgram } from "./runProgram.ts";
import type { SampleApp } from "./sampleApps.ts";

const workspace = join(cache, "python");
const environment = join(workspace, "venv");

/** A program of the environment that all applications share. */
export function program(name: string): string {
	return join(environment, "bin", name);
}

export function folderOfPythonApp(app: SampleApp): string {
	return join(workspace, "apps", app.name);
}

/** What judges the result; no application depends on it. */
const tools = ["ruff==0.17.6"];

/** Copies the applications, instruments them, and installs what all of them need into one environment. */
export async function preparePythonApps(apps: readonly SampleApp[]): Promise<void> {
	await rm(join(workspace, "apps"), { recursive: true, force: true });
	await mkdir(workspace, { recursive: true });
	const requirements = [...tools];
	for (const app of apps) {
		const folder = folderOfPythonApp(app);
		await instrumentCopy(app, folder);
		requirements.push(...(await runProgram("python3", ["-c", listRequirements], folder)).trim().split("\n"));
	}
	const wanted = createHash("sha256").update(requirements.join("\n")).digest("hex");
	const stamp = join(workspace, "installed");
	const installed = await readFile(stamp, "utf8").catch(() => "");
	if (installed === wanted) return;
	await runProgram("python3", ["-m", "venv", "--clear", environment], workspace);
	await writeFile(join(workspace, "requirements.txt"), requirements.join("\n"));
	const quietly = ["-q", "--disable-pip-version-check", "--no-compile"];
	await runProgram(program("python"), ["-m", "pip", "install", ...quietly, "-r", "requirements.txt"], workspace);
	await writeFile(stamp, wanted);
}

/** As pip reads them, so that what the scaffold wrote is what is installed. */
const listRequirements = `
import os, tomllib
if os.path.exists("pyproject.toml"):
    print("\\n".join(tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]))
else:
    print(open("requirements.txt").read())
`;
