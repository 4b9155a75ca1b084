import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { build } from "esbuild";
import { startChromium } from "./chromium.ts";
import { startCodeServer } from "./codeServer.ts";
import { findElectronVsCode } from "./electronVsCode.ts";
import { startProcess } from "./ownedProcess.ts";
import { copyWorkspace, type WindowOptions } from "./vscodeHost.ts";

/**
 * Runs tests inside VS Code's real extension host, with this extension loaded from the tree: through the desktop build
 * where one is installed or can be downloaded and there is a screen, through VS Code's server and Chromium elsewhere.
 */
export interface ExtensionTestOptions extends Pick<WindowOptions, "workspace" | "workspaceSettings"> {
	/** A TypeScript module, relative to the project, that exports `run(): Promise<void>`, which rejects where a test fails. */
	readonly entry: string;
	/** For the whole run. */
	readonly seconds: number;
	/** Each line that the tests print, as it comes. */
	onLine(line: string): void;
	/** What VS Code itself complains of meanwhile, such as its native modules, which are not built. */
	onNoise(line: string): void;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Answers whether `run()` resolved. */
export async function runExtensionTests(options: ExtensionTestOptions): Promise<boolean> {
	const entry = join(root, ".cache", "extension-tests", "index.cjs");
	await build({
		entryPoints: [join(root, options.entry)],
		outfile: entry,
		bundle: true,
		platform: "node",
		format: "cjs",
		target: "node22",
		sourcemap: "inline",
		// Mocha finds its parts by their paths, so it stays where npm put it; the bundle lies inside the project for that.
		external: ["vscode", "mocha"],
		logLevel: "warning",
	});
	const workspace = await copyWorkspace(options);
	try {
		const desktop = await findElectronVsCode(options.onLine);
		return await (desktop === undefined
			? runInBrowser(entry, workspace, options)
			: runOnDesktop(desktop, entry, workspace, options));
	} finally {
		await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function runInBrowser(entry: string, workspace: string, options: ExtensionTestOptions): Promise<boolean> {
	const server = await startCodeServer({ testDriver: true });
	try {
		const browser = await startChromium();
		try {
			const page = await browser.newPage();
			await page.exposeFunction("codeAutomationLog", (kind: string, args: readonly unknown[]) => {
				// The extension host's console arrives here, among what the window itself complains of.
				(kind === "error" || kind === "warn" ? options.onNoise : options.onLine)(format(...args));
			});
			const { promise: exit, resolve: reportExit } = Promise.withResolvers<number>();
			await page.exposeFunction("codeAutomationExit", reportExit);
			await page.goto(
				server.address(workspace, [
					["extensionDevelopmentPath", server.remoteUri(root.replace(/[/\\]$/, ""))],
					["extensionTestsPath", server.remoteUri(entry)],
				]),
			);
			return (await within(options.seconds, exit)) === 0;
		} finally {
			await browser.close();
		}
	} finally {
		await server.stop();
	}
}

async function runOnDesktop(
	program: string,
	entry: string,
	workspace: string,
	options: ExtensionTestOptions,
): Promise<boolean> {
	const profile = await mkdtemp(join(tmpdir(), "vscode-"));
	const desktop = startProcess(program, [
		workspace,
		`--extensionDevelopmentPath=${root}`,
		`--extensionTestsPath=${entry}`,
		`--user-data-dir=${profile}`,
		`--extensions-dir=${join(profile, "extensions")}`,
		"--no-sandbox",
		"--disable-gpu",
		"--disable-updates",
		"--disable-workspace-trust",
		"--skip-welcome",
		"--skip-release-notes",
	]);
	try {
		const code = await within(options.seconds, desktop.ended);
		for (const line of desktop.output().split("\n")) options.onLine(line);
		return code === 0;
	} finally {
		await desktop.stop();
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`The extension tests did not end within ${seconds} s.`)), seconds * 1000);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
