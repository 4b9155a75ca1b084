import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateRules } from "./generateRules.ts";
import { milliseconds, printTable } from "./measure.ts";

const program = fileURLToPath(new URL("../bin/observability.mjs", import.meta.url));
const FILES = 1000;
/** Lines of a file; twenty rules. */
const LINES = 260;
const RUNS = 3;

interface Used {
	/** Milliseconds. */
	readonly wall: number;
	/** Bytes at the most. */
	readonly memory: number;
}

/** `observability check` on a tree of rule files beside `promtool check rules` on the same files, and how fast it starts. */
export async function measureCommandLine(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), "observability-bench-"));
	try {
		const { files, rules } = generateTree(folder);
		const ours = (...args: readonly string[]) => runOnce(process.execPath, [program, ...args], folder);
		const title = `${files.length} files, ${rules} rules`;
		const promtool = await best(() => runOnce("promtool", ["check", "rules", ...files], folder));
		const rows = [
			row(`${title}: promtool check rules`, promtool, promtool),
			row(`${title}: observability check`, await best(() => ours("check", ".", "--quiet")), promtool),
			row(`${title}: in one thread`, await best(() => ours("check", ".", "--quiet", "--threads", "1")), promtool),
		];
		const [one = ""] = files;
		const promtoolOne = await best(() => runOnce("promtool", ["check", "rules", one], folder));
		rows.push(
			row("one file: promtool check rules", promtoolOne, promtoolOne),
			row("one file: observability check", await best(() => ours("check", one)), promtoolOne),
			row("start: observability --version", await best(() => ours("--version")), undefined),
			row("start: observability explain", await best(() => ours("explain", "promql/unclosed")), undefined),
		);
		return printTable(["", "wall", "of promtool", "peak memory", "of promtool"], rows);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Names of its own in each file, so that nothing can be remembered from one for another. */
export function generateTree(folder: string): { readonly files: readonly string[]; readonly rules: number } {
	const text = generateRules(LINES);
	const files = Array.from({ length: FILES }, (_, index) => {
		const team = join(folder, `team${index % 50}`);
		mkdirSync(team, { recursive: true });
		const path = join(team, `rules${index}.yaml`);
		writeFileSync(
			path,
			text.replaceAll("service_", `service_${index}_`).replaceAll("alert: Service", `alert: Service${index}x`),
		);
		return path;
	});
	return { files, rules: FILES * (text.match(/- (?:alert|record):/g)?.length ?? 0) };
}

function row(name: string, used: Used, peer: Used | undefined): string[] {
	const ratio = (value: (one: Used) => number): string =>
		peer === undefined ? "" : `${(value(used) / value(peer)).toFixed(2)} x`;
	return [
		name,
		milliseconds(used.wall),
		ratio(({ wall }) => wall),
		`${Math.round(used.memory / 1024 / 1024)} MB`,
		ratio(({ memory }) => memory),
	];
}

/** The quickest of a few runs: what else the machine does only makes it slower. */
async function best(run: () => Promise<Used>): Promise<Used> {
	const runs: Used[] = [];
	for (let index = 0; index < RUNS; index++) runs.push(await run());
	return {
		wall: Math.min(...runs.map(({ wall }) => wall)),
		memory: Math.max(...runs.map(({ memory }) => memory)),
	};
}

function runOnce(command: string, args: readonly string[], folder: string): Promise<Used> {
	return new Promise((resolve, reject) => {
		const started = performance.now();
		const child = spawn(command, args, { cwd: folder, stdio: "ignore" });
		let memory = 0;
		const look = setInterval(() => {
			memory = Math.max(memory, peakMemory(child.pid));
		}, 10);
		child.on("error", (error) => {
			clearInterval(look);
			reject(error);
		});
		child.on("exit", () => {
			clearInterval(look);
			resolve({ wall: performance.now() - started, memory });
		});
	});
}

/** Bytes, as Linux counts them; 0 elsewhere, and when the process is gone. */
function peakMemory(pid: number | undefined): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, "utf8");
		return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}
