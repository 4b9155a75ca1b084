import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/text/textEdit.ts";
import { DASHBOARD_HOSTS } from "../support/dashboardHosts.ts";
import { textsOf } from "../support/hostTexts.ts";
import { untidyPromqlArbitrary } from "../support/promqlArbitrary.ts";
import { shapeOf } from "../support/promqlShape.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

function format(text: string): string {
	const formatted = applyEdits(text, service.format(createDocument(text)));
	expect(service.logged).toEqual([]);
	return formatted;
}

describe.each(DASHBOARD_HOSTS)("whatever the expression, in $name", ({ holds, wrap }) => {
	test("the file means the same, nothing else changes, and a second time nothing changes", () => {
		const expression = untidyPromqlArbitrary({ comments: true })
			.map((text) => text.replaceAll("\r", "").trim())
			.filter(holds);
		fc.assert(
			fc.property(expression, (written) => {
				const text = wrap(written);
				const formatted = format(text);
				const [before, after] = [textsOf(text), textsOf(formatted)];
				expect(after).toHaveLength(before.length);
				const changed = after.flatMap((value, index) =>
					value === before[index] ? [] : [[before[index] ?? "", value]],
				);
				expect(changed.length).toBeLessThan(2);
				for (const [old = "", now = ""] of changed) {
					expect(shapeOf(now)).toBe(shapeOf(old));
				}
				expect(format(formatted)).toBe(formatted);
			}),
			{ numRuns: 60 },
		);
	});
});

const panel = DASHBOARD_HOSTS[0]?.wrap ?? String;

test.each([
	["one line stays one", 'sum( rate(a_total{b="c"}[5m]) )by(job)', 'sum by (job) (rate(a_total{b="c"}[5m]))'],
	[
		"variables are kept",
		'sum( rate($metric{$label=~"${value:regex}"} [$__rate_interval]))',
		'sum(rate($metric{$label=~"${value:regex}"}[$__rate_interval]))',
	],
	[
		"line breaks stay where a line would be long",
		`${"a_long_name_".repeat(5)}a\n/ ${"a_long_name_".repeat(5)}b`,
		`${"a_long_name_".repeat(5)}a\n/\n${"a_long_name_".repeat(5)}b`,
	],
])("%s", (_, written, expected) => {
	expect(format(panel(written))).toBe(panel(expected));
});
