import fc from "fast-check";
import { expect, test } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { CheckRunner } from "../../server/checks/run.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { labelledExpressionArbitrary } from "../support/labelledSeries.ts";
import { promqlArbitrary } from "../support/promqlArbitrary.ts";

const piece = fc.constantFrom(
	"{{ $value }}",
	"{{ $labels.job }}",
	'{{ query "sum(up)" | first | value | humanize }}',
	"{{ with $labels }}{{ .job }}{{ end }}",
	"{{ range $i, $s := query $labels.job }}{{ $s.Value }}{{ else }}{{ .Labels.x }}{{ end }}",
	'{{ printf "%s" (index $labels "x") }}',
	"{{ $x := 1 }}{{ $x = $value }}{{ $x.y.z }}",
	"text",
);

test("no check throws, and every problem lies in the file", async () => {
	const failures: string[] = [];
	const checks = CHECKS.map((check) => ({ ...check, optIn: false }));
	const runner = new CheckRunner({ log: (line) => failures.push(line), pause: () => Promise.resolve(), checks });
	const parser = createDocumentParser();
	let reported = 0;
	const expression = fc.oneof(promqlArbitrary(), labelledExpressionArbitrary());
	await fc.assert(
		fc.asyncProperty(expression, expression, fc.array(piece, { maxLength: 3 }), async (one, other, pieces) => {
			const template = pieces.join("");
			const rules = [
				{ record: "up", expr: one },
				{ alert: "A", expr: one, for: "0s", labels: { text: template }, annotations: { text: template } },
				{ alert: "A", expr: other, labels: { text: template } },
			];
			const text = JSON.stringify({ groups: [{ name: "g", interval: "10m", rules }] }, undefined, 1);
			const source = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
			const model = parser.parse(source);
			if (model === undefined) throw new Error("This is no rule file.");
			const result = await runner.run(source, model, new AbortController().signal);
			for (const { span, related, fix } of result?.problems ?? []) {
				for (const place of [
					span,
					...(related ?? []).map((each) => each.span),
					...(fix?.edits ?? []).map((each) => each.span),
				]) {
					expect(place.start).toBeLessThanOrEqual(place.end);
					expect(place.end).toBeLessThanOrEqual(text.length);
				}
				reported += 1;
			}
			expect(failures).toEqual([]);
		}),
		{ numRuns: 300 },
	);
	expect(reported).toBeGreaterThan(500);
});
