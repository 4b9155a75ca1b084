import { dropMasked } from "../../documents/embedded/masks/dropMasked.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel } from "../../documents/model.ts";
import { checkPromql } from "../../promql/check.ts";
import { type ParsedPromql, parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { Problem } from "../../text/problem.ts";
import { type Span, touches } from "../../text/span.ts";
import { applyEdits } from "../../text/textEdit.ts";
import type { CodeAction } from "./codeAction.ts";

/** The fixes of the structure's problems at `selection`, which counts in the file's offsets like they do. */
export function fixStructure({ problems }: DocumentModel, selection: Span): readonly CodeAction[] {
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
