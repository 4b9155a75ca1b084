import { expect, test } from "vitest";
import { suggestTestPath } from "../../../server/scaffold/ruleTest/testFiles.ts";
import { createContext, openScaffolds } from "../../support/scaffolds.ts";

const rules = "groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: up == 0\n";
const tests = (file: string) => `rule_files:\n- ${file}\ntests:\n- input_series: []\n`;

test.each([
	["beside the rules", { "rules/api.yaml": rules }, "rules/api_test.yaml"],
	["in the test that loads them", { "rules/api.yaml": rules, "t/x.yaml": tests("../rules/api.yaml") }, "t/x.yaml"],
	["by a pattern too", { "rules/api.yaml": rules, "t/x.yaml": tests("../rules/*.yaml") }, "t/x.yaml"],
	[
		"as the others are called",
		{ "rules/api.yaml": rules, "rules/web.yaml": rules, "rules/web.test.yml": tests("web.yaml") },
		"rules/api.test.yml",
	],
	[
		"where the others are",
		{ "rules/api.yaml": rules, "rules/web.yaml": rules, "tests/test_web.yml": tests("../rules/web.yaml") },
		"tests/test_api.yml",
	],
	[
		"where Prometheus does not take it for rules",
		{ "rules/api.yaml": rules, "prometheus.yml": "rule_files: [rules/*.yaml]\nscrape_configs: []\n" },
		"rules/tests/api_test.yaml",
	],
])("a test goes %s", async (_, files, wanted) => {
	expect(suggestTestPath("rules/api.yaml", await createContext({ files }))).toBe(wanted);
});

test.each([
	["rules/api.yaml#Gone", /There is no rule rules\/api\.yaml#Gone/],
	["", /Name a rule/],
	["rules/none.yaml#Down", /There is no rule/],
])("a rule that is not there is refused: %s", async (rule, wanted) => {
	const scaffolds = await openScaffolds({ files: { "rules/api.yaml": rules } });
	expect(await scaffolds.validate({ id: "ruleTest", question: "rule", answers: {} }, rule)).toMatch(wanted);
});

test.each([
	["rules/api.yaml", /the file with the rule/],
	["other.yaml", /no file with tests/],
	["../x.yaml", /leads out of/],
	["x.txt", /\.yaml or \.yml/],
])("a file that will not do is refused: %s", async (path, wanted) => {
	const scaffolds = await openScaffolds({ files: { "rules/api.yaml": rules, "other.yaml": "a: b\n" } });
	const answers = { rule: "rules/api.yaml#Down" };
	expect(await scaffolds.validate({ id: "ruleTest", question: "testPath", answers }, path)).toMatch(wanted);
});
