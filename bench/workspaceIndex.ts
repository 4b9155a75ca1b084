import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WorkspaceIndexer } from "../server/node/index/workspaceIndexer.ts";
import { Graph } from "../server/workspace/graph/graph.ts";
import { OpenFiles } from "../server/workspace/graph/openFiles.ts";
import { generateRules } from "./generateRules.ts";
import { measure, milliseconds, printTable } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Lines of a file: twenty rules. */
const LINES = 180;
const EDITS = 60;

/** The index of a workspace of many rule files: cold, after one edit, and how long it holds up others; beside a plain read. */
export async function measureWorkspaceIndex(): Promise<string> {
	const rows: string[][] = [];
	for (const files of [1000, 10_000]) rows.push(...(await measureTree(files)));
	return printTable(["", "", "of a plain read", "memory of the graph"], rows);
}

async function measureTree(count: number): Promise<string[][]> {
	const folder = mkdtempSync(join(tmpdir(), "observability-index-"));
	try {
		const files = writeTree(folder, count);
		const plain = await measure(1, 0, () => readPlainly(folder));
		const before = heapUsed();
		const graph = new Graph();
		const indexer = new WorkspaceIndexer({
			program: join(root, "dist", "indexWorker.cjs"),
			grammars: join(root, "dist", "grammars"),
			sink: new OpenFiles(graph),
			log: (line) => console.error(line),
		});
		const listing = { roots: [folder], ignored: [], most: 100_000 };
		let longest = 0;
		let peak = 0;
		let last = performance.now();
		const watch = setInterval(() => {
			longest = Math.max(longest, performance.now() - last - 1);
			last = performance.now();
			peak = Math.max(peak, process.memoryUsage().rss);
		}, 1);
		const cold = await indexer.scan(listing);
		clearInterval(watch);
		let rules = 0;
		for (const { items } of graph.files())
			rules += items.filter(({ kind }) => kind === "record" || kind === "alert").length;
		const bytes = heapUsed() - before;
		const edited = await measure(EDITS, 5, async (run) => {
			const path = files[(run * 37) % files.length] ?? "";
			writeFileSync(path, readFileSync(path, "utf8").replace("groups:", `groups: # ${run}`));
			await indexer.read([path], listing);
			graph.definitionsOf({ kind: "metric", name: "http_requests_total" });
		});
		const again = await indexer.scan(listing);
		await indexer.close();
		const title = `${count} files, ${rules} rules`;
		const ratio = (time: number): string => `${(time / plain.median).toFixed(1)} x`;
		return [
			[`${title}: plain read`, milliseconds(plain.median), "", ""],
			[
				`${title}: index, cold`,
				milliseconds(cold.milliseconds),
				ratio(cold.milliseconds),
				`${Math.round(bytes / rules)} B/rule`,
			],
			[`${title}: peak memory of the process`, `${Math.round(peak / 1024 / 1024)} MB`, "", ""],
			[`${title}: longest that the process was held up`, milliseconds(longest), "", ""],
			[`${title}: after one edit, median`, milliseconds(edited.median), "", ""],
			[`${title}: after one edit, p95`, milliseconds(edited.p95), "", ""],
			[`${title}: looking at all files again`, milliseconds(again.milliseconds), ratio(again.milliseconds), ""],
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function heapUsed(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
}

/** Names of its own in each file. */
function writeTree(folder: string, count: number): readonly string[] {
	const text = generateRules(LINES);
	return Array.from({ length: count }, (_, index) => {
		const team = join(folder, `team${index % 50}`);
		mkdirSync(team, { recursive: true });
		const path = join(team, `rules${index}.yaml`);
		const own = text
			.replaceAll("service_", `service_${index}_`)
			.replaceAll("alert: Service", `alert: Service${index}x`);
		writeFileSync(path, own);
		return path;
	});
}

function readPlainly(folder: string): number {
	let length = 0;
	for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
		if (entry.isFile()) length += readFileSync(join(entry.parentPath, entry.name), "utf8").length;
	}
	return length;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	console.log(await measureWorkspaceIndex());
}
