import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

export interface Finished {
	readonly code: number | null;
	readonly out: string;
	readonly error: string;
}

export interface RunOptions {
	readonly input?: string;
	readonly environment?: Readonly<Record<string, string>>;
	/** Sent as soon as the program has said the first thing, or at once after so many milliseconds. */
	readonly interruptAfter?: number;
}

/** The bundled command line and a folder of files for it. */
export class CommandLine {
	readonly folder: string;
	readonly #scratch = mkdtempSync(join(tmpdir(), "observability-cli-"));

	constructor() {
		this.folder = join(this.#scratch, "files");
		mkdirSync(this.folder);
	}

	get program(): string {
		return join(this.#scratch, "dist", "cli", "observability.mjs");
	}

	async build(): Promise<void> {
		const root = fileURLToPath(new URL("../..", import.meta.url));
		await build({
			absWorkingDir: root,
			entryPoints: { observability: "server/cli/main.ts", checkWorker: "server/cli/check/checkWorker.ts" },
			outdir: join(this.#scratch, "dist", "cli"),
			outExtension: { ".js": ".mjs" },
			bundle: true,
			splitting: true,
			platform: "node",
			format: "esm",
			target: "node22",
			alias: { "jsonc-parser": require.resolve("jsonc-parser/lib/esm/main.js") },
			define: { EXTENSION_VERSION: '"9.9.9"' },
			banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
		});
		// What a build puts beside the program.
		const grammars = join(this.#scratch, "dist", "grammars");
		mkdirSync(grammars);
		for (const name of ["web-tree-sitter/web-tree-sitter", "tree-sitter-typescript/tree-sitter-typescript"]) {
			const file = `${name}.wasm`;
			symlinkSync(require.resolve(file), join(grammars, basename(file)));
		}
		symlinkSync(join(root, "data/catalogue/metrics.txt"), join(this.#scratch, "dist", "metrics.txt"));
		symlinkSync(join(root, "templates"), join(this.#scratch, "templates"));
	}

	/** Empties the folder and writes `files`, by their paths in it. */
	write(files: Readonly<Record<string, string | Uint8Array>>): void {
		rmSync(this.folder, { recursive: true, force: true });
		mkdirSync(this.folder);
		this.add(files);
	}

	add(files: Readonly<Record<string, string | Uint8Array>>): void {
		for (const [name, content] of Object.entries(files)) {
			const path = join(this.folder, name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, content);
		}
	}

	run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
		return finish(process.execPath, [this.program, ...args], this.folder, options);
	}

	remove(): void {
		rmSync(this.#scratch, { recursive: true, force: true });
	}
}

/** Runs a program to its end. */
export function finish(
	program: string,
	args: readonly string[],
	folder: string,
	{ input = "", environment = {}, interruptAfter }: RunOptions = {},
): Promise<Finished> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: folder, env: { ...process.env, NO_COLOR: "1", ...environment } });
		let out = "";
		let error = "";
		child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			out += chunk;
		});
		child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
			error += chunk;
		});
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		const timer = interruptAfter === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), interruptAfter);
		child.on("error", reject);
		child.on("close", (code) => {
			clearTimeout(timer);
			resolve({ code, out, error });
		});
	});
}
