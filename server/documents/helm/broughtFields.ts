import type { Span } from "../../text/span.ts";
import type { Rule, RuleField } from "../model.ts";
import type { TemplateAction } from "./action.ts";
import type { ActionIndex } from "./actionIndex.ts";

const fields: readonly RuleField[] = ["for", "keep_firing_for", "labels", "annotations"];

/** The fields of a rule of which an action may bring more than what is written. */
export function findBroughtFields(
	{ span, name }: Rule,
	masked: string,
	file: string,
	actions: ActionIndex,
): readonly RuleField[] {
	const column = columnOf(file, (name ?? { span }).span.start);
	const brought = new Set<RuleField>();
	for (const { 0: line, 1: field, index } of masked.slice(span.start, span.end).matchAll(fieldLine)) {
		const start = span.start + index;
		const known = fields.find((candidate) => candidate === field);
		const rendered = actions.within({ start, end: start + line.length }).length > 0;
		if (known !== undefined && rendered) brought.add(known);
	}
	// Lines that an action brings behind the last of the rule are its as well.
	const behind = /^\s*/.exec(masked.slice(span.end, span.end + far))?.[0].length ?? 0;
	for (const action of actions.within({ start: span.start, end: span.end + behind })) {
		// What stands behind a key is that key's.
		if (action.kind !== "value" || /:/.test(beforeOnLine(masked, action.span.start))) continue;
		const field = fieldAround(action, { span, column }, masked);
		const bringsKeys = action.brings !== undefined || /^[ ]*\uFDD0/.test(lineAt(masked, action.span.start));
		if (!bringsKeys) continue;
		const indent = indentOf(action, file);
		if (indent === column) return fields;
		if (indent < column) continue;
		if (field !== undefined) brought.add(field);
	}
	return [...brought];
}

/** Characters behind a rule that are looked at. */
const far = 1000;

/** A field of a rule whose value stands behind it. */
const fieldLine = /^[ ]*(?:- +)?(for|keep_firing_for|labels|annotations)[ \t]*:.*$/gm;

/** How far in stands what the action brings. */
function indentOf({ span }: TemplateAction, file: string): number {
	const said = /\bn?indent\s+(\d+)/.exec(file.slice(span.start, span.end))?.[1];
	return said === undefined ? columnOf(file, span.start) : Number(said);
}

/** The field of the rule that the action stands in or behind. */
function fieldAround(
	action: TemplateAction,
	{ span, column }: { readonly span: Span; readonly column: number },
	masked: string,
): RuleField | undefined {
	const before = masked.slice(span.start, action.span.start);
	let found: RuleField | undefined;
	for (const { 0: line, 1: field, index } of before.matchAll(/^[ ]*(?:- +)?([\w.-]+)[ \t]*:/gm)) {
		const keyColumn = columnOf(masked, span.start + index) + line.search(/[\w]/);
		if (keyColumn <= column) found = fields.find((known) => known === field);
	}
	return found;
}

function columnOf(text: string, offset: number): number {
	const start = text.lastIndexOf("\n", offset - 1) + 1;
	return /^[ ]*(?:- +)*/.exec(text.slice(start, offset))?.[0].length ?? 0;
}

function beforeOnLine(text: string, offset: number): string {
	return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}

function lineAt(text: string, offset: number): string {
	const end = text.indexOf("\n", offset);
	return text.slice(text.lastIndexOf("\n", offset - 1) + 1, end === -1 ? text.length : end);
}
