import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakePrometheus } from "../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const file = `# A comment
groups:
  - name: g
    interval: 30s
    rules:
      - record: "job:requests:rate5m"
        expr: 'sum by (job) (rate(requests_total{code=~"5..", path="/\\\\d"}[5m] offset 1h))'
      - alert: Down
        expr: |
          up{job="é💥"} == 0 # why
            and on (instance) group_left ()
          max_over_time({"my.metric", "a.b"!~'x|y'}[1h:5m])

        for: 5m
        labels: &labels {severity: page}
        annotations:
          summary: "{{ $labels.job }} is down"
      - alert: Again
        expr: "histogram_quantile(0.9,\\
          sum(rate(x_bucket[5m])) by (le)) > bool 1"
        labels: *labels
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
spec:
  groups:
    - name: k
      rules:
        - record: a
          expr: >-
            vector(1)
            or absent(up)
`;

const series = [{ labels: { __name__: "up", job: "é💥", instance: "a" }, value: 1 }];

async function askEverything(text: string, offsets: Iterable<number>): Promise<void> {
	const service = createTestService(createFakePrometheus({ series }));
	await service.knowledge?.warm();
	const document = createDocument(text);
	const inside = ({ start, end }: { readonly start: number; readonly end: number }) =>
		expect(0 <= start && start <= end && end <= text.length).toBe(true);
	for (const { span } of (await service.diagnose(document, never)) ?? []) inside(span);
	for (const offset of offsets) {
		for (const { edit } of (await service.complete(document, offset, never)).items) {
			inside(edit.span);
			// An editor refuses an edit that does not touch the cursor or that spans lines.
			expect(edit.span.start <= offset && offset <= edit.span.end).toBe(true);
			expect(text.slice(edit.span.start, edit.span.end)).not.toContain("\n");
		}
		for (const hover of [service.hover(document, offset), await service.liveHover(document, offset, "dark", never)]) {
			if (hover === undefined) continue;
			inside(hover.span);
			expect(hover.span.start <= offset && offset <= hover.span.end).toBe(true);
		}
		service.expressionAt(document, offset);
	}
	service.symbols(document);
	expect(service.logged).toEqual([]);
}

test("at every place of a file every question has an answer that fits the place", async () => {
	await askEverything(file, Array(file.length + 1).keys());
});

test("the same holds for files with something cut out or put in", async () => {
	const piece = fc.constantFrom(
		"",
		" ",
		"\n",
		"\t",
		"{",
		"}",
		'"',
		"'",
		"|",
		">",
		"- ",
		": ",
		"#",
		"[",
		"(",
		"&a ",
		"*a",
		"\r\n",
		"💥",
	);
	await fc.assert(
		fc.asyncProperty(fc.nat(file.length), fc.nat(12), piece, async (at, cut, added) => {
			const text = file.slice(0, at) + added + file.slice(at + cut);
			const offsets = [at - 1, at, at + added.length, at + added.length + 3];
			await askEverything(
				text,
				offsets.filter((offset) => offset >= 0 && offset <= text.length),
			);
		}),
		{ numRuns: 150 },
	);
});
