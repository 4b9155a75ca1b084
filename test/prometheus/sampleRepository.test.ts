import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../repository/", import.meta.url));

function run(program: string, ...args: readonly string[]): string {
	return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
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
