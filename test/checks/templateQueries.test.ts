import { expect, test } from "vitest";
import { drawSquiggles } from "../support/squiggles.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

test("a fault in a query of a template is a warning, as Prometheus loads the rule", async () => {
	const service = createTestService();
	const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: up == 0
        annotations:
          good: '{{ query "up" | first | value }}'
          bad: '{{ query "sum(up" | first | value }}'
          format: '{{ printf "up{job=%q}[" .Labels.job | query | len }}'
`;
	const problems = (await service.diagnose(createDocument(text), never)) ?? [];
	expect(service.logged).toEqual([]);
	expect(problems.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
	expect(drawSquiggles(text, problems).split("\n").slice(7)).toEqual([
		`          bad: '{{ query "sum(up" | first | value }}'`,
		"                               ^ promql/unclosed",
		`          format: '{{ printf "up{job=%q}[" .Labels.job | query | len }}'`,
		"                                        ^ promql/unclosed",
		"",
	]);
});
