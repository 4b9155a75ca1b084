import type { Call, Expression } from "../ast.ts";
import { shorten } from "../shorten.ts";
import { factOf, fewValues, joinFacts, type LabelFact, type LabelsShape, withFact } from "./labels.ts";
import type { CompilePattern } from "./matchers.ts";

/**
 * `label_replace(v, dst, replacement, src, regex)`: where `regex` matches the whole value of `src`, `dst` gets the
 * replacement, and is taken away by an empty one; elsewhere the series stays as it is.
 * Source: Prometheus 3.14, querying/functions.
 */
export function replaceLabel(labels: LabelsShape, call: Call, compile: CompilePattern): LabelsShape {
	const [, destination, replacement, source, pattern] = call.arguments.map(textOf);
	if (destination === undefined) return { named: new Map(), others: { presence: "possible", reason: reasonOf(call) } };
	const before = factOf(labels, destination);
	const origin = source === undefined ? undefined : factOf(labels, source);
	if (replacement === undefined || origin === undefined || pattern === undefined) {
		return withFact(labels, destination, { presence: "possible", reason: reasonOf(call, destination) });
	}
	const match = matchOf(pattern, origin, compile);
	if (match === "never") return labels;
	const after = replacedFact(replacement, pattern, origin, {
		presence: "possible",
		reason: reasonOf(call, destination),
	});
	return withFact(labels, destination, match === "always" ? after : joinFacts(after, before));
}

/**
 * `label_join(v, dst, separator, src…)`: `dst` gets the values of the other labels with separators between them; a label
 * that is missing is an empty text, and an empty result takes `dst` away.
 */
export function joinIntoLabel(labels: LabelsShape, call: Call): LabelsShape {
	const [, destination, separator, ...sources] = call.arguments.map(textOf);
	const reason = reasonOf(call, destination);
	if (destination === undefined) return { named: new Map(), others: { presence: "possible", reason } };
	if (separator === undefined || sources.includes(undefined)) {
		return withFact(labels, destination, { presence: "possible", reason });
	}
	const facts = sources.map((source) => factOf(labels, source ?? ""));
	const separated = separator !== "" && sources.length > 1;
	if (!separated && facts.every(({ presence }) => presence === "never")) {
		return withFact(labels, destination, { presence: "never", reason });
	}
	const sure = separated || facts.some(({ presence }) => presence === "sure");
	const joined = facts.reduce<readonly string[] | undefined>(
		(texts, fact, index) => append(texts, valuesOf(fact), index === 0 ? "" : separator),
		[""],
	);
	const values = joined === undefined ? {} : fewValues(joined.filter((value) => value !== ""));
	return withFact(labels, destination, { presence: sure ? "sure" : "possible", reason, ...values });
}

function append(
	texts: readonly string[] | undefined,
	values: readonly string[] | undefined,
	separator: string,
): readonly string[] | undefined {
	if (texts === undefined || values === undefined || texts.length * values.length > 64) return undefined;
	return texts.flatMap((text) => values.map((value) => text + separator + value));
}

/** Every text that the label can stand for, the empty one for a missing label included. */
function valuesOf(fact: LabelFact): readonly string[] | undefined {
	if (fact.presence === "never") return [""];
	if (fact.values === undefined) return undefined;
	return fact.presence === "sure" ? fact.values : [...fact.values, ""];
}

function matchOf(pattern: string, origin: LabelFact, compile: CompilePattern): "always" | "possible" | "never" {
	const wildcard = /^(\(?)\.([*+])(\)?)$/.exec(pattern);
	if (wildcard !== null && (wildcard[1] === "") === (wildcard[3] === "")) {
		if (wildcard[2] === "*" || origin.presence === "sure") return "always";
		return origin.presence === "never" ? "never" : "possible";
	}
	const values = valuesOf(origin);
	if (values === undefined || /\(\?P?</.test(pattern) || pattern.length > 20_000) return "possible";
	const compiled = compile(pattern);
	if (!compiled.valid) return "possible";
	const matching = values.filter((value) => compiled.matches(value)).length;
	return matching === values.length ? "always" : matching === 0 ? "never" : "possible";
}

/** What the label is where the regular expression has matched. */
function replacedFact(replacement: string, pattern: string, origin: LabelFact, possible: LabelFact): LabelFact {
	const { reason } = possible;
	const refersTo = /\$(?:[\p{L}\p{Nd}_]+|\{[\p{L}\p{Nd}_]*\}|\$)?/gu;
	if (!replacement.includes("$")) {
		return replacement === "" ? { presence: "never", reason } : { presence: "sure", reason, values: [replacement] };
	}
	// The whole value moves over.
	if (/^\(\.[*+]\)$/.test(pattern) && /^\$(?:1|\{1\})$/.test(replacement)) {
		const presence = pattern === "(.+)" ? "sure" : origin.presence;
		return { presence, reason, ...(origin.values === undefined ? {} : { values: origin.values }) };
	}
	const literal = replacement.replace(refersTo, (part) => (part === "$" || part === "$$" ? "$" : ""));
	return literal === "" ? possible : { presence: "sure", reason };
}

function reasonOf(call: Call, destination?: string) {
	const label = destination === undefined ? "a label" : shorten(destination);
	return { span: call.function.span, text: `${label} is set by ${call.function.name}` };
}

/** The text of an argument, in parentheses or not. */
export function textOf(argument: Expression): string | undefined {
	let inner = argument;
	while (inner.kind === "paren") inner = inner.expression;
	return inner.kind === "string" ? inner.value : undefined;
}
