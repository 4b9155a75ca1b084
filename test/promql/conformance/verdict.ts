import { expect } from "vitest";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";

/** Expects the expression to be taken, or exactly one problem, at `fault` as it stands in the expression. */
export function expectVerdict(
	expression: string,
	verdict: { readonly fault: string; readonly code?: string } | "valid",
) {
	const problems = checkPromql(parsePromql(expression), { role: "query" });
	const found = problems.map(({ span, code }) => ({ fault: expression.slice(span.start, span.end), code }));
	if (verdict === "valid") return expect(found).toEqual([]);
	const { fault, code } = verdict;
	expect(found).toEqual([{ fault, code: code ?? expect.stringMatching(/^promql\//) }]);
}

/** An expression of each type. */
export const samples = { scalar: "1", vector: "up", matrix: "up[5m]", string: '"a"' } as const;
export type SampleType = keyof typeof samples;
export const sampleTypes = Object.keys(samples) as readonly SampleType[];
