import { type ChildProcess, spawn } from "node:child_process";

/**
 * Programs that we start and that surely end with us: by `stop()`, by Ctrl-C, by an exception, by `process.exit`.
 * Each leads a process group of its own, so what it starts in turn ends too.
 */
export interface OwnedProcess {
	/** What it has printed so far on both streams (its last 200,000 characters). */
	output(): string;
	/** Resolves with the first match of `pattern` in the output; rejects where it ends, or `seconds` pass, before. */
	printed(pattern: RegExp, seconds: number): Promise<RegExpExecArray>;
	/** Resolves when it has ended, whoever ended it, with its exit code (-1 where a signal ended it). */
	readonly ended: Promise<number>;
	/** What Ctrl-C in a terminal does: the process and all that it started get SIGINT. */
	interrupt(): void;
	stop(): Promise<void>;
}

export interface ProcessOptions {
	readonly cwd?: string;
	/** In addition to our own environment; `undefined` removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
}

const running = new Set<ChildProcess>();
let guarded = false;

export function startProcess(command: string, args: readonly string[], options: ProcessOptions = {}): OwnedProcess {
	guardAgainstLeaving();
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: { ...process.env, ...options.env },
		stdio: ["ignore", "pipe", "pipe"],
		detached: process.platform !== "win32",
	});
	running.add(child);
	let output = "";
	const listeners = new Set<() => void>();
	const announce = () => {
		for (const listener of [...listeners]) listener();
	};
	const collect = (chunk: Buffer) => {
		output = (output + chunk.toString("utf8")).slice(-200_000);
		announce();
	};
	child.stdout.on("data", collect);
	child.stderr.on("data", collect);
	let exitCode: number | undefined;
	const ended = new Promise<number>((resolve) => {
		const end = (code: number) => {
			if (exitCode !== undefined) return;
			exitCode = code;
			running.delete(child);
			resolve(code);
			announce();
		};
		child.on("error", (error) => {
			output += error.message;
			end(-1);
		});
		child.on("exit", (code) => end(code ?? -1));
	});
	return {
		output: () => output,
		ended,
		printed: (pattern, seconds) =>
			new Promise((resolve, reject) => {
				const settle = () => {
					const match = pattern.exec(output);
					if (match === null && exitCode === undefined) return;
					listeners.delete(settle);
					clearTimeout(timer);
					if (match !== null) resolve(match);
					else reject(new Error(`${command} ended (code ${exitCode}) before it printed ${pattern}:\n${output}`));
				};
				const timer = setTimeout(() => {
					listeners.delete(settle);
					reject(new Error(`${command} did not print ${pattern} within ${seconds} s:\n${output}`));
				}, seconds * 1000);
				listeners.add(settle);
				settle();
			}),
		interrupt: () => signal(child, "SIGINT"),
		stop: async () => {
			if (exitCode !== undefined) {
				signal(child, "SIGKILL");
				return;
			}
			signal(child, "SIGTERM");
			const force = setTimeout(() => signal(child, "SIGKILL"), 5000);
			await ended;
			clearTimeout(force);
			// Its children may take longer than it did; nothing of the group is wanted any more.
			signal(child, "SIGKILL");
		},
	};
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === "win32") child.kill(name);
		else process.kill(-child.pid, name);
	} catch {
		// It has ended by itself, which is what was wanted.
	}
}

function guardAgainstLeaving(): void {
	if (guarded) return;
	guarded = true;
	process.on("exit", () => {
		for (const child of running) signal(child, "SIGKILL");
	});
	for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.on(name, () => {
			// Where somebody else listens too, it is theirs to end the process in order; the `exit` above comes then.
			if (process.listenerCount(name) === 1) process.exit(name === "SIGINT" ? 130 : 143);
		});
	}
}
