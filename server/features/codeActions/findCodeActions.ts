import { isExpression } from "../../documents/embedded/region.ts";
import { type DocumentModel, regionAt } from "../../documents/model.ts";
import { parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { contains, type Span } from "../../text/span.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { formatDocument } from "../formatting.ts";
import type { CodeAction, CodeActionKind } from "./codeAction.ts";
import { createRuleTest, createRunbook } from "./createForRule.ts";
import { createPlace } from "./expressionPlace.ts";
import { answerProblems, type Diagnosed, fixAll, fixExpression, fixProblems } from "./quickFixes.ts";
import { refactorings } from "./registry.ts";

export interface CodeActionOptions {
	readonly model: DocumentModel;
	/** The file that `model` was read from. */
	readonly text: string;
	/** The cursor or what is selected, in the file's offsets. */
	readonly selection: Span;
	/** The kinds that are asked for, each with the kinds below it; all but those of the whole file where it is left out. */
	readonly only?: readonly string[];
	/** What was found in this very text; where it is left out, what the structure has against it. */
	readonly diagnosed?: Diagnosed;
	readonly regularExpressions: RegularExpressions;
	/** What the files record, this one among them. */
	readonly recordings: Pick<WorkspaceGraph, "rulesRecording">;
}

/** Longer expressions, in UTF-16 code units, are not taken apart while someone moves the cursor. */
const longest = 20_000;

/** What can be done at a place: what mends a problem first. Only the expression at the cursor is looked at. */
export function findCodeActions(options: CodeActionOptions): readonly CodeAction[] {
	const actions = collectActions(options);
	return [
		...actions.filter(({ preferred }) => preferred === true),
		...actions.filter(({ preferred }) => preferred !== true),
	];
}

function collectActions(options: CodeActionOptions): readonly CodeAction[] {
	const { model, text, selection, only, diagnosed, regularExpressions, recordings } = options;
	const wanted = (kind: CodeActionKind): boolean => (only === undefined ? !isSource(kind) : isAskedFor(kind, only));
	const actions: CodeAction[] = [];
	if (wanted("quickfix")) {
		actions.push(
			...(diagnosed === undefined ? fixProblems(model.problems, selection) : answerProblems(diagnosed, selection)),
		);
	}
	if (diagnosed !== undefined && wanted("quickfix")) actions.push(...createRunbook(model, diagnosed, selection));
	if (wanted("refactor.rewrite")) actions.push(...createRuleTest(model, selection));
	if (diagnosed !== undefined && wanted("source.fixAll.observability")) actions.push(...fixAll(diagnosed));
	if (wanted("source.format.promql")) actions.push(...formatAll(model, text));
	const region = regionAt(model, selection.start);
	if (region === undefined || !isExpression(region)) return actions;
	if (!contains(region.hostSpan, selection)) return actions;
	if (region.text.length > longest || region.text.trim() === "" || (region.problems ?? []).length > 0) return actions;
	if (!wanted("quickfix") && !refactorings.some(({ kind }) => wanted(kind))) return actions;
	const parsed = parsePromql(region.text);
	if (wanted("quickfix")) actions.push(...fixExpression(region, parsed, selection, regularExpressions));
	const place = createPlace({ model, hostText: text, region, parsed, selection, regularExpressions, recordings });
	if (place === undefined) return actions;
	const masked = (region.masks?.length ?? 0) > 0;
	for (const refactoring of refactorings) {
		if (wanted(refactoring.kind) && (!masked || refactoring.withMasks === true))
			actions.push(...refactoring.offer(place));
	}
	return actions;
}

/** Kinds form a tree by their dots; to ask for one is to ask for all below it. */
function isAskedFor(kind: CodeActionKind, only: readonly string[]): boolean {
	return only.some((asked) => asked === "" || asked === kind || kind.startsWith(`${asked}.`));
}

function isSource(kind: CodeActionKind): boolean {
	return kind === "source.format.promql" || kind === "source.fixAll.observability";
}

function formatAll(model: DocumentModel, text: string): readonly CodeAction[] {
	const edits = formatDocument(model, text);
	return edits.length === 0 ? [] : [{ title: "Format PromQL", kind: "source.format.promql", edits }];
}
