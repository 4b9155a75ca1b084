import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startChromium } from "./chromium.ts";
import { type CodeServer, type CodeServerOptions, startCodeServer } from "./codeServer.ts";
import { packageExtension } from "./vsix.ts";

/**
 * A real VS Code with this extension in it, for tests and for looking at one's own work.
 *
 * To look: `npm run build && node test/support/look.ts [folder]` opens the folder (samples/ without one) and leaves
 * test-results/look.png; `--keep` prints the address and stays until Ctrl-C. In a test:
 *
 *     const window = await openWindow({ workspace: "samples" });
 *     await window.page.keyboard.press("F1");
 *     await window.screenshot("palette");
 *     await window.close();
 *
 * The workspace is always a copy, so tests may write into it. Everything ends with `close()`, or with the process.
 */
export interface VscodeWindow {
	readonly page: Page;
	/** The copy of the workspace, as an absolute path. */
	readonly workspace: string;
	readonly server: CodeServer;
	/** Saves test-results/screenshots/<name>.png and answers its path. */
	screenshot(name: string): Promise<string>;
	close(): Promise<void>;
}

export interface WindowOptions extends Pick<CodeServerOptions, "settings"> {
	/** A folder to copy; an empty one where it is left out. */
	readonly workspace?: string;
	/** Settings to write into the copy's .vscode/settings.json, in place of its own. */
	readonly workspaceSettings?: Readonly<Record<string, unknown>>;
	/** Files to write into the copy, by path, before the window opens. */
	readonly files?: Readonly<Record<string, string>>;
	/** A .code-workspace file of the copy to open in place of the folder itself. */
	readonly workspaceFile?: string;
	readonly width?: number;
	readonly height?: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
export const results = join(root, "test-results");

/** Opens a window on a copy of a workspace, with the extension as it was built last, packaged as people install it. */
export async function openWindow(options: WindowOptions = {}): Promise<VscodeWindow> {
	const closing: (() => Promise<void>)[] = [];
	const close = async () => {
		for (const step of closing.splice(0).reverse()) await step();
	};
	try {
		const workspace = await copyWorkspace(options);
		closing.push(() => rm(workspace, { recursive: true, force: true, maxRetries: 5 }));
		// A picture must not catch a box halfway through its appearance.
		const settings = { "workbench.reduceMotion": "on", ...options.settings };
		const server = await startCodeServer({ settings, vsix: await packageExtension() });
		closing.push(server.stop);
		const browser = await startChromium();
		closing.push(() => browser.close());
		const page = await browser.newPage({
			viewport: { width: options.width ?? 1400, height: options.height ?? 900 },
			// VS Code asks for it once it copies or pastes.
			permissions: ["clipboard-read", "clipboard-write"],
		});
		await page.goto(server.address(join(workspace, options.workspaceFile ?? "")));
		await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
		return {
			page,
			workspace,
			server,
			screenshot: async (name) => {
				const path = join(results, "screenshots", `${name}.png`);
				await page.screenshot({ path });
				return path;
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

export async function copyWorkspace(
	options: Pick<WindowOptions, "workspace" | "workspaceSettings" | "files">,
): Promise<string> {
	const copy = await mkdtemp(join(tmpdir(), "workspace-"));
	if (options.workspace !== undefined) await cp(join(root, options.workspace), copy, { recursive: true });
	if (options.workspaceSettings !== undefined) {
		await mkdir(join(copy, ".vscode"), { recursive: true });
		await writeFile(join(copy, ".vscode", "settings.json"), JSON.stringify(options.workspaceSettings, null, "\t"));
	}
	for (const [path, content] of Object.entries(options.files ?? {})) {
		await mkdir(dirname(join(copy, path)), { recursive: true });
		await writeFile(join(copy, path), content);
	}
	return copy;
}
