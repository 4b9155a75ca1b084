import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { DebianPrograms } from "./catalogue/debian.ts";
import { type Exporter, exporters, runExporter } from "./catalogue/exporters.ts";
import { readExposition } from "./catalogue/exposition.ts";
import type { Collected } from "./catalogue/family.ts";
import { joinFamilies } from "./catalogue/joinFamilies.ts";
import { Machine } from "./catalogue/machine.ts";
import { collectPublicLists } from "./catalogue/publicLists.ts";
import { collectGoRuntime, collectNodeRuntime, collectPythonRuntime, written } from "./catalogue/standardMetrics.ts";
import { writeCatalogue } from "./catalogue/writeCatalogue.ts";

/**
 * `npm run catalogue` makes data/catalogue/metrics.txt, what the server knows of exporters without asking anybody: it
 * fetches Debian's packages and Go's modules into a temporary folder, runs each exporter on 127.0.0.1 against real
 * programs out of Debian, reads what it exposes, and adds what other projects publish as lists. Nothing is installed.
 *
 * Needs Debian's apt-get, Go, npm, python3, gcc and openssl, and root, as some programs change their user.
 * Where a source fails nothing is written, unless `--partial` says that the rest is wanted all the same.
 */
const target = fileURLToPath(new URL("../data/catalogue/metrics.txt", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
// Programs that give up being root must find themselves.
chmodSync(folder, 0o755);
const failures: string[] = [];

try {
	const programs = new DebianPrograms(folder);
	const packages = exporters.flatMap((exporter) => [exporter.package, ...(exporter.packages ?? [])]);
	programs.fetch([...new Set([...packages, "python3-prometheus-client"])]);
	const standard = [
		written,
		...attempt("client_golang", () => [collectGoRuntime(folder)]),
		...attempt("prometheus_client", () => [collectPythonRuntime(programs)]),
		...attempt("prom-client", () => [collectNodeRuntime(folder)]),
	];
	const scraped: Collected[] = [];
	for (const exporter of exporters) scraped.push(...(await run(exporter, programs)));
	const lists = attempt("public lists", collectPublicLists);
	report([...standard, ...scraped, ...lists], new Set(standard));
} finally {
	rmSync(folder, { recursive: true, force: true });
}

async function run(exporter: Exporter, programs: DebianPrograms): Promise<readonly Collected[]> {
	try {
		const machine = new Machine(programs, join(folder, `run-${exporter.name}`));
		const texts = await runExporter(exporter, machine);
		const { module, missing } = exporter;
		const licence = module === undefined ? programs.licenceOf(exporter.package) : "Apache-2.0";
		const families = texts.flatMap(readExposition);
		return [
			{
				exporter: exporter.name,
				version: module?.version.slice(1) ?? programs.versionOf(exporter.package),
				origin: `${module === undefined ? `Debian ${exporter.package}` : `${module.path} ${module.version}`} (${licence})`,
				how: "scraped",
				// Types and names are facts, descriptions are somebody's text.
				families: /^L?GPL/.test(licence) ? families.map((family) => ({ ...family, help: "" })) : families,
				...(missing === undefined ? {} : { missing }),
			},
		];
	} catch (error) {
		fail(exporter.name, error);
		return [];
	}
}

function attempt(name: string, collect: () => readonly Collected[]): readonly Collected[] {
	try {
		return collect();
	} catch (error) {
		fail(name, error);
		return [];
	}
}

function fail(name: string, error: unknown): void {
	failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
	console.error(failures.at(-1));
}

function report(sources: readonly Collected[], standard: ReadonlySet<Collected>): void {
	const entries = joinFamilies(sources, standard);
	const counts = new Map<number, number>();
	for (const { source } of entries) counts.set(source, (counts.get(source) ?? 0) + 1);
	sources.forEach(({ exporter, version, how, missing }, index) => {
		const without = missing === undefined ? "" : ` (without ${missing})`;
		console.log(`${String(counts.get(index) ?? 0).padStart(5)}  ${how.padEnd(7)}  ${exporter} ${version}${without}`);
	});
	const text = writeCatalogue(sources, entries);
	const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} kB`;
	console.log(
		`${entries.length} metrics, ${kilobytes(Buffer.byteLength(text))}, ${kilobytes(gzipSync(text).length)} gzipped`,
	);
	if (failures.length > 0 && !process.argv.includes("--partial")) {
		console.error(`Nothing is written, as ${failures.length} sources failed.`);
		process.exitCode = 1;
		return;
	}
	mkdirSync(join(target, ".."), { recursive: true });
	writeFileSync(target, text);
}
