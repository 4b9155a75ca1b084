import { expect, test } from "vitest";
import { type Condition, splitCondition } from "../../../server/metrics/backtest/splitCondition.ts";
import { parsePromql } from "../../../server/promql/parse.ts";

/** What is asked of the server in brackets, what is worked out here around it, thresholds by their number. */
test.each([
	["errors > 0.05", "[errors] > #0", ["> 0.05"]],
	["0.05 < errors", "[errors] > #0", ["> 0.05"]],
	["5 >= sum by (job) (rate(x[5m]))", "[sum by (job) (rate(x[5m]))] <= #0", ["<= 5"]],
	["(errors > (14.4 * 0.001))", "[errors] > #0", [`> ${14.4 * 0.001}`]],
	["x > -5", "[x] > #0", ["> -5"]],
	["x > 1 < 5", "([x] > #0) < #1", ["> 1", "< 5"]],
	["a > 5 and b > 5", "([a] > #0) and ([b] > #0)", ["> 5"]],
	["a > 5 and on (job) b < 2", "([a] > #0) and on(job) ([b] < #1)", ["> 5", "< 2"]],
	["a > 5 unless ignoring (x) maintenance", "([a] > #0) unless ignoring(x) [maintenance]", ["> 5"]],
	["a > 5 or b == 0", "([a] > #0) or ([b] == #1)", ["> 5", "== 0"]],
	["(a and b) > 5", "[a and b] > #0", ["> 5"]],
	["(a > 1 and b) > 5", "(([a] > #0) and [b]) > #1", ["> 1", "> 5"]],
	["up == 0 and up == 0", "([up] == #0) and ([up] == #0)", ["== 0"]],
] as const)("%s", (text, condition, thresholds) => {
	const split = splitCondition(parsePromql(text));
	expect(print(split.condition, split.leaves)).toBe(condition);
	expect(split.thresholds.map(({ operator, value }) => `${operator} ${value}`)).toEqual(thresholds);
	expect(split.fixed).toBeUndefined();
});

test.each([
	["x > bool 5", /`bool`/],
	["x > y", /not a constant/],
	["x > on (job) group_left () limits", /not a constant/],
	["x > scalar(limit)", /not a constant/],
	["sum(x > 5)", /inside of what is computed further/],
	["absent(up)", /no constant/],
	["1 > bool 0", /`bool`/],
	["x < +Inf", /not a constant/],
] as const)("%s has no threshold to move", (text, why) => {
	const split = splitCondition(parsePromql(text));
	expect(split.thresholds).toEqual([]);
	expect(split.leaves).toEqual([text]);
	expect(split.fixed).toMatch(why);
});

test("where an equal comparison stands twice both constants are told", () => {
	const text = "a > 5 and b > 5";
	const [threshold] = splitCondition(parsePromql(text)).thresholds;
	expect(threshold?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(["5", "5"]);
});

test("a chain of any length does not end the program", () => {
	const split = splitCondition(parsePromql(`x > ${"1 + ".repeat(20_000)}1`));
	expect(split.leaves).toHaveLength(1);
	const many = splitCondition(parsePromql(`${"x > 1 or ".repeat(20_000)}x > 1`));
	expect(many.leaves.length).toBeGreaterThan(0);
});

function print(condition: Condition, leaves: readonly string[]): string {
	const inner = (of: Condition): string => (of.kind === "leaf" ? print(of, leaves) : `(${print(of, leaves)})`);
	switch (condition.kind) {
		case "leaf":
			return `[${leaves[condition.leaf]}]`;
		case "compare":
			return `${inner(condition.of)} ${condition.operator} #${condition.threshold}`;
		default: {
			const { on, labels } = condition.matching;
			const matching = on || labels.length > 0 ? ` ${on ? "on" : "ignoring"}(${labels.join(",")})` : "";
			return `${inner(condition.left)} ${condition.kind}${matching} ${inner(condition.right)}`;
		}
	}
}
