import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { DASHBOARD_HOSTS } from "../../support/dashboardHosts.ts";
import { textsOf } from "../../support/hostTexts.ts";
import { promqlArbitrary, untidyPromqlArbitrary } from "../../support/promqlArbitrary.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const service = createTestService();

const expressions = fc
	.oneof(promqlArbitrary(), untidyPromqlArbitrary({ comments: true }))
	.map((text) => text.replaceAll("\r", "").trim());

describe.each(DASHBOARD_HOSTS)("whatever is offered in $name", ({ holds, wrap }) => {
	test("leaves a query that Prometheus takes, and changes nothing else in the file", () => {
		const seen = new Set<string>();
		fc.assert(
			fc.property(expressions.filter(holds), fc.nat(), fc.boolean(), (expression, from, selects) => {
				const text = wrap(expression);
				const written = text.indexOf(JSON.stringify(expression).slice(1, -1));
				const start = (written === -1 ? text.indexOf("expr") : written) + (from % Math.max(1, expression.length));
				const selection = { start, end: selects ? Math.min(text.length, start + 5) : start };
				const before = textsOf(text);
				for (const { title, kind, edits } of service.codeActions(createDocument(text), selection)) {
					seen.add(kind);
					const after = textsOf(applyEdits(text, edits));
					expect(after, title).toHaveLength(before.length);
					const changed = after.filter((value, index) => value !== before[index]);
					expect(changed.length, title).toBeLessThan(2);
					for (const now of changed) expect(checkPromql(parsePromql(now), { role: "query" }), title).toEqual([]);
				}
			}),
			{ numRuns: 60 },
		);
		expect(service.logged).toEqual([]);
		expect([...seen]).toContain("refactor.rewrite");
		// There are no rules beside which one could be recorded.
		expect([...seen]).not.toContain("refactor.extract");
	});
});

test("nothing is offered where the query is not finished", () => {
	const text = DASHBOARD_HOSTS[0]?.wrap('sum(rate(foo{a="b"}[<|>5m]') ?? "";
	const offset = text.indexOf("<|>");
	expect(service.codeActions(createDocument(text.replace("<|>", "")), { start: offset, end: offset })).toEqual([]);
});
