import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface PromtoolResult {
	readonly ok: boolean;
	/** Both streams, with the temporary folder left out. */
	readonly output: string;
}

/** What `promtool check rules` says of a rule file. */
export function checkRules(rules: string): Promise<PromtoolResult> {
	return inFolder({ "rules.yml": rules }, (folder) => runPromtool(folder, ["check", "rules", "rules.yml"]));
}

/**
 * Runs a unit test (`promtool test rules`) over rule files; `test` has no `rule_files` of its own. Rules are evaluated once
 * a minute, or every `evaluationInterval`.
 */
export function testRules(
	ruleFiles: readonly string[],
	test: UnitTest,
	evaluationInterval = "1m",
): Promise<PromtoolResult> {
	const names = ruleFiles.map((_, index) => `rules-${index}.yml`);
	const files = Object.fromEntries(ruleFiles.map((text, index) => [`rules-${index}.yml`, text]));
	// JSON is YAML.
	const text = JSON.stringify({ rule_files: names, evaluation_interval: evaluationInterval, tests: [test] });
	return inFolder({ ...files, "test.yml": text }, (folder) => runPromtool(folder, ["test", "rules", "test.yml"]));
}

/** One entry of `tests`, in promtool's own words. */
export interface UnitTest {
	readonly interval: string;
	readonly input_series: readonly { readonly series: string; readonly values: string }[];
	readonly promql_expr_test?: readonly {
		readonly expr: string;
		readonly eval_time: string;
		readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
	}[];
	readonly alert_rule_test?: readonly {
		readonly eval_time: string;
		readonly alertname: string;
		readonly exp_alerts: readonly {
			readonly exp_labels: Readonly<Record<string, string>>;
			readonly exp_annotations: Readonly<Record<string, string>>;
		}[];
	}[];
}

/** Runs the unit tests of `path`, in a folder with `files`. */
export function runRuleTest(files: Readonly<Record<string, string>>, path: string): Promise<PromtoolResult> {
	return inFolder(files, (folder) => runPromtool(folder, ["test", "rules", path]));
}

async function inFolder(
	files: Readonly<Record<string, string>>,
	run: (folder: string) => Promise<PromtoolResult>,
): Promise<PromtoolResult> {
	const folder = await mkdtemp(join(tmpdir(), "observability-promtool-"));
	try {
		for (const [name, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder, name)), { recursive: true });
			await writeFile(join(folder, name), text);
		}
		const { ok, output } = await run(folder);
		return { ok, output: output.replaceAll(folder, "") };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function runPromtool(folder: string, args: readonly string[]): Promise<PromtoolResult> {
	return new Promise((resolve, reject) => {
		execFile(
			"promtool",
			args,
			{ cwd: folder, timeout: 50_000, maxBuffer: 16 * 1024 * 1024 },
			(error, stdout, stderr) => {
				if (error !== null && typeof error.code !== "number") reject(error);
				else resolve({ ok: error === null, output: stdout + stderr });
			},
		);
	});
}
