import { createDocumentParser } from "../../server/documents/registry.ts";
import type { CompletionItem } from "../../server/features/answers.ts";
import { checkPromql } from "../../server/promql/check.ts";
import { formatPromql } from "../../server/promql/format/format.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import type { Problem } from "../../server/text/problem.ts";
import type { SourceDocument } from "../../server/text/sourceDocument.ts";
import type { Span } from "../../server/text/span.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { createFakePrometheus } from "../support/fakePrometheus.ts";
import { shapeOf } from "../support/promqlShape.ts";
import { createTestService, never, type TestService } from "../support/testService.ts";
import { preview, type Random, withinBound } from "./seeded.ts";

/**
 * What holds for every text, however broken: nothing throws or is logged, answers come in time, spans and edits are
 * inside of the text that they speak of. Each function throws where it does not hold.
 */
const regularExpressions = new RegularExpressions();

/** An expression through the parser, the checker and the formatter. */
export async function requireSoundExpression(text: string): Promise<void> {
	const problems = await withinBound("Checking", text, () =>
		checkPromql(parsePromql(text), { role: "query", regularExpressions }),
	);
	requireSoundProblems(text, problems);
	const formatted = await withinBound("Formatting", text, () => formatPromql(text));
	if (formatted === undefined) return;
	// The comparison is recursive, unlike what it compares.
	if (text.length > 20_000) return;
	require(shapeOf(formatted) === shapeOf(text), `Formatting changes the meaning of ${preview(text)}`);
	require(formatPromql(formatted) === formatted, `Formatting twice changes more of ${preview(text)}`);
}

/** A rule file whose only rule has the expression. */
export function fileAround(expression: string): { readonly text: string; readonly start: number } {
	const head = "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ";
	return { text: `${head}${JSON.stringify(expression)}\n`, start: head.length + 1 };
}

/** A service that knows a server, and every answer of it. */
export async function startService(): Promise<TestService> {
	const labels = [
		{ __name__: "up", job: "é💥", instance: "a:9100" },
		{ __name__: "http_requests_total", job: 'a"b\\c', code: "500" },
		{ __name__: "my.metric", "label.name": "x\ny" },
	];
	const service = createTestService(createFakePrometheus({ series: labels.map((each) => ({ labels: each })) }));
	await service.knowledge?.warm();
	return service;
}

/** Every question about a file: those about the whole of it, and those about each of `offsets`. */
export async function requireSoundFile(
	service: TestService,
	document: SourceDocument,
	offsets: readonly number[],
): Promise<void> {
	const { text } = document;
	const problems = await withinBound("Diagnostics", text, () => service.diagnose(document, never));
	requireSoundProblems(text, problems ?? []);
	requireSoundOutline(text, service);
	service.symbols(document);
	await requireSoundReading(service, document, offsets);
	await requireSoundFormat(service, document, problems ?? []);
	for (const offset of offsets) await requireSoundPlace(service, document, offset);
	require(service.logged.length === 0, `The service logged ${service.logged.join("; ")} for ${preview(text)}`);
}

function requireSoundOutline(text: string, service: TestService): void {
	const outline = service.symbols({ uri: "file:///outline.yaml", languageId: "yaml", version: 1, text });
	const waiting = [...outline];
	for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
		requireInside(text, item.span, "a symbol");
		requireInside(text, item.nameSpan, "a symbol's name");
		waiting.push(...item.children);
	}
}

/** What an editor asks in order to show a file: colours, folds, what a selection grows to. */
async function requireSoundReading(
	service: TestService,
	document: SourceDocument,
	offsets: readonly number[],
): Promise<void> {
	const { text } = document;
	const tokens = await withinBound("Semantic tokens", text, () => service.semanticTokens(document));
	let last = 0;
	for (const span of tokens ?? []) {
		requireInside(text, span, "a semantic token");
		require(span.start >= last, `The semantic token at ${span.start} is not in order in ${preview(text)}`);
		last = span.end;
	}
	const folds = await withinBound("Folding", text, () => service.foldingRanges(document));
	const lines = text.split(/\r\n|\r|\n/).length;
	for (const { startLine, endLine } of folds ?? []) {
		const inside = 0 <= startLine && startLine < endLine && endLine < lines;
		require(inside, `The fold ${startLine}-${endLine} is not inside of ${preview(text)}`);
	}
	const selections = await withinBound("Selection ranges", text, () => service.selectionRanges(document, offsets));
	for (const spans of selections ?? []) for (const span of spans) requireInside(text, span, "a selection");
}

