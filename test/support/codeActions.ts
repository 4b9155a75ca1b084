import { parse } from "yaml";
import type { DocumentModel } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import type { CodeAction } from "../../server/features/codeActions/codeAction.ts";
import { findCodeActions } from "../../server/features/codeActions/findCodeActions.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { Graph } from "../../server/workspace/graph/graph.ts";
import { readIndexedFile } from "../../server/workspace/graph/readIndexedFile.ts";

const regularExpressions = new RegularExpressions();

/** A file with the cursor as `<|>`, or with what is selected between two of them. */
export function readSelection(marked: string): { readonly text: string; readonly start: number; readonly end: number } {
	const parts = marked.split("<|>");
	const start = parts[0]?.length ?? 0;
	if (parts.length < 2 || parts.length > 3) throw new Error(`One or two <|> are wanted in ${JSON.stringify(marked)}.`);
	return { text: parts.join(""), start, end: start + (parts.length === 3 ? (parts[1]?.length ?? 0) : 0) };
}

/** What that one file records. */
export function recordingsOf(model: DocumentModel, text: string): Graph {
	const graph = new Graph();
	const file = readIndexedFile({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text }, model);
	if (file !== undefined) graph.set(file);
	return graph;
}

export interface OfferedActions {
	readonly text: string;
	readonly actions: readonly CodeAction[];
}

export function actionsAt(marked: string, only?: readonly string[]): OfferedActions {
	const { text, start, end } = readSelection(marked);
	const model = createDocumentParser().parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error(`This is no rule file: ${text}`);
	const options = { model, text, selection: { start, end }, regularExpressions, recordings: recordingsOf(model, text) };
	return { text, actions: findCodeActions(only === undefined ? options : { ...options, only }) };
}

/** The file after the action whose title `wanted` matches; what is offered instead where none does. */
export function applyAction(marked: string, wanted: RegExp): string {
	const { text, actions } = actionsAt(marked);
	const action = actions.find(({ title }) => wanted.test(title));
	if (action === undefined) return `not offered, but: ${actions.map(({ title }) => title).join("; ")}`;
	return applyEdits(text, action.edits);
}

/** A rule file whose rules are `rules`, each indented by four columns. */
export function rules(...written: readonly string[]): string {
	return `groups:\n- name: g\n  rules:\n${written.join("\n")}\n`;
}

interface File {
	readonly groups?: readonly { readonly rules: readonly { readonly expr: unknown }[] }[];
	readonly spec?: File;
}

/** The expressions of a file, as YAML reads them. */
export function expressionsOf(text: string): readonly string[] {
	const file = parse(text) as File;
	return ((file.spec ?? file).groups ?? []).flatMap((group) => group.rules.map(({ expr }) => String(expr)));
}

/** The expression after the action, in a file where it is a literal block; the cursor as in `applyAction`. */
export function applyToExpression(marked: string, wanted: RegExp, before: string = ""): string {
	const file = `groups:\n- name: g\n${before}  rules:\n  - alert: A\n    expr: |-\n      ${marked.replaceAll("\n", "\n      ")}\n`;
	const applied = applyAction(file, wanted);
	return applied.startsWith("not offered") ? "not offered" : (expressionsOf(applied).at(-1) ?? "");
}
