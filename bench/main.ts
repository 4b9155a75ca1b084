import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parseDocument } from "yaml";
import { createLanguageService } from "../server/service.ts";
import { startLspClient } from "../test/support/lspClient.ts";
import { measureAllChecks } from "./allChecks.ts";
import { measureBacktest } from "./backtest.ts";
import { measureCatalogue } from "./catalogue.ts";
import { measureCommandLine } from "./commandLine.ts";
import { measureCompletion } from "./completion.ts";
import { measureEveryHost } from "./everyHost.ts";
import { generateRules } from "./generateRules.ts";
import { measureLiveHover } from "./liveHover.ts";
import { type Measured, measure, milliseconds, printTable } from "./measure.ts";
import { measurePromqlCheck } from "./promqlCheck.ts";
import { measureQueryPanel } from "./queryPanel.ts";
import { measureWorkspaceIndex } from "./workspaceIndex.ts";

/**
 * `npm run bench`: how long a key stroke takes until its diagnostics are there, beside a bare parse of the same file by
 * the yaml library in the same run; how long the server takes to start; the same for
 * large files of other kinds; how long checking and completing takes beside
 * codemirror-promql; what a live hover and the query panel take; how large the bundles are. Its process has the flags of the server's (server/protocol/serverProcess.ts).
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const RUNS = 60;
const WARM_UP = 10;
const uri = "file:///bench/rules.yaml";
const signal = new AbortController().signal;

/** What a person types in the middle of the file: one character of an expression more or less at each stroke. */
function keyStroke(text: string, run: number): { readonly from: string; readonly to: string; readonly text: string } {
	const middle = text.indexOf("rate(http_requests_total", text.length / 2);
	const from = text.slice(middle, text.indexOf("{", middle));
	const to = run % 2 === 0 ? `${from}x` : from.slice(0, -1);
	return { from, to, text: text.slice(0, middle) + to + text.slice(middle + from.length) };
}

async function measureInProcess(original: string): Promise<Measured> {
	const service = createLanguageService({
		knowledge: () => undefined,
		// The generated rules are valid, but no model of good style.
		checks: [],
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => console.error(line),
		now: () => Date.now() / 1000,
		pause: () => new Promise((resolve) => setImmediate(resolve)),
	});
	let text = original;
	let version = 1;
	await service.diagnose({ uri, languageId: "yaml", version, text }, signal);
	return measure(RUNS, WARM_UP, async (run) => {
		text = keyStroke(text, run).text;
		version += 1;
		const problems = await service.diagnose({ uri, languageId: "yaml", version, text }, signal);
		if (problems?.length !== 0) throw new Error(`The generated file must be valid: ${JSON.stringify(problems?.[0])}`);
	});
}

async function measureOverStdio(original: string, program: string): Promise<Measured> {
	const client = await startLspClient({ program });
	client.open(uri, original);
	await client.diagnostics(uri, 1);
	const middle = original.indexOf("rate(http_requests_total", original.length / 2);
	const name = original.slice(middle - 400, original.indexOf("{", middle));
	const measured = await measure(RUNS, WARM_UP, async (run) => {
		const version = client.edit(uri, run % 2 === 0 ? name : `${name}x`, run % 2 === 0 ? `${name}x` : name);
		await client.diagnostics(uri, version);
	});
	await client.stop();
	return measured;
}

async function measureStart(text: string, program: string): Promise<Measured> {
	return measure(7, 1, async () => {
		const client = await startLspClient({ program });
		client.open(uri, text);
		await client.diagnostics(uri, 1);
		// Ending is no part of it, but is waited for lest the machine is busy with it.
		void client.stop();
	});
}

execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
const bundle = `${root}dist/server.cjs`;

const rows: string[][] = [];
for (const lines of [1000, 10_000]) {
	const text = generateRules(lines);
	const actual = text.split("\n").length - 1;
	const title = `${actual} lines, ${Math.round(text.length / 1024)} kB`;
	let edited = text;
	const bare = await measure(20, 3, (run) => {
		edited = keyStroke(edited, run).text;
		return parseDocument(edited);
	});
	const row = (name: string, { median, p95 }: Measured): string[] => [
		`${title}: ${name}`,
		milliseconds(median),
		milliseconds(p95),
		`${(median / bare.median).toFixed(2)} x`,
	];
	rows.push(row("parse by the yaml library", bare));
	rows.push(row("key stroke to diagnostics, in process", await measureInProcess(text)));
	rows.push(row("key stroke to diagnostics, over stdio", await measureOverStdio(text, bundle)));
	rows.push(row("start to first diagnostics, over stdio", await measureStart(text, bundle)));
}
console.log(printTable(["", "median", "p95", "of a bare parse"], rows));

console.log();
console.log(await measureAllChecks());

console.log();
console.log(await measureEveryHost());

console.log();
console.log(measurePromqlCheck());

console.log();
console.log(await measureCompletion());

console.log();
console.log(await measureCatalogue());

console.log();
console.log(await measureCommandLine());

console.log();
console.log(await measureWorkspaceIndex());

console.log();
console.log(await measureBacktest());

console.log();
console.log(await measureLiveHover(bundle));

console.log();
// Not every machine has a Chromium.
console.log(await measureQueryPanel().catch((error: unknown) => `The query panel was not measured: ${String(error)}`));

console.log();
const sizes = ["client.cjs", "server.cjs", "indexWorker.cjs", "query.js", "metrics.txt"].map((name) => {
	const path = `${root}dist/${name}`;
	const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
	return [`dist/${name}`, kilobytes(statSync(path).size), kilobytes(gzipSync(readFileSync(path)).length)];
});
console.log(printTable(["bundle", "size", "gzip"], sizes));
