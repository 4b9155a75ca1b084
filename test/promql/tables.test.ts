import { describe, expect, test } from "vitest";
import { aggregations } from "../../server/promql/aggregations.ts";
import { checkPromql } from "../../server/promql/check.ts";
import { argumentBounds, printSignature, promqlFunctions } from "../../server/promql/functions.ts";
import { promqlKeywords } from "../../server/promql/keywords.ts";
import { promqlOperators } from "../../server/promql/operators.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { keywordOf } from "../../server/promql/tokens.ts";
import { valueTypeOf } from "../../server/promql/valueType.ts";

const entries = [
	...promqlFunctions.values(),
	...aggregations.values(),
	...promqlKeywords.values(),
	...promqlOperators.values(),
];

describe.each(entries.map((entry) => [entry.name, entry] as const))("%s", (name, entry) => {
	test("has an example that uses it and is right", () => {
		expect(checkPromql(parsePromql(entry.example), { role: "ruleExpression" })).toEqual([]);
		expect(entry.example).toContain(name.replace("()", ""));
	});

	test("is described in sentences", () => {
		expect(entry.summary).toMatch(/^[A-Z0-9].*\.$/s);
		expect(entry.trap ?? "One.").toMatch(/^[A-Z0-9`].*\.$/s);
		expect(entry.link).toMatch(/^https:\/\/prometheus\.io\/docs\/prometheus\/latest\/[a-z_/]+\/#[\w-]+$/);
	});
});

describe.each([...promqlFunctions.values()].map((entry) => [entry.name, entry] as const))("%s", (name, entry) => {
	const written = { scalar: "1", vector: "up", matrix: "up[5m]", string: '"a"', none: "" };
	const call = (count: number) => {
		const types = Array.from({ length: count }, (_, index) => entry.arguments[index] ?? entry.arguments.at(-1));
		// The second argument of info is no vector but a bare selector.
		const args = types.map((argument, index) =>
			name === "info" && index === 1 ? '{a="b"}' : written[argument?.type ?? "scalar"],
		);
		return `${name}(${args.join(", ")})`;
	};
	const codesOf = (text: string) => checkPromql(parsePromql(text), { role: "query" }).map(({ code }) => code);
	const { least, most } = argumentBounds(entry);

	test("takes as many arguments as it says, and no more", () => {
		expect(codesOf(call(least))).toEqual([]);
		if (least > 0) expect(codesOf(call(least - 1))).toEqual(["promql/argument-count"]);
		if (most === Number.POSITIVE_INFINITY) return expect(codesOf(call(least + 20))).toEqual([]);
		expect(codesOf(call(most))).toEqual([]);
		expect(codesOf(call(most + 1))).toEqual(["promql/argument-count"]);
	});

	test("gives what it says", () => {
		expect(valueTypeOf(parsePromql(call(least)).expression)).toBe(entry.returns);
	});
});

test("signatures are written with names, types and defaults", () => {
	const signatures = ["round", "label_join", "time", "info"].map((name) => {
		const entry = promqlFunctions.get(name);
		return entry && printSignature(entry);
	});
	expect(signatures).toEqual([
		"round(v instant-vector, to_nearest scalar = 1) instant-vector",
		"label_join(v instant-vector, dst_label string, separator string, src_label string, …) instant-vector",
		"time() scalar",
		"info(v instant-vector, selector instant-vector = all data labels of target_info) instant-vector",
	]);
});

test("every aggregation, word operator and modifier is a keyword of the lexer", () => {
	const words = [...aggregations.keys(), ...promqlOperators.keys(), ...promqlKeywords.keys()]
		.map((name) => name.replace("()", ""))
		.filter((name) => /^\w+$/.test(name));
	expect(words.filter((word) => keywordOf(word.toUpperCase()) !== word)).toEqual([]);
});
