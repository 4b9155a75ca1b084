import { describe, expect, test } from "vitest";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { expectVerdict, samples, sampleTypes } from "./verdict.ts";

/**
 * Which operands a binary operator takes. Source: “Binary operators” of querying/operators: arithmetic and comparison
 * between scalars and instant vectors, a comparison of scalars with `bool` alone, set operators between vectors alone.
 */
const groups = {
	arithmetic: ["+", "-", "*", "/", "%", "^", "atan2"],
	comparison: ["==", "!=", ">", "<", ">=", "<="],
	set: ["and", "or", "unless"],
} as const;

type Group = keyof typeof groups;

const cases = (Object.keys(groups) as readonly Group[]).flatMap((group) =>
	groups[group].flatMap((operator) =>
		sampleTypes.flatMap((left) => sampleTypes.map((right) => ({ group, operator, left, right }))),
	),
);

const isNumeric = (type: string): boolean => type === "scalar" || type === "vector";

describe.each(cases)("$left $operator $right", ({ group, operator, left, right }) => {
	const expression = `${samples[left]} ${operator} ${samples[right]}`;

	test("is judged by the types of its operands", () => {
		const wrong = [left, right].filter((type) => !isNumeric(type));
		if (wrong.length === 2) {
			// One fault of each operand, or one of both.
			expect(checkPromql(parsePromql(expression), { role: "query" }).length).toBeGreaterThan(0);
		} else if (wrong.length === 1) {
			const fault = isNumeric(left) ? samples[right] : samples[left];
			// The other operand can be wrong besides: a set operator takes no scalar.
			if (group === "set" && [left, right].includes("scalar")) {
				expect(checkPromql(parsePromql(expression), { role: "query" }).length).toBeGreaterThan(0);
			} else expectVerdict(expression, { fault });
		} else if (group === "set" && (left === "scalar" || right === "scalar")) {
			expect(checkPromql(parsePromql(expression), { role: "query" }).length).toBeGreaterThan(0);
		} else if (group === "comparison" && left === "scalar" && right === "scalar") {
			expectVerdict(expression, { fault: operator, code: "promql/comparison-without-bool" });
		} else expectVerdict(expression, "valid");
	});

	if (isNumeric(left) && isNumeric(right)) {
		test("takes bool where it compares", () => {
			const withBool = `${samples[left]} ${operator} bool ${samples[right]}`;
			if (group === "comparison") expectVerdict(withBool, "valid");
			else expect(checkPromql(parsePromql(withBool), { role: "query" }).length).toBeGreaterThan(0);
		});

		test("takes on (…) between vectors alone", () => {
			const matched = `${samples[left]} ${operator} on (job) ${samples[right]}`;
			if (left === "vector" && right === "vector") expectVerdict(matched, "valid");
			else expect(checkPromql(parsePromql(matched), { role: "query" }).length).toBeGreaterThan(0);
		});

		test("takes group_left (…) between vectors, and not where it is a set operator", () => {
			const grouped = `${samples[left]} ${operator} on (job) group_left (a) ${samples[right]}`;
			if (left === "vector" && right === "vector" && group !== "set") expectVerdict(grouped, "valid");
			else expect(checkPromql(parsePromql(grouped), { role: "query" }).length).toBeGreaterThan(0);
		});
	}
});
