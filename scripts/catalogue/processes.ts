import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Programs that run for a while on 127.0.0.1, and end with the script. */
export class Processes {
	readonly #children: ChildProcess[] = [];
	readonly #said = new Map<ChildProcess, string>();

	start(
		command: string,
		args: readonly string[],
		options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
	) {
		const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
		this.#children.push(child);
		const collect = (data: Buffer) => this.#said.set(child, ((this.#said.get(child) ?? "") + data).slice(-2000));
		child.stdout.on("data", collect);
		child.stderr.on("data", collect);
		child.on("error", (error) => this.#said.set(child, error.message));
		return child;
	}

	/** The last that the program printed. */
	lastWords(child: ChildProcess): string {
		return this.#said.get(child) ?? "";
	}

	async stop(child: ChildProcess): Promise<void> {
		if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		await Promise.race([ended, sleep(5_000)]);
		if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
	}

	async stopAll(): Promise<void> {
		await Promise.all(this.#children.map((child) => this.stop(child)));
	}
}

/** A port of 127.0.0.1 where nobody listens now; each is given once. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = nextPort++;
		if (port > 19_200) throw new Error("No port is free between 19000 and 19200.");
		if (await isFree(port)) return port;
	}
}

let nextPort = 19_000;

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}

/** Waits until somebody listens at the port; `false` where nobody does in time, or `mayCome` says that nobody will. */
export async function isListening(port: number, mayCome: () => boolean = () => true): Promise<boolean> {
	for (let tries = 0; tries < 200 && mayCome(); tries += 1) {
		const open = await new Promise<boolean>((resolve) => {
			const socket = connect(port, "127.0.0.1", () => {
				socket.destroy();
				resolve(true);
			});
			socket.once("error", () => resolve(false));
		});
		if (open) return true;
		await sleep(100);
	}
	return false;
}

/** What stands at an address of this machine, as OpenMetrics where the program can. */
export async function scrape(url: string): Promise<string> {
	const response = await fetch(url, {
		headers: { accept: "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5" },
		signal: AbortSignal.timeout(30_000),
	});
	if (!response.ok) throw new Error(`${url} answers ${response.status}: ${(await response.text()).slice(0, 200)}`);
	return response.text();
}
