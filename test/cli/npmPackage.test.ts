import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { finish } from "../support/commandLine.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "observability-npm-"));
const program = join(scratch, "package", "bin", "observability.mjs");

/** The package as npm makes it, unpacked where nothing else of the project is. */
beforeAll(() => {
	if (!existsSync(join(root, "dist", "cli", "checkWorker.mjs"))) {
		execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root });
	}
	execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", scratch], { cwd: root });
	const [tarball = ""] = readdirSync(scratch).filter((name) => name.endsWith(".tgz"));
	execFileSync("tar", ["-xzf", tarball], { cwd: scratch });
	mkdirSync(join(scratch, "rules"));
	const rule = "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(\n";
	for (let index = 0; index < 3; index++) writeFileSync(join(scratch, "rules", `f${index}.yaml`), rule);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("checks, in one thread and in several, without anything installed beside it", async () => {
	for (const threads of ["1", "2"]) {
		const { code, out, error } = await finish(
			process.execPath,
			[program, "check", "rules", "--threads", threads],
			scratch,
		);
		expect(error).toBe("");
		expect(out).toContain("3 errors");
		expect(code).toBe(1);
	}
});

it("explains, and has the pages and the language server", async () => {
	const { code, out } = await finish(process.execPath, [program, "explain", "promql/unclosed"], scratch);
	expect(code).toBe(0);
	expect(out).toMatch(/^# /);
	for (const name of ["dist/server.cjs", "docs/diagnostics/README.md", "docs/cli.md", "docs/editors", "LICENSE"]) {
		expect(existsSync(join(scratch, "package", name)), name).toBe(true);
	}
});

it("holds nothing of the extension, the tests or the sources", () => {
	const names = readdirSync(join(scratch, "package"));
	expect(names).not.toContain("server");
	expect(names).not.toContain("test");
	expect(readdirSync(join(scratch, "package", "dist"))).not.toContain("client.cjs");
});
