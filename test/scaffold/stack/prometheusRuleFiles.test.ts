import { describe, expect, test } from "vitest";
import { type Files, renderScaffold } from "../../support/scaffolds.ts";

const rules = "groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n";
const other = "rule_files: [a.yml]\ntests: []\n";

/** The patterns of rule_files, from a configuration in the given folder. */
async function ruleFiles(prometheusFolder: string, files: Files): Promise<readonly string[]> {
	const { files: made } = await renderScaffold("prometheus", { prometheusFolder }, { files });
	const text = made.find(({ path }) => path.endsWith("prometheus.yml"))?.content ?? "";
	const block = /^rule_files:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? "";
	return [...block.matchAll(/- ["']?([^"'\n]*)["']?/g)].map(([, pattern = ""]) => pattern);
}

// Prometheus does not start where a pattern takes in a file that holds no rules.
describe("rule_files", () => {
	test.each<[string, string, Files, readonly string[]]>([
		["a folder of rules alone", "prometheus", { "rules/a.yml": rules, "rules/b.yaml": rules }, ["../rules/*.y*ml"]],
		[
			"tests that are told apart by their names",
			"prometheus",
			{ "rules/a.rules.yml": rules, "rules/b.rules.yaml": rules, "rules/a_test.yml": other },
			["../rules/*.rules.y*ml"],
		],
		[
			"tests that are not",
			"prometheus",
			{ "rules/a.yml": rules, "rules/b.yml": rules, "rules/a_test.yml": other },
			["../rules/a.yml", "../rules/b.yml"],
		],
		["the folder of the configuration itself", ".", { "a.yml": rules }, ["a.yml"]],
		["the same where names tell rules", ".", { "a.rules.yaml": rules }, ["*.rules.y*ml"]],
		["an odd name", ".", { "a[1]*.yml": rules }, [String.raw`a\[1]\*.yml`]],
	])("of %s", async (_what, folder, files, expected) => {
		expect(await ruleFiles(folder, files)).toEqual(expected);
	});
});
