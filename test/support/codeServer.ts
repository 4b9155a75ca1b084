import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OwnedProcess, startProcess } from "./ownedProcess.ts";

/**
 * VS Code's own server and workbench, from the npm package `code-server` that scripts/setup.mjs keeps in the cache.
 * It listens on 127.0.0.1 alone, and its settings and extensions live in a temporary folder that goes with it.
 */
export interface CodeServer {
	/** Such as `http://127.0.0.1:40123`. */
	readonly origin: string;
	/** The address that opens `folder`, or a .code-workspace file; `payload` is VS Code's own way to hand parameters to the window. */
	address(folder: string, payload?: readonly (readonly [string, string])[]): string;
	/** How the window names a file of this machine. */
	remoteUri(path: string): string;
	readonly process: OwnedProcess;
	stop(): Promise<void>;
}

export interface CodeServerOptions {
	/** User settings on top of `quietSettings`. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** A packaged extension to install. */
	readonly vsix?: string;
	/** Lets a window report its log and the result of extension tests. */
	readonly testDriver?: boolean;
	/** A free one is chosen where it is left out. */
	readonly port?: number;
}

/** A window without start pages, tips, trust questions, AI and telemetry. */
export const quietSettings: Readonly<Record<string, unknown>> = {
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
	"workbench.welcomePage.walkthroughs.openOnInstall": false,
	"chat.disableAIFeatures": true,
	"telemetry.telemetryLevel": "off",
	"security.workspace.trust.enabled": false,
	"extensions.ignoreRecommendations": true,
	"extensions.autoUpdate": false,
	"extensions.autoCheckUpdates": false,
	"update.mode": "none",
	"git.enabled": false,
	"remote.autoForwardPorts": false,
	"workbench.enableExperiments": false,
	"window.restoreWindows": "none",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
};

const installation = fileURLToPath(
	new URL("../../.cache/code-server-4.139.1/node_modules/code-server/lib/vscode", import.meta.url),
);
const program = join(installation, "out", "server-main.js");

export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
	if (!existsSync(program)) throw new Error("code-server is not there: run `node scripts/setup.mjs` first.");
	const home = await mkdtemp(join(tmpdir(), "vscode-"));
	const folders = ["--server-data-dir", join(home, "server"), "--user-data-dir", join(home, "data")];
	const extensions = ["--extensions-dir", join(home, "extensions")];
	const discard = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
	await mkdir(join(home, "data", "User"), { recursive: true });
	await mkdir(join(home, "t"));
	await writeFile(
		join(home, "data", "User", "settings.json"),
		JSON.stringify({ ...quietSettings, ...options.settings }, null, "\t"),
	);
	// The variables of a VS Code that we may have been started from would make this one join it.
	const env = {
		VSCODE_IPC_HOOK_CLI: undefined,
		VSCODE_CWD: undefined,
		VSCODE_PROXY_URI: undefined,
		NODE_OPTIONS: undefined,
		// Its sockets and caches go with the folder too.
		TMPDIR: join(home, "t"),
	};
	if (options.vsix !== undefined) {
		const install = startProcess(
			process.execPath,
			[program, ...folders, ...extensions, "--accept-server-license-terms", "--install-extension", options.vsix],
			{ env },
		);
		if ((await install.ended) !== 0) {
			await discard();
			throw new Error(`VS Code did not take ${options.vsix}:\n${install.output()}`);
		}
	}
	const server = startProcess(
		process.execPath,
		[
			program,
			"--host",
			"127.0.0.1",
			"--port",
			String(options.port ?? 0),
			"--without-connection-token",
			"--accept-server-license-terms",
			"--telemetry-level",
			"off",
			...folders,
			...extensions,
			...(options.testDriver === true ? ["--enable-smoke-test-driver"] : []),
		],
		{ env },
	);
	const stop = async () => {
		await server.stop();
		await discard();
	};
	const ready = await server.printed(/bound to 127\.0\.0\.1:(\d+)/, 60).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	const authority = `127.0.0.1:${ready[1]}`;
	return {
		origin: `http://${authority}`,
		address: (folder, payload = []) => {
			const query = payload.length === 0 ? "" : `&payload=${encodeURIComponent(JSON.stringify(payload))}`;
			const kind = folder.endsWith(".code-workspace") ? "workspace" : "folder";
			return `http://${authority}/?${kind}=${encodeURI(folder)}${query}`;
		},
		remoteUri: (path) => `vscode-remote://${authority}${encodeURI(path)}`,
		process: server,
		stop,
	};
}
