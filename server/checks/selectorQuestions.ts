import { type LabelMatcher, writeSelector } from "../metrics/selectorText.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { nameOfSelector } from "../promql/result/matchers.ts";
import type { CheckedExpression } from "./check.ts";
import type { CheckKnowledge } from "./knowledge.ts";

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

/** Claims that by its name a metric comes from rules rather than from scrapes. */
export function looksRecorded(name: string): boolean {
	return name.includes(":") || name === "ALERTS" || name === "ALERTS_FOR_STATE";
}

/** Claims that a rule that is known records the metric. */
export function isRecorded(name: string, knowledge: Pick<CheckKnowledge, "isRecorded" | "results">): boolean {
	return knowledge.isRecorded(name) === true || knowledge.results.recorded(name).length > 0;
}
