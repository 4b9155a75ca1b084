import { accessSync, constants } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietSettings } from "../../test/support/codeServer.ts";
import { type OwnedProcess, startProcess } from "../../test/support/ownedProcess.ts";

/** The machine's own desktop VS Code, where one is installed and has a screen to open on. */
export function findDesktopVsCode(): string | undefined {
	const { PATH = "", DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
	if (process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return undefined;
	if (process.platform === "darwin" && SSH_CONNECTION !== undefined) return undefined;
	// On Windows the command is a script that needs a shell; there the browser's VS Code serves.
	if (process.platform === "win32") return undefined;
	for (const name of ["code", "code-insiders", "codium"]) {
		for (const folder of PATH.split(delimiter)) {
			const path = join(folder, name);
			try {
				accessSync(path, constants.X_OK);
				return path;
			} catch {
				// Not in this folder.
			}
		}
	}
	return undefined;
}

/** Opens `workspace` in a window of its own, with this extension, apart from the person's settings and extensions. */
export async function openDesktopVsCode(program: string, workspace: string, profile: string): Promise<OwnedProcess> {
	await mkdir(join(profile, "User"), { recursive: true });
	await writeFile(join(profile, "User", "settings.json"), JSON.stringify(quietSettings, null, "\t"));
	const extension = fileURLToPath(new URL("../..", import.meta.url));
	return startProcess(program, [
		"--wait",
		"--new-window",
		`--user-data-dir=${profile}`,
		`--extensions-dir=${join(profile, "extensions")}`,
		`--extensionDevelopmentPath=${extension}`,
		"--disable-workspace-trust",
		// VS Code refuses to run as root without it; harmless elsewhere.
		"--no-sandbox",
		workspace,
	]);
}
