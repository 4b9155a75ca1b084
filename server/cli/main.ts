import { enableCompileCache } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./commands.ts";

/** The command line, `observability`: what the editor says, in CI and in a terminal. Set by the bundler. */
declare const EXTENSION_VERSION: string | undefined;

// Node keeps what it has compiled between runs: most of the start would go into it.
enableCompileCache();

// Who reads the output may have had enough of it, such as `head`: that is no fault, and the exit code stays what it is.
for (const stream of [process.stdout, process.stderr]) {
	stream.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") throw error;
	});
}

process.exitCode = await runCommand(process.argv.slice(2), {
	folder: dirname(fileURLToPath(import.meta.url)),
	version: typeof EXTENSION_VERSION === "string" ? EXTENSION_VERSION : "0.0.0",
	out: (text) => void process.stdout.write(text),
	error: (text) => void process.stderr.write(text),
});
