import { expect, test } from "vitest";
import { createDocument, createTestService, never } from "../support/testService.ts";

const service = createTestService();
const fence = "```";

test("a fault in a code block of Markdown is a warning, as nobody loads it", async () => {
	const text = `# Runbook\n\n${fence}promql\nsum(up\n${fence}\n\n${fence}yaml\ngroups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(up\n${fence}\n`;
	const document = { ...createDocument(text, 1, "file:///runbook.md"), languageId: "markdown" };
	const problems = (await service.diagnose(document, never)) ?? [];
	expect(service.logged).toEqual([]);
	expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
		"promql/unclosed warning",
		"promql/unclosed warning",
	]);
});
