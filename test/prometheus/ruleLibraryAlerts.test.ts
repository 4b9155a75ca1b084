import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LabelMatcher } from "../../server/metrics/selectorText.ts";
import { parseDuration } from "../../server/promql/duration.ts";
import { ALERT_GROUPS } from "../../server/scaffold/ruleLibrary/library.ts";
import type { AlertEntry } from "../../server/scaffold/ruleLibrary/ruleEntry.ts";
import { listSettings, writeAlert } from "../support/ruleLibrary.ts";

/** Every alert of the library, with every parameter at its default and at another value, before the real promtool. */
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "observability-library-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const scopes: readonly (readonly [string, readonly LabelMatcher[]])[] = [
	["everything", []],
	[
		"one cluster",
		[
			{ label: "cluster", op: "=", value: "eu-1" },
			{ label: "environment", op: "=~", value: "prod|stage" },
		],
	],
];

describe.for(ALERT_GROUPS.map(({ name, entries }) => ({ name, entries })))("$name", ({ name, entries }) => {
	test.for(scopes)("fires and stays quiet as it says: %s", async ([title, scope]) => {
		const written = entries.flatMap((entry) =>
			listSettings(entry)
				.slice(0, scope.length > 0 ? 1 : isSlow(entry) ? 2 : undefined)
				.map(([, settings], index) => writeAlert(entry, settings, `${entry.alert}${index === 0 ? "" : index}`, scope)),
		);
		// Each rule in a file of its own, as promtool evaluates every rule that it has read in every test.
		const ids = await Promise.all(
			written.map(async ({ rule, tests }, index) => {
				const id = `${name}-${title.replaceAll(" ", "-")}-${index}`;
				await writeFile(join(folder, `${id}.rules.yml`), JSON.stringify({ groups: [{ name, rules: [rule] }] }));
				await writeFile(join(folder, `${id}.test.yml`), JSON.stringify({ rule_files: [`${id}.rules.yml`], tests }));
				return id;
			}),
		);
		const checked = await promtool(["check", "rules", ...ids.map((id) => `${id}.rules.yml`)]);
		expect(checked.ok, checked.output).toBe(true);
		const tested = await promtool(["test", "rules", ...ids.map((id) => `${id}.test.yml`)]);
		expect(tested.ok, tested.output).toBe(true);
	});
});

/** A test over a week is minutes of work for promtool, all of its parameters together. */
function isSlow({ test: { at } }: AlertEntry): boolean {
	return (parseDuration(at) ?? 0) > 2 * 86_400;
}

test("an alert that does not fire as it says is found", async () => {
	const [entry] = ALERT_GROUPS[0]?.entries ?? [];
	if (entry === undefined) throw new Error("The library is empty.");
	const { rule, tests } = writeAlert({ ...entry, test: { ...entry.test, fires: entry.test.quiet } }, {}, "A");
	await writeFile(join(folder, "a.rules.yml"), JSON.stringify({ groups: [{ name: "a", rules: [rule] }] }));
	await writeFile(join(folder, "a.test.yml"), JSON.stringify({ rule_files: ["a.rules.yml"], tests }));
	expect((await promtool(["test", "rules", "a.test.yml"])).ok).toBe(false);
});

function promtool(args: readonly string[]): Promise<{ ok: boolean; output: string }> {
	return new Promise((resolve, reject) => {
		execFile("promtool", args, { cwd: folder, timeout: 120_000, maxBuffer: 2 ** 26 }, (error, out, err) => {
			if (error !== null && typeof error.code !== "number") reject(error);
			else resolve({ ok: error === null, output: out + err });
		});
	});
}
