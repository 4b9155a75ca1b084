import { describe, expect, it } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { checkRules } from "../support/promtool.ts";
import { RULE_FILES, withoutMarks } from "../support/ruleFiles.ts";
import { drawSquiggles } from "../support/squiggles.ts";

describe("the real promtool and ours judge alike", () => {
	it.each(RULE_FILES)("$name", async ({ marked, reader }) => {
		const text = withoutMarks(marked);
		const parsed = createDocumentParser().parse({ uri: "file:///r.yaml", languageId: "yaml", version: 1, text });
		const problems = parsed?.problems ?? [];
		expect(drawSquiggles(text, problems)).toBe(marked);
		const rejected = problems.some(({ severity }) => severity === "error");
		const promtool = await checkRules(text);
		if (reader === undefined) expect([rejected, promtool.output]).toEqual([!promtool.ok, promtool.output]);
		// Another reader takes the file, so we must not call it an error, whatever this promtool says.
		else expect([rejected, promtool.ok]).toEqual([false, false]);
	});
});
