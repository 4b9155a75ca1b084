import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { serverProcessFlags } from "../../protocol/serverProcess.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";

const usage = `Usage: observability lsp --stdio

A language server for any editor that speaks LSP. docs/editors has a page for each.
`;

/**
 * Runs the server of the extension in a process of its own, because the flags of its V8 can only be given at its start.
 * It ends when its standard input does, or with this process.
 */
export default {
	run(args, { folder, out, error }) {
		if (args.includes("--help")) {
			out(usage);
			return Promise.resolve(EXIT.clean);
		}
		if (args.length !== 1 || args[0] !== "--stdio") {
			error(usage);
			return Promise.resolve(EXIT.misused);
		}
		return serve(folder, error);
	},
} satisfies Command;

function serve(folder: string, error: Surroundings["error"]): Promise<number> {
	const bundled = join(folder, "..", "server.cjs");
	const program = existsSync(bundled) ? bundled : join(folder, "..", "lsp", "main.ts");
	const child = spawn(process.execPath, [...serverProcessFlags, program, "--stdio"], { stdio: "inherit" });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
	return new Promise((resolve) => {
		child.on("error", ({ message }) => {
			error(`observability: the language server could not be started: ${message}\n`);
			resolve(EXIT.incomplete);
		});
		child.on("exit", (code) => resolve(code ?? EXIT.incomplete));
	});
}
