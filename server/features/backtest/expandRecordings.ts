import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { childrenOf } from "../../promql/visit.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { canBeReplaced, findRecorded, needsParens, writeRecorded } from "../codeActions/inlineRecordingRule.ts";

export interface ExpansionSources {
	readonly recordings: Pick<WorkspaceGraph, "rulesRecording">;
	readonly regularExpressions: RegularExpressions;
}

export interface Expanded {
	readonly text: string;
	/** The recorded metrics whose definition stands in their place now. */
	readonly replaced: readonly string[];
	/** Those that the workspace defines and whose definition cannot stand there, such as below a range. */
	readonly kept: readonly string[];
}

/** Definitions of definitions are followed so deep. */
const deepest = 5;
/** UTF-16 code units; what is longer no server should be asked. */
const longest = 20_000;

/** Puts the definitions of recorded metrics in their place, as far as the workspace has them and they mean the same there. */
export function expandRecordings(text: string, sources: ExpansionSources): Expanded {
	const replaced = new Set<string>();
	let kept = new Set<string>();
	let expanded = text;
	for (let round = 0; round < deepest; round++) {
		const { edits, names, left } = findReplacements(expanded, sources);
		kept = left;
		if (edits.length === 0) break;
		const next = applyEdits(expanded, edits);
		if (next.length > longest || parsePromql(next).problems.length > 0) break;
		expanded = next;
		for (const name of names) replaced.add(name);
	}
	return { text: expanded, replaced: [...replaced], kept: [...kept] };
}

function findReplacements(text: string, sources: ExpansionSources) {
	const edits: TextEdit[] = [];
	const names = new Set<string>();
	const left = new Set<string>();
	const visit = (expression: Expression, path: readonly Expression[]): void => {
		const around = [...path, expression];
		if (expression.kind === "selector" && expression.name !== undefined) {
			const { name } = expression.name;
			const recorded = findRecorded(name, sources);
			if (recorded === undefined) return;
			const parent = path.at(-1);
			const fits = canBeReplaced(expression, parent, { path: around });
			const written = fits ? writeRecorded(recorded, expression, sources) : undefined;
			if (written === undefined) {
				left.add(name);
				return;
			}
			names.add(name);
			edits.push({ span: expression.span, newText: needsParens(written, parent) ? `(${written})` : written });
			return;
		}
		if (around.length < deepestNesting) for (const child of childrenOf(expression)) visit(child, around);
	};
	visit(parsePromql(text).expression, []);
	return { edits, names, left };
}

/** Chains of operators nest as deep as they are long. */
const deepestNesting = 500;
