import { readFileSync } from "node:fs";
import { MetricCatalogue } from "../server/metrics/offline/catalogue.ts";
import { openCatalogue } from "../server/node/catalogueFile.ts";
import { createLanguageService } from "../server/service.ts";
import { generateRules } from "./generateRules.ts";
import { type Measured, measure, milliseconds, printTable } from "./measure.ts";

const file = new URL("../data/catalogue/metrics.txt", import.meta.url);
const positions: readonly string[] = ["n|", "node_|", "rate(node_cpu|", "seconds_tot|", "node_cpu_seconds_total{|}"];

/**
 * What the bundled catalogue of exporters costs: reading it, what it keeps in memory, and completion with nothing
 * configured, in the middle of a rule file, after each key stroke.
 */
export async function measureCatalogue(): Promise<string> {
	const row = (name: string, { median, p95 }: Measured): string[] => [name, milliseconds(median), milliseconds(p95)];
	const loading = await measure(30, 5, () => new MetricCatalogue(() => readFileSync(file, "utf8")).describe("up"));
	const listing = await measure(30, 5, () => new MetricCatalogue(() => readFileSync(file, "utf8")).seriesNames());
	const catalogue = openCatalogue(import.meta.dirname, (line) => console.error(line));
	const names = catalogue.seriesNames();
	const describing = await measure(1000, 100, (run) => catalogue.describe(names[(run * 37) % names.length] ?? ""));
	const rows = [
		row("from the file to the first answer", loading),
		row("from the file to the names of all series", listing),
		row("one metric's description", describing),
		...(await measurePositions()).map(([position, measured]) => row(`completion of ${position}`, measured)),
	];
	return `${printTable([`catalogue, ${names.length} series, ${measureMemory()} in memory`, "median", "p95"], rows)}`;
}

async function measurePositions(): Promise<readonly (readonly [string, Measured])[]> {
	const service = createLanguageService({
		knowledge: () => undefined,
		catalogue: openCatalogue(import.meta.dirname, (line) => console.error(line)),
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => console.error(line),
		now: () => Date.now() / 1000,
		pause: () => new Promise((resolve) => setImmediate(resolve)),
	});
	const head = `${generateRules(1000)}  - name: bench\n    rules:\n      - record: a:b\n        expr: |\n          `;
	const signal = new AbortController().signal;
	const uri = "file:///bench/catalogue.yaml";
	const all: (readonly [string, Measured])[] = [];
	for (const position of positions) {
		const offset = head.length + position.indexOf("|");
		const measured = await measure(60, 10, (run) => {
			const text = `${head}${position.replace("|", "")}\n# ${run}\n`;
			return service.complete({ uri, languageId: "yaml", version: run, text }, offset, signal);
		});
		all.push([position, measured]);
	}
	return all;
}

/** What stays when everything was asked for once; the engine must be told to collect garbage, else nothing can be said. */
function measureMemory(): string {
	const collect = globalThis.gc;
	if (collect === undefined) return "? kB";
	collect();
	const before = process.memoryUsage().heapUsed;
	const catalogue = new MetricCatalogue(() => readFileSync(file, "utf8"));
	catalogue.seriesNames();
	collect();
	const kept = process.memoryUsage().heapUsed - before;
	// Asked once more, lest it is collected itself.
	return `${Math.round(kept / 1024)} kB${catalogue.describe("up") === undefined ? " of nothing" : ""}`;
}

if (import.meta.main) console.log(await measureCatalogue());
