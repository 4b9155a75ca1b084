import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

beforeAll(async () => {
	await run(process.execPath, [join(root, "esbuild.mjs")], { cwd: root });
});

const rules = `groups:
  - name: g
    rules:
      - record: job:requests:rate5m
        expr: rate(requests_total[5m])
      - record: job:latency:p99
        expr: histogram_qua
      - record: job:broken
        expr: sum(rate(requests_total[5m])
`;

interface Answer {
	readonly diagnostics: readonly { readonly code: string; readonly line: number }[];
	readonly completion: readonly string[];
	readonly hover: { readonly contents: { readonly value: string } };
}

test("Neovim shows diagnostics, completion and hovers", async () => {
	const folder = await mkdtemp(join(tmpdir(), "observability-neovim-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const file = join(folder, "rules.yaml");
	const answerFile = join(folder, "answer.json");
	await writeFile(file, rules);
	await run(
		"nvim",
		[
			"--headless",
			"--clean",
			"-c",
			"set filetype=yaml",
			"-c",
			`luafile ${join(root, "test/editors/neovim.lua")}`,
			file,
		],
		{
			cwd: folder,
			timeout: 50_000,
			env: {
				...process.env,
				HOME: folder,
				XDG_STATE_HOME: folder,
				OBSERVABILITY_TEST_ROOT: root,
				OBSERVABILITY_TEST_NODE: process.execPath,
				OBSERVABILITY_TEST_ANSWER: answerFile,
			},
		},
	);
	const answer: Answer = JSON.parse(await readFile(answerFile, "utf8"));
	expect(answer.diagnostics).toContainEqual({ code: "promql/unclosed", line: 8 });
	expect(answer.completion).toContain("histogram_quantile");
	expect(answer.hover.contents.value).toContain("rate(v range-vector)");
});
