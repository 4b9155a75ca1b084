import { describe, expect, test } from "vitest";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";

/**
 * What may follow which expression. Source: “Time series selectors”, “Offset modifier”, “@ modifier” and “Subquery” of
 * querying/basics: a range stands on a selector alone, `offset` and `@` on a selector or a subquery, once each and behind
 * the range; a subquery on any instant vector.
 */
const operands: Readonly<Record<string, { readonly text: string; readonly takes: readonly Modifier[] }>> = {
	"a selector": { text: "up", takes: ["range", "subquery", "offset", "at"] },
	"a selector with matchers": { text: 'up{job="a"}', takes: ["range", "subquery", "offset", "at"] },
	"braces alone": { text: '{job="a"}', takes: ["range", "subquery", "offset", "at"] },
	"a quoted metric": { text: '{"my.metric"}', takes: ["range", "subquery", "offset", "at"] },
	"a selector in parentheses": { text: "(up)", takes: ["subquery"] },
	"a selector in the past": { text: "up offset 1h", takes: ["subquery", "at"] },
	"a selector at a time": { text: "up @ 1", takes: ["subquery", "offset"] },
	"a selector with both": { text: "up @ 1 offset 1h", takes: ["subquery"] },
	"a range": { text: "up[5m]", takes: ["offset", "at"] },
	"a range in the past": { text: "up[5m] offset 1h", takes: ["at"] },
	"a range at a time": { text: "up[5m] @ end()", takes: ["offset"] },
	"a range in parentheses": { text: "(up[5m])", takes: [] },
	"a subquery": { text: "up[1h:5m]", takes: ["offset", "at"] },
	"a subquery without a step": { text: "up[1h:]", takes: ["offset", "at"] },
	"a subquery of a call": { text: "rate(up[5m])[1h:]", takes: ["offset", "at"] },
	"a call": { text: "abs(up)", takes: ["subquery"] },
	"a call of a number": { text: "time()", takes: [] },
	"an aggregation": { text: "sum(up)", takes: ["subquery"] },
	"an aggregation with its clause first": { text: "sum by (job) (up)", takes: ["subquery"] },
	"an aggregation with its clause last": { text: "sum(up) by (job)", takes: ["subquery"] },
	"an operation in parentheses": { text: "(up + up)", takes: ["subquery"] },
	"a number": { text: "1", takes: [] },
	"a number in parentheses": { text: "(1)", takes: [] },
	"a string": { text: '"a"', takes: [] },
};

type Modifier = "range" | "subquery" | "offset" | "at";

const modifiers: Readonly<Record<Modifier, readonly string[]>> = {
	range: ["[5m]", "[1h30m]", "[300]"],
	subquery: ["[5m:]", "[5m:1m]", "[1h : 30s]"],
	offset: [" offset 5m", " offset -5m", " OFFSET 1d"],
	at: [" @ 1700000000", " @ -1.5", " @ start()", " @ end()"],
};

const cases = Object.entries(operands).flatMap(([name, { text, takes }]) =>
	(Object.keys(modifiers) as readonly Modifier[]).flatMap((modifier) =>
		modifiers[modifier].map((written) => ({ name, expression: text + written, valid: takes.includes(modifier) })),
	),
);

describe.each([true, false])("taken: %s", (valid) => {
	test.each(cases.filter((each) => each.valid === valid))("$name: $expression", ({ expression }) => {
		const problems = checkPromql(parsePromql(expression), { role: "query" });
		// One fault, however much is wrong with the same modifier.
		expect(problems.length).toBe(valid ? 0 : 1);
	});
});
