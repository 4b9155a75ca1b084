import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";

/**
 * The program of a desktop VS Code to run tests in: the installed one, or the one that @vscode/test-electron downloads
 * and keeps. `undefined` where there is no screen to open it on, or neither can be had; `say` is then told why.
 */
export async function findElectronVsCode(say: (line: string) => void): Promise<string | undefined> {
	if (!hasScreen()) {
		say("No screen here: the tests run in VS Code's server and Chromium.");
		return undefined;
	}
	const installed = findInstalled();
	if (installed !== undefined) return installed;
	try {
		return await downloadAndUnzipVSCode({
			cachePath: fileURLToPath(new URL("../../.cache/vscode-desktop", import.meta.url)),
			reporter: new SilentReporter(),
			timeout: 15_000,
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		say(`The desktop VS Code could not be downloaded (${reason}): the tests run in VS Code's server and Chromium.`);
		return undefined;
	}
}

function hasScreen(): boolean {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	return process.platform !== "linux" || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
}

/** The command `code` is a script beside the program that it starts; its own exit code would say nothing of the tests. */
function findInstalled(): string | undefined {
	const { PATH = "" } = process.env;
	for (const folder of PATH.split(delimiter)) {
		const command = join(folder, "code");
		if (!existsSync(command)) continue;
		const home = dirname(dirname(realpathSync(command)));
		for (const program of [join(home, "code"), join(home, "..", "..", "MacOS", "Electron")]) {
			if (existsSync(program)) return program;
		}
	}
	return undefined;
}
