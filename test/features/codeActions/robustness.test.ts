import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { untidyPromqlArbitrary } from "../../support/promqlArbitrary.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const service = createTestService();

function offer(expression: string, at: number): number {
	const head =
		"groups:\n- name: g\n  rules:\n  - record: r\n    expr: |\n      sum(x)\n  - alert: A\n    expr: |\n      ";
	const document = createDocument(`${head}${expression.replaceAll("\n", "\n      ")}\n`, 1, "file:///broken.yaml");
	const offset = Math.min(head.length + at, document.text.length);
	return service.codeActions(document, { start: offset, end: offset }).length;
}

describe("whatever is written, an answer comes", () => {
	test("for halves of expressions", () => {
		fc.assert(
			fc.property(untidyPromqlArbitrary({ comments: true }), fc.nat(), fc.nat(), (expression, cut, at) => {
				const half = expression.slice(0, cut % (expression.length + 1));
				expect(offer(half, at % (half.length + 1))).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test("for any text at all", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.nat({ max: 50 }), (text, at) => {
				expect(offer(text, at)).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test.each([
		["a long chain", Array.from({ length: 9000 }, () => "up").join(" + ")],
		["brackets in brackets", `${"(".repeat(400)}up${")".repeat(400)}`],
		["signs before signs", `${"-".repeat(5000)}up`],
		["calls in calls", `${"abs(".repeat(450)}up${")".repeat(450)}`],
		["a megabyte", `up{a="${"b".repeat(1_000_000)}"}`],
		["an open bracket after the other", "sum(".repeat(3000)],
	])("for %s", (_, expression) => {
		for (const at of [0, 1, Math.floor(expression.length / 2), expression.length]) {
			expect(offer(expression, at)).toBeGreaterThanOrEqual(0);
		}
	});
});
