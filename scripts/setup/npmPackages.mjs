import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, npm, root, SetupError, say } from "./project.mjs";

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function installNpmPackages() {
	const wrong = findMismatch();
	if (wrong === undefined) return;
	say(`Installing the npm packages of package-lock.json (${wrong}) ...`);
	const { code, output } = await npm(["ci", "--no-audit", "--no-fund"]);
	if (code !== 0) {
		throw new SetupError(
			`npm could not install the project's packages:\n${lastLines(output)}\nCheck the network and npm's registry setting, then run the command again.`,
		);
	}
}

/**
 * Why the installed packages are not those of the lock file, or `undefined`.
 * npm writes node_modules/.package-lock.json at the very end, so an interrupted install has none.
 */
function findMismatch() {
	const wanted = readLock(join(root, "package-lock.json"));
	if (wanted === undefined) throw new SetupError("package-lock.json is missing or broken: restore it from git.");
	const installed = readLock(join(root, "node_modules", ".package-lock.json"));
	if (installed === undefined) return "nothing is installed yet";
	for (const [path, entry] of Object.entries(wanted)) {
		if (path === "" || entry.link === true) continue;
		const present = installed[path];
		if (present === undefined && (entry.optional === true || entry.peer === true)) continue;
		if (present?.version !== entry.version) return `${path.replace("node_modules/", "")} is not ${entry.version}`;
	}
	return undefined;
}

function readLock(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8")).packages;
	} catch {
		return undefined;
	}
}
