import type { LabelMatcher, VectorSelector } from "../ast.ts";
import type { CompiledRegularExpression } from "../regularExpressions.ts";
import { shorten } from "../shorten.ts";
import type { Reason } from "./labels.ts";
import {
	anyLabels,
	exclude,
	factOf,
	fewValues,
	type LabelFact,
	type LabelsShape,
	meetFacts,
	metricNameLabel,
	withFacts,
} from "./labels.ts";

export type CompilePattern = (pattern: string) => CompiledRegularExpression;

/** What the matchers of a selector say of the series that it finds. */
export interface SelectedLabels {
	readonly labels: LabelsShape;
	/** No series can fulfil all matchers. */
	readonly contradictory: boolean;
}

/** The metric's name where the selector asks for just one. */
export function nameOfSelector(selector: VectorSelector): string | undefined {
	if (selector.name !== undefined) return selector.name.name;
	const named = selector.matchers.find(
		({ label, operator, value }) => label.name === metricNameLabel && operator === "=" && value.kind === "string",
	);
	return named?.value.kind === "string" && named.value.value !== "" ? named.value.value : undefined;
}

/**
 * A series that a selector finds fulfils each of its matchers, where a label that is missing counts as an empty text.
 * @param base what is known of the metric's series already
 * Source: Prometheus 3.14, querying/basics, "Instant vector selectors".
 */
export function labelsOfSelector(
	selector: VectorSelector,
	compile: CompilePattern,
	base = anyLabels({ span: selector.span, text: "not excluded by the selector" }),
): SelectedLabels {
	const facts = new Map<string, LabelFact>();
	let contradictory = false;
	const add = (label: string, fact: LabelFact): void => {
		const known = facts.get(label) ?? factOf(base, label);
		contradictory ||= exclude(known, fact);
		// What the selector demands is true of all that it finds, whatever the rules of the workspace say.
		const met = meetFacts(known, fact);
		const ruledOut = known.reason.rule !== undefined && met.presence === "never";
		facts.set(label, ruledOut ? fact : met);
	};
	if (selector.name !== undefined) {
		const reason = { span: selector.name.span, text: `selected by its name ${shorten(selector.name.name)}` };
		add(metricNameLabel, { presence: "sure", values: [selector.name.name], reason });
	}
	for (const matcher of selector.matchers) {
		const fact = factOfMatcher(matcher, compile);
		if (fact !== undefined) add(matcher.label.name, fact);
	}
	return { labels: facts.size === 0 ? base : withFacts(base, facts), contradictory };
}

function factOfMatcher(
	{ label, operator, value: literal, span }: LabelMatcher,
	compile: CompilePattern,
): LabelFact | undefined {
	if (literal.kind !== "string" || literal.invalidUtf8 === true) return undefined;
	const { value } = literal;
	const reason: Reason = { span, text: `matched by ${label.name}${operator}"${shorten(value)}"` };
	const sure: LabelFact = { presence: "sure", reason };
	const never: LabelFact = { presence: "never", reason };
	switch (operator) {
		case "=":
			return value === "" ? never : { ...sure, values: [value] };
		case "!=":
			return value === "" ? sure : undefined;
		case "=~": {
			const values = alternativesOf(value);
			const given = values?.filter((alternative) => alternative !== "");
			if (values !== undefined && given?.length === 0) return never;
			const matchesEmpty = values?.includes("") ?? matchesEmptyText(value, compile);
			if (matchesEmpty === undefined) return undefined;
			const presence = matchesEmpty ? "possible" : "sure";
			return { presence, reason, ...(given === undefined ? {} : fewValues(given)) };
		}
		case "!~": {
			if (/^\(*(?:\?:)?\.\+\)*$/.test(value)) return never;
			const matchesEmpty = alternativesOf(value)?.includes("") ?? matchesEmptyText(value, compile);
			return matchesEmpty === true ? sure : undefined;
		}
	}
}

/** The texts that a regular expression of plain alternatives stands for, such as `api|web`. */
function alternativesOf(pattern: string): readonly string[] | undefined {
	return /^[\w\-:/ |@,;%&=!~"'<>]*$/.test(pattern) ? pattern.split("|") : undefined;
}

/** Whether it matches the empty text; `undefined` where that cannot be told. */
function matchesEmptyText(pattern: string, compile: CompilePattern): boolean | undefined {
	// Longer ones, and those with groups of the same name, are taken for right without being compiled.
	if (pattern.length > 20_000 || /\(\?P?</.test(pattern)) return undefined;
	const compiled = compile(pattern);
	return compiled.valid ? compiled.matchesEmpty : undefined;
}