async function requireSoundFormat(
	service: TestService,
	document: SourceDocument,
	before: readonly Problem[],
): Promise<void> {
	const { text } = document;
	const edits = await withinBound("Formatting a file", text, () => service.format(document));
	if (edits.length === 0) return;
	const regions = createDocumentParser().parse(document)?.regions ?? [];
	for (const { span } of edits) {
		requireInside(text, span, "an edit of the formatter");
		const inside = regions.some(({ hostSpan }) => hostSpan.start <= span.start && span.end <= hostSpan.end);
		require(inside, `The formatter edits ${span.start}-${span.end}, outside of every expression, in ${preview(text)}`);
	}
	// In a file that is no YAML all that follows the fault is a guess, which may come out otherwise.
	if (before.some(({ code }) => code.startsWith("yaml/"))) return;
	const formatted = { ...document, version: document.version + 1, text: applyEdits(text, edits) };
	const after = await createTestService().diagnose(formatted, never);
	const codes = (problems: readonly Problem[] = []) =>
		problems
			.map(({ code }) => code)
			.sort()
			.join(" ");
	require(codes(after) === codes(before), `Formatting changes the diagnostics of ${preview(text)}`);
}

async function requireSoundPlace(service: TestService, document: SourceDocument, offset: number): Promise<void> {
	const { text } = document;
	const list = await withinBound("Completion", text, () => service.complete(document, offset, never));
	for (const item of list.items) requireSoundItem(text, offset, item);
	const still = service.hover(document, offset);
	const live = await withinBound("Hover", text, () => service.liveHover(document, offset, "dark", never));
	for (const hover of [still, live]) {
		if (hover === undefined) continue;
		requireInside(text, hover.span, "a hover");
		const touched = hover.span.start <= offset && offset <= hover.span.end;
		require(touched, `The hover at ${offset} is somewhere else in ${preview(text)}`);
	}
	service.signatureHelp(document, offset);
	const highlights = await withinBound("Highlights", text, () => service.highlights(document, offset));
	for (const { span } of highlights) requireInside(text, span, "a highlight");
	const selection = { start: offset, end: offset };
	const actions = await withinBound("Code actions", text, () => service.codeActions(document, selection));
	for (const { title, edits } of actions) {
		for (const { span } of edits) requireInside(text, span, `an edit of “${title}”`);
	}
	const found = service.expressionAt(document, offset);
	if (found !== undefined) requireInside(text, found.span, "the expression at a place");
	const typed = service.formatOnType(document, offset, "\n");
	if (typed !== undefined) requireInside(text, typed.span, "an edit while typing");
}

/** An editor refuses an edit that does not touch the cursor or that spans lines. */
function requireSoundItem(text: string, offset: number, { label, edit: { span } }: CompletionItem): void {
	requireInside(text, span, `the edit of ${label}`);
	const fits = span.start <= offset && offset <= span.end && !/[\r\n]/.test(text.slice(span.start, span.end));
	require(fits, `The edit of ${label} does not fit the cursor at ${offset} in ${preview(text)}`);
}

export function requireSoundProblems(text: string, problems: readonly Problem[]): void {
	let last = 0;
	for (const { span, message, code, related } of problems) {
		requireInside(text, span, code);
		require(span.start >= last, `${code} is not in the order of the text in ${preview(text)}`);
		last = span.start;
		require(message.length > 10 && message.length < 1200, `${code} says “${message}” of ${preview(text)}`);
		for (const each of related ?? []) requireInside(text, each.span, `what belongs to ${code}`);
	}
}

function requireInside(text: string, { start, end }: Span, what: string): void {
	const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
	require(inside, `The span ${start}-${end} of ${what} is not inside of ${preview(text)}`);
}

/** What a service says of a file, without its caches of other versions: for comparing two of them. */
export async function describeAnswers(service: TestService, document: SourceDocument, offset: number): Promise<string> {
	const { items, incomplete } = await service.complete(document, offset, never);
	const answers = {
		problems: await service.diagnose(document, never),
		symbols: service.symbols(document),
		format: service.format(document),
		hover: service.hover(document, offset),
		expression: service.expressionAt(document, offset),
		complete: { incomplete, items: items.slice(0, 50) },
	};
	// In which order an object was given its keys says nothing.
	return JSON.stringify(answers, (_, value: unknown) =>
		typeof value === "object" && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
}

export function require(claim: boolean, message: string): asserts claim {
	if (!claim) throw new Error(message);
}

/** A few places of a text, its ends among them. */
export function pickOffsets(text: string, random: Random, count: number): number[] {
	return [0, text.length, ...Array.from({ length: count }, () => random.below(text.length + 1))];
}
