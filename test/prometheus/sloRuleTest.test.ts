import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Answers } from "../../server/scaffold/scaffold.ts";
import { kinds } from "../scaffold/slo/sloCases.ts";
import { renderScaffold } from "../support/scaffolds.ts";

/** The test that comes with an SLO passes as it is, and fails where the rules are spoilt: it proves something. */
const spoilings: readonly (readonly [string, (rules: string) => string])[] = [
	["an alert that never fires", (rules) => rules.replaceAll(/ > \(([\d.]+) \* /g, " > (1e6 * ")],
	["an alert that always fires", (rules) => rules.replaceAll(/(ratio_rate\w+\{[^}]*\})\s*> \(/g, "$1 * 0 > -(")],
	[
		"an absence that nobody sees",
		(rules) => rules.replaceAll(/absent\(/g, "absent(1 or ").replaceAll("absent(1 or ", "0 > absent("),
	],
	["a page of another severity", (rules) => rules.replace("severity: critical", "severity: info")],
];

const tested = Object.entries(kinds).filter(([kind]) => !kind.startsWith("native") && !kind.endsWith("by a query"));

test.each(tested)("%s", async (kind, answers) => {
	expect((await runTest(answers, (rules) => rules)).output).toContain("SUCCESS");
	for (const [what, spoil] of spoilings) {
		// Where a success has to grow old first, what the alert says is not looked at.
		if (kind === "freshness" && what.startsWith("a page")) continue;
		const { output } = await runTest(answers, spoil);
		expect(output, what).toContain("FAILED");
	}
});

async function runTest(answers: Answers, spoil: (rules: string) => string): Promise<{ readonly output: string }> {
	const { files } = await renderScaffold("slo", { service: "api", objective: "99", ...answers });
	const folder = await mkdtemp(join(tmpdir(), "observability-slo-test-"));
	try {
		for (const { path, content } of files) {
			await mkdir(join(folder, dirname(path)), { recursive: true });
			await writeFile(join(folder, path), path.endsWith(".rules.yaml") ? spoil(content) : content);
		}
		const written = files.find(({ path }) => path.endsWith(".test.yaml"));
		if (written === undefined) throw new Error("There is no test.");
		return await new Promise((resolve) => {
			execFile("promtool", ["test", "rules", written.path], { cwd: folder, timeout: 50_000 }, (_, out, err) =>
				resolve({ output: out + err }),
			);
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
