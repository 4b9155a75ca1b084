import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { findCodeActions } from "../../../server/features/codeActions/findCodeActions.ts";
import { checkPromql } from "../../../server/promql/check.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { RegularExpressions } from "../../../server/promql/regularExpressions.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { recordingsOf } from "../../support/codeActions.ts";
import { HOSTS } from "../../support/hosts.ts";
import { promqlArbitrary, untidyPromqlArbitrary } from "../../support/promqlArbitrary.ts";
import { shapeOf } from "../../support/promqlShape.ts";

interface Rule {
	readonly record?: string;
	readonly expr?: unknown;
}

interface File {
	readonly groups?: readonly { readonly rules: readonly Rule[] }[];
	readonly spec?: File;
}

/** The file without what actions may change, and that. */
function readFile(text: string): { readonly rules: readonly Rule[]; readonly rest: string } {
	// Every scalar is a text, as the expressions are to Prometheus.
	const file = parse(text, { schema: "failsafe" }) as File;
	const [group] = (file.spec ?? file).groups ?? [];
	const rest = JSON.stringify(file, (key, value: unknown) => (key === "rules" ? undefined : value));
	return { rules: group?.rules ?? [], rest };
}

const regularExpressions = new RegularExpressions();

function read(text: string) {
	const model = createDocumentParser().parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error(`This is no rule file: ${text}`);
	return model;
}

const expressions = fc
	.oneof(promqlArbitrary(), untidyPromqlArbitrary({ comments: true }))
	.map((text) => text.replaceAll("\r", "").trim());

describe.each(HOSTS)("whatever is offered in $name", ({ holds, wrap }) => {
	test("leaves a file that Prometheus takes, and changes nothing else in it", () => {
		const seen = new Set<string>();
		fc.assert(
			fc.property(expressions.filter(holds), fc.nat(), fc.nat(), fc.boolean(), (expression, from, length, selects) => {
				const text = wrap(expression);
				const model = read(text);
				const region = model.regions.at(-1);
				if (region === undefined) throw new Error("There is no expression.");
				const size = region.hostSpan.end - region.hostSpan.start;
				const start = region.hostSpan.start + (from % (size + 1));
				const end = selects ? start + (length % (region.hostSpan.end - start + 1)) : start;
				const before = readFile(text);
				const recordings = recordingsOf(model, text);
				const actions = findCodeActions({ model, text, selection: { start, end }, regularExpressions, recordings });
				for (const { title, kind, edits } of actions) {
					seen.add(kind);
					const changed = applyEdits(text, edits);
					const after = readFile(changed);
					expect(after.rest, title).toBe(before.rest);
					expect(read(changed).problems, title).toEqual([]);
					const added = kind === "refactor.extract" ? 1 : 0;
					expect(after.rules.length, title).toBe(before.rules.length + added);
					expect(after.rules[0], title).toEqual(before.rules[0]);
					expect({ ...after.rules.at(-1), expr: "" }, title).toEqual({ ...before.rules.at(-1), expr: "" });
					for (const { expr } of after.rules) {
						const parsed = parsePromql(String(expr));
						expect(checkPromql(parsed, { role: "ruleExpression" }), `${title}: ${String(expr)}`).toEqual([]);
					}
					if (title.startsWith("Write the expression")) {
						expect(shapeOf(String(after.rules.at(-1)?.expr)), title).toBe(shapeOf(String(before.rules.at(-1)?.expr)));
					}
				}
			}),
			{ numRuns: 40 },
		);
		expect([...seen].sort()).toEqual(expect.arrayContaining(["refactor.extract", "refactor.rewrite"]));
	});
});

describe.each(HOSTS)("a part that is recorded and put back in $name", ({ holds, wrap }) => {
	test("is what it was", () => {
		let tried = 0;
		fc.assert(
			fc.property(promqlArbitrary().filter(holds), fc.nat(), (expression, from) => {
				const text = wrap(expression);
				const model = read(text);
				const region = model.regions.at(-1);
				if (region === undefined) throw new Error("There is no expression.");
				const start = region.hostSpan.start + (from % (region.hostSpan.end - region.hostSpan.start + 1));
				const selection = { start, end: start };
				const options = { regularExpressions, recordings: recordingsOf(model, text) };
				const record = findCodeActions({ ...options, model, text, selection, only: ["refactor.extract"] })[0];
				if (record === undefined) return;
				const recorded = applyEdits(text, record.edits);
				const name = readFile(recorded).rules.at(-2)?.record ?? "";
				const at = read(recorded).regions.at(-1)?.hostSpan.start ?? 0;
				const use = recorded.indexOf(name, at);
				const put = findCodeActions({
					model: read(recorded),
					text: recorded,
					selection: { start: use, end: use },
					only: ["refactor.inline"],
					regularExpressions,
					recordings: recordingsOf(read(recorded), recorded),
				})[0];
				if (put === undefined) return;
				tried += 1;
				const back = String(readFile(applyEdits(recorded, put.edits)).rules.at(-1)?.expr);
				expect(withoutParens(back)).toBe(withoutParens(expression));
			}),
			{ numRuns: 40 },
		);
		expect(tried).toBeGreaterThan(1);
	});
});

/** The shape of an expression without the parentheses that change nothing. */
function withoutParens(expression: string): string {
	return JSON.stringify(JSON.parse(shapeOf(expression)), (_, value: unknown) => inside(value));
}

function inside(value: unknown): unknown {
	let inner = value;
	while (typeof inner === "object" && inner !== null && "kind" in inner && inner.kind === "paren") {
		inner = "expression" in inner ? inner.expression : undefined;
	}
	return inner;
}
