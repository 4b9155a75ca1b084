import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RECORDING_GROUPS } from "../../server/scaffold/ruleLibrary/library.ts";
import { listSettings, writeRecording } from "../support/ruleLibrary.ts";

/** Every recording rule of the library, with every parameter at its default and at another value, before promtool. */
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "observability-recordings-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.for(RECORDING_GROUPS.map(({ name, entries }) => ({ name, entries })))("$name", ({ name, entries }) => {
	test("records what it says", async () => {
		const written = entries.flatMap((entry) =>
			listSettings(entry).map(([, settings]) => writeRecording(entry, settings)),
		);
		const ids = await Promise.all(
			written.map(async ({ rule, test: unit }, index) => {
				const id = `${name}-${index}`;
				await writeFile(join(folder, `${id}.rules.yml`), JSON.stringify({ groups: [{ name, rules: [rule] }] }));
				await writeFile(
					join(folder, `${id}.test.yml`),
					JSON.stringify({ rule_files: [`${id}.rules.yml`], tests: [unit] }),
				);
				return id;
			}),
		);
		const checked = await promtool(["check", "rules", ...ids.map((id) => `${id}.rules.yml`)]);
		expect(checked.ok, checked.output).toBe(true);
		const tested = await promtool(["test", "rules", ...ids.map((id) => `${id}.test.yml`)]);
		expect(tested.ok, tested.output).toBe(true);
	});
});

function promtool(args: readonly string[]): Promise<{ ok: boolean; output: string }> {
	return new Promise((resolve, reject) => {
		execFile("promtool", args, { cwd: folder, timeout: 120_000, maxBuffer: 2 ** 26 }, (error, out, err) => {
			if (error !== null && typeof error.code !== "number") reject(error);
			else resolve({ ok: error === null, output: out + err });
		});
	});
}
