import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, lastLines, npm, say } from "./project.mjs";

/** 4.139.1 carries VS Code 1.139.1. */
const version = "4.139.1";
const home = join(cache, `code-server-${version}`);
const stamp = join(home, "complete");

/**
 * Makes sure of code-server, which is VS Code with its window in the browser, in the project's cache.
 * It is put together beside its place and moved there when whole, so an interrupted install leaves nothing half done.
 * Answers whether it is there.
 */
export async function provideCodeServer() {
	if (existsSync(stamp)) return true;
	say(`Fetching code-server ${version} (VS Code in the browser, about 600 MB on disk, once) ...`);
	removeLeftovers();
	const building = `${home}.building-${process.pid}`;
	mkdirSync(building, { recursive: true });
	writeFileSync(join(building, "package.json"), '{ "private": true }\n');
	const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
	const steps = [
		{ cwd: building, args: ["install", ...quiet, `code-server@${version}`] },
		// Its own packages lie here; it leaves them to an install script, which would also build native modules.
		{ cwd: join(building, "node_modules/code-server/lib/vscode"), args: ["install", "--omit=dev", ...quiet] },
	];
	for (const { cwd, args } of steps) {
		const { code, output } = await npm(args, { cwd });
		if (code === 0) continue;
		rmSync(building, { recursive: true, force: true });
		say(`code-server could not be fetched:\n${lastLines(output)}`);
		return false;
	}
	writeFileSync(join(building, "complete"), `${version}\n`);
	// Another run may have been quicker, and its VS Code may be in use by now.
	if (existsSync(stamp)) rmSync(building, { recursive: true, force: true });
	else {
		rmSync(home, { recursive: true, force: true });
		renameSync(building, home);
	}
	return true;
}

/** What interrupted installs of earlier runs left, unless their process still runs. */
function removeLeftovers() {
	if (!existsSync(cache)) return;
	for (const name of readdirSync(cache)) {
		const owner = /^code-server-.*\.building-(\d+)$/.exec(name)?.[1];
		if (owner !== undefined && !isRunning(Number(owner))) rmSync(join(cache, name), { recursive: true, force: true });
	}
}

function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
