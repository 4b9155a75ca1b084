import type { ChildProcess } from "node:child_process";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DebianPrograms } from "./debian.ts";
import { isListening, Processes } from "./processes.ts";

/** The programs and a folder to run them in. What was started ends with `stop`. */
export class Machine {
	readonly programs: DebianPrograms;
	readonly folder: string;
	readonly #processes = new Processes();

	constructor(programs: DebianPrograms, folder: string) {
		this.programs = programs;
		this.folder = folder;
		mkdirSync(folder, { recursive: true });
		// Some programs give up being root, and still have to read their configuration.
		chmodSync(folder, 0o755);
	}

	newFolder(name: string): string {
		const path = join(this.folder, name);
		mkdirSync(path, { recursive: true });
		return path;
	}

	write(name: string, text: string): string {
		const path = join(this.folder, name);
		writeFileSync(path, text);
		return path;
	}

	/** `program` is a path in the packages, or the name of one of this machine. */
	start(program: string, args: readonly string[]): ChildProcess {
		const command = program.startsWith("usr/") ? this.programs.path(program) : program;
		return this.#processes.start(command, args, { env: this.programs.environment(), cwd: this.folder });
	}

	/** Starts a program and waits until it listens at `port`. */
	async serve(port: number, program: string, args: readonly string[]): Promise<void> {
		const child = this.start(program, args);
		if (!(await isListening(port, () => child.exitCode === null))) {
			throw new Error(`${program} does not listen: ${this.#processes.lastWords(child).slice(-600)}`);
		}
	}

	run(command: string, args: readonly string[], input = ""): void {
		const { status, stdout, stderr, error } = spawnSync(command, args, {
			encoding: "utf8",
			input,
			env: this.programs.environment(),
			cwd: this.folder,
		});
		if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? (stdout + stderr).slice(-600)}`);
	}

	async stop(): Promise<void> {
		await this.#processes.stopAll();
	}
}
