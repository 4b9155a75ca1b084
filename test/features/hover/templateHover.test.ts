import { describe, expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const service = createTestService();

const rule = (annotation: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: sum by (job) (rate(request_duration_seconds_sum{job="a"}[5m])) > 1\n        annotations:\n          summary: '${annotation}'\n`;

function hover(annotation: string): { readonly word: string; readonly markdown: string } | undefined {
	const { text, offset } = readCursor(rule(annotation));
	const found = service.hover(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	return found && { word: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

describe("in a template of an alert", () => {
	test.each([
		["{{ $labels.j<|>ob }}", "job", "Every series that the expression returns has it: `a`."],
		["{{ .Labels.j<|>ob }}", "job", "Every series that the expression returns has it: `a`."],
		["{{ $labels.p<|>od }}", "pod", "nothing is written here: it is removed by sum by (job)"],
		["{{ $va<|>lue }}", "$value", "Here: per second"],
		["{{ .Va<|>lue }}", ".Value", "sum by (job) (rate(request_duration_seconds_sum"],
		["{{ $la<|>bels.job }}", "$labels", "before the rule's own labels"],
		["{{ $value | humanizePer<|>centage }}", "humanizePercentage", "multiplies by 100"],
		["{{ $labels.job | stripP<|>ort }}", "stripPort", "Since Prometheus 2.34"],
		['{{ query "ra<|>te(up[5m])" }}', "rate", "rate(v range-vector)"],
		["{{ query `su<|>m(up)` }}", "sum", "sum by (label, …)"],
	])("%s", (annotation, word, markdown) => {
		const found = hover(annotation);
		expect(found?.word).toBe(word);
		expect(found?.markdown).toContain(markdown);
	});

	test.each(["te<|>xt {{ $value }}", "{{ i<|>f true }}{{ end }}", "{{ 1<|>2 }}", "{{ $value.Lab<|>els }}"])(
		"nothing is said of %s",
		(annotation) => {
			expect(hover(annotation)).toBeUndefined();
		},
	);
});
