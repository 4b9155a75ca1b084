import { describe, expect, test } from "vitest";
import type { OutlineItem } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { ALL_HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const expression = 'sum by (job) (rate(requests_total{code="500"}[5m]))';

/** The expressions of a file, as Prometheus gets them. */
const readExpressions = (text: string): readonly string[] =>
	(createDocumentParser().parse(createDocument(text))?.regions ?? [])
		.filter(({ language, context }) => language === "promql" && context.role !== "blank")
		.map((region) => (region.source ?? region.text).trim());

describe.each(ALL_HOSTS)("in $name", ({ wrap, languageId }) => {
	const service = createTestService();
	const text = wrap(expression);
	const start = text.indexOf("sum");

	test("its language is known", () => {
		if (languageId !== undefined) expect(createDocument(text).languageId).toBe(languageId);
		expect(readExpressions(text)).toContain(expression);
	});

	test("formatting lays out the expression and leaves the rest", () => {
		const untidy = wrap('sum(rate( requests_total{code="500"}[5m] ))by(job)');
		const formatted = applyEdits(untidy, service.format(createDocument(untidy)));
		expect(formatted).toBe(wrap(expression));
		expect(service.format(createDocument(formatted))).toEqual([]);
	});

	test("a refactoring changes the expression alone", () => {
		const fuzzy = wrap(expression.replace("=", "=~"));
		const at = fuzzy.indexOf("=~");
		const actions = service.codeActions(createDocument(fuzzy), { start: at, end: at });
		const rewriting = actions.filter(({ kind }) => kind === "refactor.rewrite");
		expect(rewriting.length).toBeGreaterThan(0);
		const changes = new Set<number>();
		for (const { edits, title } of rewriting) {
			const changed = applyEdits(fuzzy, edits);
			const [before, after] = [readExpressions(fuzzy), readExpressions(changed)];
			expect(after.length, title).toBe(before.length);
			const different = after.filter((one, index) => one !== before[index]);
			changes.add(different.length);
			for (const one of different) expect(parsePromql(one).wellFormed, title).toBe(true);
		}
		// Another style of the scalar changes nothing.
		expect(Math.max(...changes)).toBe(1);
		const equal = rewriting.find(({ title }) => title.startsWith("Write as"));
		expect(equal && applyEdits(fuzzy, equal.edits)).toBe(text);
	});

	test("symbols lie in the file, each in the one above it", () => {
		const outline = service.symbols(createDocument(text));
		expect(outline.length).toBeGreaterThan(0);
		const visit = (item: OutlineItem, from: number, to: number): void => {
			expect(item.name).not.toBe("");
			expect(from <= item.span.start && item.span.start <= item.nameSpan.start).toBe(true);
			expect(item.nameSpan.end <= item.span.end && item.span.end <= to).toBe(true);
			for (const child of item.children) visit(child, item.span.start, item.span.end);
		};
		for (const item of outline) visit(item, 0, text.length);
	});

	test("words have colours, and folding answers", () => {
		const document = createDocument(text);
		const tokens = service.semanticTokens(document) ?? [];
		expect(tokens.map((token) => [text.slice(token.start, token.end), token.type])).toContainEqual([
			"rate",
			"function",
		]);
		expect(service.foldingRanges(document)).toBeDefined();
		expect(service.selectionRanges(document, [start])?.[0]?.length).toBeGreaterThan(1);
		expect(service.logged).toEqual([]);
	});
});
