import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel, Rule, RuleGroup } from "../../documents/model.ts";
import type { Expression } from "../../promql/ast.ts";
import { checkPromql } from "../../promql/check.ts";
import { type ParsedPromql, parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { childrenOf } from "../../promql/visit.ts";
import { contains, type Span, touches } from "../../text/span.ts";
import { joinEdits, type TextEdit } from "../../text/textEdit.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";

/** An expression that parses, and what of it the user means: where the cursor is, or what is selected. */
export interface ExpressionPlace {
	readonly model: DocumentModel;
	/** The whole file. */
	readonly hostText: string;
	readonly region: EmbeddedRegion;
	readonly parsed: ParsedPromql;
	/** In the region's offsets; empty for a cursor. */
	readonly selection: Span;
	/** From the root to the smallest expression around the selection; never empty. */
	readonly path: readonly Expression[];
	readonly regularExpressions: RegularExpressions;
	readonly recordings: Pick<WorkspaceGraph, "rulesRecording">;
	/**
	 * The file's edits that do `edits` (in the region's offsets) to the expression; `undefined` where the host cannot hold
	 * the result or Prometheus would not take it.
	 */
	rewrite(edits: readonly TextEdit[]): readonly TextEdit[] | undefined;
}

export interface RuleOfPlace {
	readonly group: RuleGroup;
	readonly rule: Rule;
}

export interface PlaceOptions {
	readonly model: DocumentModel;
	readonly hostText: string;
	readonly region: EmbeddedRegion;
	readonly parsed: ParsedPromql;
	/** In the file's offsets. */
	readonly selection: Span;
	readonly regularExpressions: RegularExpressions;
	readonly recordings: Pick<WorkspaceGraph, "rulesRecording">;
}

export function createPlace(options: PlaceOptions): ExpressionPlace | undefined {
	const { region, parsed, regularExpressions } = options;
	const { role } = region.context;
	const isRight = (candidate: ParsedPromql): boolean =>
		checkPromql(candidate, { role: role === "query" ? "query" : "ruleExpression", regularExpressions }).length === 0;
	if (parsed.problems.length > 0 || !isRight(parsed)) return undefined;
	const selection = trim(region.text, {
		start: region.map.toEmbedded(options.selection.start),
		end: region.map.toEmbedded(options.selection.end),
	});
	return {
		...options,
		selection,
		path: pathAround(parsed.expression, selection),
		rewrite(edits) {
			const joined = joinEdits(region.text, edits);
			if (joined === undefined) return undefined;
			const { start, end } = joined.span;
			const text = region.text.slice(0, start) + joined.newText + region.text.slice(end);
			if (!isRight(parsePromql(text))) return undefined;
			const encoded = region.encodeEdit(joined);
			return encoded && [encoded];
		},
	};
}

/** Blanks at the ends of a selection are none of its meaning. */
function trim(text: string, { start, end }: Span): Span {
	const selected = text.slice(start, end);
	if (selected.trim() === "") return { start, end: start };
	const from = start + selected.length - selected.trimStart().length;
	return { start: from, end: from + selected.trim().length };
}

/** A cursor between two expressions means the one that starts there before the one that ends there. */
function pathAround(root: Expression, selection: Span): readonly Expression[] {
	const path = [root];
	for (let next: Expression | undefined = root; next !== undefined; ) {
		const around: readonly Expression[] = childrenOf(next).filter(({ span }) =>
			selection.start === selection.end ? touches(span, selection.start) : contains(span, selection),
		);
		next = around.at(-1);
		if (next !== undefined) path.push(next);
	}
	return path;
}

/**
 * The expression that the user points at: the one that is selected exactly, else the smallest one around the cursor that
 * `wanted` takes.
 */
export function findMeant(
	{ path, selection }: ExpressionPlace,
	wanted: (expression: Expression, parent: Expression | undefined) => boolean,
): { readonly expression: Expression; readonly parent: Expression | undefined } | undefined {
	const selected = selection.start !== selection.end;
	for (let index = path.length - 1; index >= 0; index--) {
		const expression = path[index];
		const parent = path[index - 1];
		if (expression === undefined || !wanted(expression, parent)) continue;
		if (!selected) return { expression, parent };
		if (expression.span.start === selection.start && expression.span.end === selection.end)
			return { expression, parent };
	}
	return undefined;
}

/** The rule whose expression it is; `undefined` where the expression belongs to none. */
export function ruleOf({ model, region }: ExpressionPlace): RuleOfPlace | undefined {
	const { start } = region.hostSpan;
	for (const group of model.groups) {
		if (!touches(group.span, start)) continue;
		const rule = group.rules.find(({ expression }) => expression === region);
		if (rule !== undefined) return { group, rule };
	}
	return undefined;
}
