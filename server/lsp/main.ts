import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./startServer.ts";

/**
 * The language server as a program: `--stdio`, `--node-ipc` or `--socket=<port>`.
 * It writes nothing but the protocol to standard output.
 */
declare const EXTENSION_VERSION: string | undefined;

/** The project's or the extension's folder: the nearest one above the program that has the templates. */
function findRoot(program: string): string {
	for (let folder = dirname(program); folder !== dirname(folder); folder = dirname(folder)) {
		if (existsSync(join(folder, "templates")) && existsSync(join(folder, "package.json"))) return folder;
	}
	return dirname(program);
}

/** Beside the bundle, or as it is written where this program is not bundled. */
function findIndexWorker(folder: string): string {
	const bundled = join(folder, "indexWorker.cjs");
	return existsSync(bundled) ? bundled : join(folder, "..", "node", "index", "indexWorker.ts");
}

// A promise that nobody waits for must not end the server; standard error is the client's log.
process.on("unhandledRejection", (error) => console.error("A promise was rejected:", error));

const root = findRoot(process.argv[1] ?? ".");
const documentation = join(root, "docs", "diagnostics");
startServer(
	createConnection(ProposedFeatures.all),
	// Set by the bundler; the program also runs unbundled.
	typeof EXTENSION_VERSION === "string" ? EXTENSION_VERSION : "0.0.0",
	{
		documentation: existsSync(documentation) ? documentation : undefined,
		templates: join(root, "templates"),
		grammars: join(root, "dist", "grammars"),
		indexWorker: findIndexWorker(dirname(process.argv[1] ?? ".")),
		root,
	},
);
