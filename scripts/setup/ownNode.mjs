import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cache, lastLines, node24, npm, root, run, SetupError, say } from "./project.mjs";

/**
 * Makes sure that node_modules/node brings a Node 24 that runs. Its package fetches the program in an install script,
 * and npm may be set not to run such scripts; then it is fetched here, by its own package's name.
 */
export async function provideOwnNode() {
	if (await works()) return;
	say("Fetching Node 24 for the project's own use (the machine's Node stays as it is) ...");
	await npm(["rebuild", "node", "--ignore-scripts=false"]);
	if (await works()) return;
	const failure = await fetchByName();
	if (await works()) return;
	throw new SetupError(
		`Node 24 could not be fetched, and the project's TypeScript needs it.${failure}\nAllow install scripts of the package "node" in npm's settings, or make ${node24} a link to a Node 24.`,
	);
}

async function works() {
	if (!existsSync(node24)) return false;
	const { code, output } = await run(node24, ["--version"]);
	return code === 0 && output.startsWith("v24.");
}

async function fetchByName() {
	const { version } = JSON.parse(readFileSync(join(root, "node_modules", "node", "package.json"), "utf8"));
	const platform = process.platform === "win32" ? "win" : process.platform;
	const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
	const name = `${prefix}-${platform}-${process.arch}`;
	const folder = join(cache, "node");
	mkdirSync(folder, { recursive: true });
	const { code, output } = await npm([
		"install",
		"--prefix",
		folder,
		"--no-save",
		"--ignore-scripts",
		"--no-audit",
		"--no-fund",
		`${name}@${version}`,
	]);
	if (code !== 0) return `\n${lastLines(output, 6)}`;
	const program = join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
	mkdirSync(dirname(node24), { recursive: true });
	copyFileSync(program, node24);
	chmodSync(node24, 0o755);
	return "";
}
