import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readSampleRepository } from "../features/navigation/sampleRepository.ts";
import { TestWorkspace } from "../features/navigation/testWorkspace.ts";
import { applyRename, renameAt } from "../features/rename/renaming.ts";

const folder = fileURLToPath(new URL("../repository/", import.meta.url));

function runIn(cwd: string, program: string, ...args: readonly string[]): string {
	return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
}

function run(program: string, ...args: readonly string[]): string {
	return runIn(folder, program, ...args);
}

/** What the sample repository holds is what the real tools take. */
test("rules", () => {
	const files = globSync("rules/*.{yml,yaml}", { cwd: folder });
	expect(files.length).toBeGreaterThan(2);
	expect(run("promtool", "check", "rules", ...files).match(/SUCCESS/g)).toHaveLength(files.length);
});

test("unit tests of rules", () => {
	const files = globSync("tests/*.yaml", { cwd: folder });
	expect(run("promtool", "test", "rules", ...files).match(/SUCCESS/g)).toHaveLength(files.length);
});

test("configurations", () => {
	expect(run("promtool", "check", "config", "prometheus/prometheus.yml")).not.toContain("FAILED");
	expect(run("amtool", "check-config", "alertmanager/alertmanager.yml")).toContain("SUCCESS");
});

test("after a rename the tools take everything as before", async () => {
	let workspace = new TestWorkspace(readSampleRepository());
	for (const [path, words, to] of [
		["rules/http.rules.yaml", "job:http_requests:rate5m", "job:requests:rate_5m"],
		["rules/http.rules.yaml", "HighErrorRatio", "Fehler über 5 %"],
		["rules/http.rules.yaml", "tier: edge", "level"],
		["rules/checkout.rules.yml", "NoOrders", "OrdersGone"],
		["alertmanager/alertmanager.yml", "shop-pager", "pager (shop)"],
	] as const) {
		const after = applyRename(workspace, await renameAt(workspace, path, workspace.text(path).indexOf(words) + 1, to));
		if (typeof after === "string") throw new Error(after);
		workspace = new TestWorkspace(after);
	}
	const copy = mkdtempSync(join(tmpdir(), "renamed-"));
	try {
		for (const path of workspace.paths) {
			mkdirSync(dirname(join(copy, path)), { recursive: true });
			writeFileSync(join(copy, path), workspace.text(path));
		}
		const tests = globSync("tests/*.yaml", { cwd: copy });
		expect(runIn(copy, "promtool", "test", "rules", ...tests).match(/SUCCESS/g)).toHaveLength(tests.length);
		expect(runIn(copy, "amtool", "check-config", "alertmanager/alertmanager.yml")).toContain("SUCCESS");
		expect(workspace.text("tests/http.test.yaml")).toContain("alertname: Fehler über 5 %");
	} finally {
		rmSync(copy, { recursive: true });
	}
});
