import { dropMasked } from "../../documents/embedded/masks/dropMasked.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import { checkPromql } from "../../promql/check.ts";
import { promqlFaults } from "../../promql/faults.ts";
import { type ParsedPromql, parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { joinFixes, withoutGuesses } from "../../text/fixes.ts";
import type { Problem } from "../../text/problem.ts";
import { type Span, touches } from "../../text/span.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";
import type { CodeAction } from "./codeAction.ts";

/** What was found when the file was diagnosed last, and what may be done about it besides mending it. */
export interface Diagnosed {
	/** In the file's offsets. */
	readonly problems: readonly Problem[];
	/** A few words for a code. */
	titleOf(code: string): string;
	/** The edit that turns the check off at the problem's place; `undefined` where that cannot be. */
	disable(problem: Problem): TextEdit | undefined;
	/** What can be written about it elsewhere, such as into the configuration; `disabled` where `disable` can be done. */
	settings?(problem: Problem, disabled: boolean): readonly Pick<CodeAction, "title" | "elsewhere" | "refusal">[];
}

/** All that can be done about the problems at `selection`, but for the faults of an expression's own language. */
export function answerProblems(diagnosed: Diagnosed, selection: Span): readonly CodeAction[] {
	const here = diagnosed.problems.filter(({ span }) => meets(span, selection));
	const fixes = fixProblems(
		here.filter(({ code }) => !(code in promqlFaults)),
		selection,
	);
	const codes = [...new Set(here.map(({ code }) => code))];
	return [
		...fixes,
		...codes.flatMap((code) => fixAllOf(code, diagnosed)),
		...codes.flatMap((code) => disable(here, code, diagnosed)),
		...codes.flatMap((code) => set(here, code, diagnosed)),
		...codes.map((code): CodeAction => ({ title: `Explain ${code}`, kind: "quickfix", edits: [], explains: code })),
	];
}

/** Everything in the file that has one right answer, as far as that can be done at once. */
export function fixAll({ problems }: Diagnosed): readonly CodeAction[] {
	const edits = joinFixes(withoutGuesses(problems));
	if (edits.length === 0) return [];
	return [{ title: "Fix all observability problems", kind: "source.fixAll.observability", edits }];
}

function fixAllOf(code: string, { problems, titleOf }: Diagnosed): readonly CodeAction[] {
	const alike = withoutGuesses(problems).filter((problem) => problem.code === code);
	if (alike.length < 2) return [];
	return [{ title: `Fix all "${titleOf(code)}" in this file`, kind: "quickfix", edits: joinFixes(alike) }];
}

function disable(here: readonly Problem[], code: string, diagnosed: Diagnosed): readonly CodeAction[] {
	const problem = here.find((candidate) => candidate.code === code);
	const edit = problem && diagnosed.disable(problem);
	if (problem === undefined || edit === undefined) return [];
	const mends = { code, message: problem.message };
	return [{ title: `Disable ${code} here`, kind: "quickfix", edits: [edit], mends }];
}

function set(here: readonly Problem[], code: string, diagnosed: Diagnosed): readonly CodeAction[] {
	const problem = here.find((candidate) => candidate.code === code);
	if (problem === undefined) return [];
	const offered = diagnosed.settings?.(problem, diagnosed.disable(problem) !== undefined) ?? [];
	const mends = { code, message: problem.message };
	return offered.map((action) => ({ ...action, kind: "quickfix", edits: [], mends }));
}

/** The fixes of problems at `selection`, which counts in the file's offsets like they do. */
export function fixProblems(problems: readonly Problem[], selection: Span): readonly CodeAction[] {
	return problems.flatMap(({ code, message, span, fix }) =>
		fix === undefined || !meets(span, selection)
			? []
			: [{ title: fix.title, kind: "quickfix" as const, preferred: true, edits: fix.edits, mends: { code, message } }],
	);
}

/** The fixes of an expression's problems; only those that leave fewer of them. */
export function fixExpression(
	region: EmbeddedRegion,
	parsed: ParsedPromql,
	selection: Span,
	regularExpressions: RegularExpressions,
): readonly CodeAction[] {
	const { role } = region.context;
	const check = (candidate: ParsedPromql): readonly Problem[] =>
		checkPromql(candidate, { role: role === "query" ? "query" : "ruleExpression", regularExpressions });
	const all = check(parsed);
	const problems = dropMasked(all, region);
	return problems.flatMap(({ code, message, span, fix }) => {
		if (fix === undefined || !meets(region.map.toHostSpan(makeVisible(parsed.text, span)), selection)) return [];
		const edits = fix.edits.map((edit) => region.encodeEdit(edit)).filter((edit) => edit !== undefined);
		const left = check(parsePromql(applyEdits(parsed.text, fix.edits))).length;
		if (edits.length < fix.edits.length || left >= all.length) return [];
		return [{ title: fix.title, kind: "quickfix", preferred: true, edits, mends: { code, message } }];
	});
}

function meets(a: Span, b: Span): boolean {
	return touches(a, b.start) || touches(b, a.start);
}

/** What is missing at the end is shown, and looked for, at the last character. */
function makeVisible(text: string, span: Span): Span {
	const end = text.slice(0, span.start).trimEnd().length;
	return text.slice(span.start, span.end).trim() === "" && end > 0 ? { start: end - 1, end: span.end } : span;
}
