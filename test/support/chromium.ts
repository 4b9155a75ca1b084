import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Starts the machine's Chromium without a visible window. The caller closes it. */
export async function startChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath: findChromium(),
		args: [
			// The pages are our own, and the sandbox does not work for root or in most containers.
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			// Containers often have a /dev/shm of 64 MB, too small for a VS Code window.
			"--disable-dev-shm-usage",
		],
	});
}

function findChromium(): string {
	const { PATH = "" } = process.env;
	for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
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
	throw new Error("There is no Chromium on the PATH. `node scripts/setup.mjs` installs it or says how.");
}
