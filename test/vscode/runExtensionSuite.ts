import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runExtensionTests } from "../support/extensionHost.ts";
import { results } from "../support/vscodeHost.ts";

/** Runs test/vscode/extension in the real extension host and writes how many tests passed and failed, for scripts/test.mjs. */
await mkdir(results, { recursive: true });
const log = createWriteStream(join(results, "extension.log"));
const counts = { passed: 0, failed: 0 };
const ok = await runExtensionTests({
	entry: "test/vscode/extension/index.ts",
	workspace: "samples",
	// Nothing is configured: what the tests need of settings they make themselves.
	workspaceSettings: {},
	seconds: 300,
	onNoise: (text) => log.write(`${text}\n`),
	onLine: (text) => {
		console.log(text);
		log.write(`${text}\n`);
		// The two lines in which every console reporter of Mocha sums up.
		for (const [, count, verdict] of text.matchAll(/^\s*(\d+) (passing|failing)\b/gm)) {
			counts[verdict === "passing" ? "passed" : "failed"] = Number(count);
		}
	},
});
if (!ok && counts.failed === 0) {
	console.error("The extension host failed, and no test did: test-results/extension.log has what it said.");
	counts.failed = 1;
}
log.end();
await writeFile(join(results, "extension.json"), JSON.stringify(counts));
process.exitCode = ok ? 0 : 1;
