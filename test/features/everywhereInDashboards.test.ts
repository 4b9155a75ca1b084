import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakePrometheus } from "../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../support/testService.ts";

const file = `{
  "title": "Web \\u00e9",
  "schemaVersion": 41,
  "templating": {
    "list": [
      { "name": "ds", "type": "datasource", "query": "prometheus" },
      { "name": "job", "type": "query", "datasource": { "uid": "$ds" }, "query": "label_values(up{a=\\"💥\\"}, job)" }
    ]
  },
  "panels": [
    {
      "id": 1,
      "type": "timeseries",
      "fieldConfig": { "defaults": { "unit": "s" } },
      "targets": [
        { "refId": "A", "expr": "sum by (job) (\\n  rate(up{job=~\\"$job\\", b=\\"[[c]]\\"}[$__rate_interval])\\n) > $limit" },
        { "refId": "B", "expr": "", "legendFormat": "{{job}}" }
      ]
    }
  ]
}
`;

const series = [{ labels: { __name__: "up", job: "é💥", instance: "a" }, value: 1 }];

async function askEverything(text: string, offsets: Iterable<number>): Promise<void> {
	const service = createTestService(createFakePrometheus({ series }));
	await service.knowledge?.warm();
	const document = { ...createDocument(text), languageId: "json", uri: "file:///dashboard.json" };
	const inside = ({ start, end }: { readonly start: number; readonly end: number }) =>
		expect(0 <= start && start <= end && end <= text.length).toBe(true);
	for (const { span } of (await service.diagnose(document, never)) ?? []) inside(span);
	for (const offset of offsets) {
		for (const { edit } of (await service.complete(document, offset, never)).items) {
			inside(edit.span);
			expect(edit.span.start <= offset && offset <= edit.span.end).toBe(true);
			expect(text.slice(edit.span.start, edit.span.end)).not.toContain("\n");
		}
		for (const hover of [service.hover(document, offset), await service.liveHover(document, offset, "dark", never)]) {
			if (hover === undefined) continue;
			inside(hover.span);
			expect(hover.span.start <= offset && offset <= hover.span.end).toBe(true);
		}
		service.expressionAt(document, offset);
		service.signatureHelp(document, offset);
		service.highlights(document, offset);
		service.codeActions(document, { start: offset, end: offset });
	}
	service.symbols(document);
	service.format(document);
	service.semanticTokens(document);
	service.foldingRanges(document);
	expect(service.logged).toEqual([]);
}

test("at every place of a dashboard every question has an answer that fits the place", async () => {
	expect(createTestService().symbols(createDocument(file))).toHaveLength(1);
	await askEverything(file, Array(file.length + 1).keys());
});

test("the same holds for dashboards with something cut out or put in", async () => {
	const piece = fc.constantFrom(
		"",
		" ",
		"\n",
		"{",
		"}",
		"[",
		"]",
		'"',
		"\\",
		",",
		":",
		"$",
		"${",
		"[[",
		"\\u",
		"null",
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
