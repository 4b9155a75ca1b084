import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startCodeServer } from "../../test/support/codeServer.ts";
import { startRealPrometheus } from "../../test/support/realPrometheus.ts";
import { packageExtension } from "../../test/support/vsix.ts";
import { findDesktopVsCode, openDesktopVsCode } from "./desktop.ts";
import { prepareWorkspace, readDemoRules } from "./workspace.ts";

/**
 * The demo: a real Prometheus, and a real VS Code with the extension on a copy of samples/. It runs until Ctrl-C, or
 * until one of its parts ends, and takes all of them with it. With `--check` it only proves that everything comes up.
 */
const { values: options } = parseArgs({ options: { check: { type: "boolean", default: false } } });

/** A part that runs: `ended` resolves, with a sentence for the person, when it has ended by itself. */
interface Part {
	readonly ended: Promise<string>;
	stop(): Promise<void>;
}
const parts: Part[] = [];
const interrupted = new Promise<undefined>((resolve) => {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(undefined));
	// Killed outright, scripts/start.mjs can say nothing; then we have another parent.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && resolve(undefined), 500).unref();
});

async function start(): Promise<void> {
	const prometheus = await startRealPrometheus({
		nodeExporter: true,
		retention: "90d",
		ruleFiles: await readDemoRules(),
	});
	parts.push(prometheus);
	console.log(`Prometheus runs at ${prometheus.url} and scrapes itself and this machine.`);
	const workspace = await prepareWorkspace(prometheus.url);
	const desktop = options.check ? undefined : findDesktopVsCode();
	if (desktop !== undefined) {
		const window = await openDesktopVsCode(desktop, workspace, join(dirname(workspace), "profile"));
		parts.push({ ended: window.ended.then(() => "VS Code was closed."), stop: window.stop });
		console.log(`${desktop} opens ${workspace}.`);
		return;
	}
	const server = await startCodeServer({ vsix: await packageExtension() });
	parts.push({
		ended: server.process.ended.then((code) => `VS Code's server ended (code ${code}):\n${server.process.output()}`),
		stop: server.stop,
	});
	const address = server.address(workspace);
	const { ok, status } = await fetch(address, { signal: AbortSignal.timeout(30_000) });
	if (!ok) throw new Error(`VS Code answered ${status} at ${address}.`);
	console.log(`The files to play with are in ${workspace}; its README.md says what to try.`);
	console.log(`\nVS Code is ready. Open this address in a browser:\n\n    ${address}\n`);
}

let failure: string | undefined;
try {
	const started = start();
	// Whoever presses Ctrl-C while it starts wants it to end now; its parts are stopped when they are all known.
	await Promise.race([started, interrupted]);
	await started;
	if (!options.check) {
		console.log("Ctrl-C ends everything.");
		failure = await Promise.race([interrupted, ...parts.map((part) => part.ended)]);
	}
} catch (error) {
	failure = error instanceof Error ? error.message : String(error);
}
for (const part of parts.reverse()) await part.stop();
if (failure !== undefined && failure !== "VS Code was closed.") {
	console.error(failure);
	process.exitCode = 1;
}
// Whatever still waits for an answer has nobody to give it to.
process.exit();
