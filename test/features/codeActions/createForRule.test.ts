import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { createRunbook } from "../../../server/features/codeActions/createForRule.ts";
import { actionsAt, rules } from "../../support/codeActions.ts";

describe("a test of a rule", () => {
	test.each([
		["an alert's name", "    - alert: Do<|>wn\n      expr: up == 0", "Add a unit test for Down…"],
		["a record's name", "    - record: a<|>:b\n      expr: sum(up)", "Add a unit test for a:b…"],
		["elsewhere in the rule", "    - alert: Down\n      expr: up =<|>= 0", undefined],
		["half-written", "    - alert: Do<|>wn", undefined],
	])("is offered at %s", (_, marked, wanted) => {
		const { actions, text } = actionsAt(rules(marked));
		const found = actions.find(({ creates }) => creates?.scaffold === "ruleTest");
		expect(found?.title).toBe(wanted);
		if (found !== undefined) expect(text.slice(found.creates?.offset)).toMatch(/^(?:Down|a:b)\n/);
	});
});

test("a runbook is offered where the alert was found to have none", () => {
	const text = rules("    - alert: Down\n      expr: up == 0");
	const model = createDocumentParser().parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error("This is no rule file.");
	const start = text.indexOf("Down");
	const span = { start, end: start + 4 };
	const offer = (code: string) =>
		createRunbook(
			model,
			{
				problems: [{ code, severity: "warning", span, message: "It has none." }],
				titleOf: (each) => each,
				disable: () => undefined,
			},
			span,
		);
	expect(offer("alert/missing-runbook")).toEqual([
		{
			title: "Create a runbook for Down…",
			kind: "quickfix",
			edits: [],
			creates: { scaffold: "runbook", offset: start },
			mends: { code: "alert/missing-runbook", message: "It has none." },
		},
	]);
	expect(offer("alert/irate")).toEqual([]);
});
