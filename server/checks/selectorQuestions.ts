import { type LabelMatcher, writeSelector } from "../metrics/selectorText.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { nameOfSelector } from "../promql/result/matchers.ts";
import type { CheckedExpression } from "./check.ts";

/** A selector as a server is asked about it. */
export interface AskableSelector {
	/** The metric, where just one is meant. */
	readonly name: string | undefined;
	/** All but the one of the metric's name. */
	readonly matchers: readonly LabelMatcher[];
	/** The whole of it, without offset and range. */
	readonly text: string;
}

/** `undefined` where a variable stands in it, so that nobody knows what it selects. */
export function readAskable(expression: CheckedExpression, selector: VectorSelector): AskableSelector | undefined {
	if (expression.masked(selector)) return undefined;
	const name = nameOfSelector(selector);
	const all = selector.matchers.flatMap(({ label, operator, value }) =>
		value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
	);
	if (all.length < selector.matchers.length) return undefined;
	const named = ({ label, op }: LabelMatcher): boolean => label === "__name__" && op === "=";
	const matchers = name === undefined ? all : all.filter((matcher) => !named(matcher));
	return { name, matchers, text: writeSelector(name, matchers) };
}

/** Claims that what the selector reads comes from a rule rather than from scrapes, or may do. */
export function mayBeRecorded(
	name: string | undefined,
	knowledge: {
		readonly isRecorded: (name: string) => boolean | undefined;
		readonly results: { readonly recorded: (name: string) => readonly unknown[] };
	},
): boolean {
	if (name === undefined || name.includes(":") || name === "ALERTS" || name === "ALERTS_FOR_STATE") return true;
	return knowledge.results.recorded(name).length > 0 || knowledge.isRecorded(name) === true;
}
