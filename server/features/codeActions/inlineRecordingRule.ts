import type { Expression, LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { formatPromql } from "../../promql/format/format.ts";
import { printMatcherLabel, quote } from "../../promql/names.ts";
import { parsePromql } from "../../promql/parse.ts";
import type { RegularExpressions } from "../../promql/regularExpressions.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { contains } from "../../text/span.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import { type ExpressionPlace, findMeant } from "./expressionPlace.ts";
import { addMatcher } from "./matcherEdits.ts";
import { usesMetricName } from "./metricNameUse.ts";
import { selectorsBehind } from "./narrowExpression.ts";

/** A longer expression, in UTF-16 code units, is better read where it is. */
const longest = 4000;

/** Puts a recording rule's expression where its metric is used. */
export const inlineRecordingRule: RefactoringProvider = {
	kind: "refactor.inline",
	offer(place) {
		const meant = findMeant(place, ({ kind }) => kind === "selector");
		if (meant?.expression.kind !== "selector" || meant.expression.name === undefined) return [];
		const { expression: reference } = meant;
		const { parent } = meant;
		if (!canBeReplaced(reference, parent, place)) return [];
		const recorded = findRecorded(meant.expression.name.name, place);
		const written = recorded && writeRecorded(recorded, reference, place);
		if (recorded === undefined || written === undefined) return [];
		const newText = needsParens(written, parent) ? `(${written})` : written;
		const edits = place.rewrite([{ span: reference.span, newText }]);
		if (edits === undefined) return [];
		return [{ title: `Put the expression of ${recorded.name} in its place`, kind: "refactor.inline", edits }];
	},
};

/** A range, an offset or a time would have to move into the expression; a name that is asked for would be gone. */
export function canBeReplaced(
	reference: VectorSelector,
	parent: Expression | undefined,
	{ path }: Pick<ExpressionPlace, "path">,
): boolean {
	if (parent?.kind === "matrix") return false;
	if (parent?.kind === "call" && /^(?:absent|info|timestamp)/.test(parent.function.name)) return false;
	return Object.keys(reference.modifiers).length === 0 && !path.some(usesMetricName);
}

export interface Recorded {
	readonly name: string;
	readonly text: string;
	/** Those that the group and the rule set; the rule's win. */
	readonly labels: ReadonlyMap<string, string>;
}

/** The one rule that records `name`: of several, each gives a part of the series. */
export function findRecorded(
	name: string,
	{ recordings, region }: Pick<ExpressionPlace, "recordings"> & Partial<Pick<ExpressionPlace, "region">>,
): Recorded | undefined {
	const [only, ...others] = recordings.rulesRecording(name);
	if (only === undefined || others.length > 0) return undefined;
	const { expression, labels, span } = only.item;
	if (expression === undefined) return undefined;
	// A rule that asks for itself.
	if (region?.text === expression && contains(span, region.hostSpan)) return undefined;
	return { name, text: expression, labels: new Map(Object.entries(labels)) };
}

/** The recorded expression, narrowed by the reference's matchers, with the rule's labels. */
export function writeRecorded(
	{ text, labels }: Recorded,
	reference: VectorSelector,
	{ regularExpressions }: Pick<ExpressionPlace, "regularExpressions">,
): string | undefined {
	if (text.length > longest) return undefined;
	const parsed = parsePromql(text);
	if (parsed.problems.length > 0) return undefined;
	const edits: { readonly selector: VectorSelector; readonly matcher: string }[] = [];
	for (const matcher of reference.matchers) {
		const label = matcher.label.name;
		const set = labels.get(label);
		if (label === "__name__" || matcher.value.kind !== "string" || matcher.value.invalidUtf8) return undefined;
		if (set !== undefined) {
			if (!takes(matcher, set, regularExpressions)) return undefined;
			continue;
		}
		const selectors = selectorsBehind(parsed.expression, label);
		if (selectors === undefined) return undefined;
		for (const selector of selectors) edits.push({ selector, matcher: printMatcher(matcher) });
	}
	const narrowed = applyEdits(text, joinBySelector(edits, text));
	const line = formatPromql(narrowed, { width: Number.POSITIVE_INFINITY });
	if (line === undefined) return undefined;
	const vector = valueTypeOf(parsed.expression) === "scalar" ? `vector(${line})` : line;
	return [...labels].reduce(
		(inner, [label, value]) => `label_replace(${inner}, ${quote(label)}, ${quote(escapeReplacement(value))}, "", "")`,
		vector,
	);
}

/** In a replacement, `$` begins the name of a group. */
function escapeReplacement(value: string): string {
	return value.replaceAll("$", "$$$$");
}

function joinBySelector(
	additions: readonly { readonly selector: VectorSelector; readonly matcher: string }[],
	text: string,
): readonly TextEdit[] {
	const bySelector = Map.groupBy(additions, ({ selector }) => selector);
	return [...bySelector].map(([selector, all]) =>
		addMatcher(selector, all.map(({ matcher }) => matcher).join(", "), text),
	);
}

function printMatcher({ label, operator, value }: LabelMatcher): string {
	return `${printMatcherLabel(label.name)}${operator}${quote(value.kind === "string" ? value.value : "")}`;
}

function takes({ operator, value }: LabelMatcher, label: string, regularExpressions: RegularExpressions): boolean {
	if (value.kind !== "string" || value.invalidUtf8 === true) return false;
	if (operator === "=") return value.value === label;
	if (operator === "!=") return value.value !== label;
	const compiled = regularExpressions.compile(value.value);
	return compiled.valid && compiled.matches(label) === (operator === "=~");
}

/** An operation among others, or before a range. */
export function needsParens(written: string, parent: Expression | undefined): boolean {
	const { kind } = parsePromql(written).expression;
	if (kind !== "binary" && kind !== "unary") return false;
	return parent?.kind === "binary" || parent?.kind === "unary" || parent?.kind === "subquery";
}
