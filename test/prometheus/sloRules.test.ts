import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checkRules } from "../support/promtool.ts";
import { listSloOptions, renderSlo } from "../support/renderSlo.ts";

/** Every form of "Add SLO" is taken by the real `promtool check rules`. */
describe("promtool check rules", () => {
	test("a fault is found, so the rest of this file means something", async () => {
		const { ok } = await checkRules("groups:\n- name: a\n  rules:\n  - record: b\n    expr: sum(\n");
		expect(ok).toBe(false);
	});

	test.concurrent.for(listSloOptions())("%s", async ([, answers]) => {
		const { rules } = await renderSlo(answers);
		const spec = answers["output"] === "prometheusRule" ? stringify(parse(rules.content).spec) : rules.content;
		const { ok, output } = await checkRules(spec);
		expect(output).toContain("SUCCESS");
		expect(ok).toBe(true);
	});
});
