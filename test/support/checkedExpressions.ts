import { expect } from "vitest";
import type { Check } from "../../server/checks/check.ts";
import { CheckRunner } from "../../server/checks/run.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { drawSquiggles } from "./squiggles.ts";

/** Lines of the rule around the expression; `expr` is added. */
export type RuleAround = "record" | "alert";

const head: Readonly<Record<RuleAround, string>> = { record: "record: a:b:c", alert: "alert: A" };

/**
 * Checks expressions of a table: one a line, with lines of `^^^^ id` below what is reported, and empty lines between those
 * with marks as one likes.
 */
export async function expectChecked(checks: readonly Check[], table: string, around: RuleAround = "record") {
	const lines = table
		.split("\n")
		.map((line) => line.replace(/^\t+/, ""))
		.filter((line) => line.trim() !== "");
	const expressions = lines.filter((line) => !isMark(line));
	const drawn: string[] = [];
	for (const expression of expressions) drawn.push(await draw(checks, expression, around));
	expect(drawn.join("\n")).toBe(lines.join("\n"));
}

function isMark(line: string): boolean {
	return /^ *\^+ [a-z]+\//.test(line);
}

async function draw(checks: readonly Check[], expression: string, around: RuleAround): Promise<string> {
	const before = `groups:\n- name: g\n  rules:\n  - ${head[around]}\n    expr: |-\n      `;
	const text = `${before}${expression}\n`;
	const runner = new CheckRunner({
		log: (line) => {
			throw new Error(line);
		},
		pause: () => Promise.resolve(),
		checks,
	});
	const source = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
	const model = createDocumentParser().parse(source);
	const result = model && (await runner.run(source, model, new AbortController().signal));
	const problems = (result?.problems ?? []).map((problem) => ({
		...problem,
		span: { start: problem.span.start - before.length, end: problem.span.end - before.length },
	}));
	return drawSquiggles(expression, problems);
}
