import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { node24, root, run, SetupError, say } from "./setup/project.mjs";
import { runCommand, setUp } from "./setup.mjs";

/**
 * `npm test`: sets up what is missing, then runs the suites in the order below; `npm test -- unit lsp` runs those alone.
 * The last line is `N passed, M failed`. A suite that could not run, or ran no test, counts as a failure.
 */
const suites = [
	{ name: "unit", what: "the language core", needs: [], runSuite: runVitest },
	{ name: "lsp", what: "the server over stdio", needs: [], runSuite: runVitest },
	{ name: "cli", what: "the command line, on files of its own", needs: [], runSuite: runVitest },
	{ name: "fuzz", what: "random and hostile input, for FUZZ_SECONDS", needs: [], runSuite: runVitest },
	{
		name: "grammar",
		what: "colours, with the grammars that VS Code brings",
		needs: ["codeServer"],
		runSuite: runVitest,
	},
	{
		name: "prometheus",
		what: "against a real Prometheus, promtool and amtool",
		needs: ["prometheus", "promtool", "amtool", "nodeExporter"],
		runSuite: runVitest,
	},
	{
		name: "servers",
		what: "connections: TLS, proxies, sign-in, and relatives of Prometheus",
		needs: ["prometheus", "promtool", "victoriaMetrics", "alertmanager"],
		runSuite: runVitest,
	},
	{
		name: "scaffolds",
		what: "applications that are instrumented, installed and run; only where it is named",
		needs: ["prometheus", "promtool", "pythonEnvironments"],
		runSuite: runVitest,
		onlyNamed: true,
		folder: "test/scaffolds/",
	},
	{ name: "editors", what: "in editors that are not VS Code", needs: ["neovim"], runSuite: runVitest },
	{
		name: "extension",
		what: "in VS Code's extension host",
		needs: ["chromium", "codeServer"],
		runSuite: runInExtensionHost,
	},
	{
		name: "window",
		what: "the window, as a person uses it",
		needs: ["prometheus", "promtool", "nodeExporter", "chromium", "codeServer", "curl"],
		runSuite: runVitest,
	},
];

const results = join(root, "test-results");

await runCommand(async () => {
	const chosen = chooseSuites(process.argv.slice(2));
	const needs = new Set(chosen.flatMap((suite) => suite.needs));
	const { missing } = await setUp({
		programs: [...needs].filter((need) => need !== "codeServer"),
		codeServer: needs.has("codeServer"),
	});
	mkdirSync(results, { recursive: true });
	const summaries = [];
	for (const suite of chosen) summaries.push(await runOne(suite, missing));
	if (process.argv.length === 2) summaries.push(...summarizeForgotten(summaries));
	say("");
	for (const { line } of summaries) say(line);
	const passed = summaries.reduce((sum, { counts }) => sum + counts.passed, 0);
	const failed = summaries.reduce((sum, { counts }) => sum + counts.failed, 0);
	say(`${passed} passed, ${failed} failed`);
	if (failed > 0) process.exitCode = 1;
});

function chooseSuites(names) {
	const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
	if (unknown.length > 0) {
		const known = suites.map((suite) => suite.name).join(", ");
		throw new SetupError(`There is no suite "${unknown.join('", "')}"; there are ${known}.`);
	}
	return names.length === 0
		? suites.filter((suite) => !suite.onlyNamed)
		: suites.filter((suite) => names.includes(suite.name));
}

async function runOne(suite, missing) {
	say(`\n=== ${suite.name}: ${suite.what}`);
	const began = performance.now();
	const lacking = suite.needs.filter((need) => missing.has(need));
	const counts = lacking.length === 0 ? await suite.runSuite(suite.name) : { passed: 0, failed: 1 };
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	const without = lacking.length === 0 ? "" : `; it could not run without ${lacking.join(" and ")}`;
	return {
		counts,
		line: `${suite.name.padEnd(11)} ${counts.passed} passed, ${counts.failed} failed, ${seconds} s${without}`,
	};
}

/** A test file that no suite has taken is a failure: its tests would pass for ever. */
function summarizeForgotten(summaries) {
	// Of a suite that could not run, nobody knows which files it has.
	if (summaries.some(({ counts }) => counts.files === undefined)) return [];
	const taken = new Set(summaries.flatMap(({ counts }) => counts.files));
	const elsewhere = suites.filter((suite) => suite.onlyNamed).map((suite) => suite.folder);
	const forgotten = readdirSync(join(root, "test"), { recursive: true })
		.map((path) => ["test", ...path.split(sep)].join("/"))
		.filter((path) => path.endsWith(".test.ts") && !taken.has(path))
		.filter((path) => !elsewhere.some((folder) => path.startsWith(folder)));
	if (forgotten.length === 0) return [];
	const line = `In no suite: ${forgotten.join(", ")}.`;
	return [{ counts: { passed: 0, failed: forgotten.length }, line }];
}

async function runVitest(name) {
	const report = join(results, `${name}.json`);
	rmSync(report, { force: true });
	const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
	const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
	const { code } = await run(node24, [vitest, "run", "--project", name, ...reporters], { loud: true });
	const found = readReport(report);
	// A file that does not load has no test that could fail.
	const brokenFiles = (found?.testResults ?? []).filter(
		(file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
	);
	const files = found?.testResults.map((file) => relative(root, file.name).split(sep).join("/"));
	return { ...judge(code, found?.numPassedTests ?? 0, (found?.numFailedTests ?? 0) + brokenFiles.length), files };
}

async function runInExtensionHost(name) {
	const report = join(results, `${name}.json`);
	rmSync(report, { force: true });
	const { code } = await run(node24, ["test/vscode/runExtensionSuite.ts"], { loud: true });
	const found = readReport(report);
	// What its list of suites imports is what Mocha runs.
	const list = readFileSync(join(root, "test/vscode/extension/suites.ts"), "utf8");
	const files = [...list.matchAll(/from "\.\/(.+\.test\.ts)"/g)].map(([, file]) => `test/vscode/extension/${file}`);
	return { ...judge(code, found?.passed ?? 0, found?.failed ?? 0), files };
}

/** What went wrong outside of any test (a runner that dies, no test at all) is one failure. */
function judge(code, passed, failed) {
	if (failed === 0 && passed === 0) say("No test ran.");
	return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

function readReport(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return undefined;
	}
}
