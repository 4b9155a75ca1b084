// What each function of Prometheus 3.14 does to labels. Source: querying/functions.
import type { Call, Expression, LabelMatcher } from "../ast.ts";
import { findFunction } from "../functions.ts";
import type { Reason } from "./labels.ts";
import {
	anyLabels,
	type LabelFact,
	type LabelsShape,
	metricNameLabel,
	noLabels,
	withFact,
	withFacts,
	withoutLabels,
	withoutMetricName,
} from "./labels.ts";
import type { CompilePattern } from "./matchers.ts";
import { joinIntoLabel, replaceLabel, textOf } from "./relabel.ts";

/** Pass every series on with its name. All others of vectors and ranges drop the name and keep the other labels. */
const keepsMetricName: ReadonlySet<string> = new Set([
	"first_over_time",
	"last_over_time",
	"sort",
	"sort_by_label",
	"sort_by_label_desc",
	"sort_desc",
]);

/** @param argument the labels of one of the call's arguments, by its place */
export function labelsOfCall(
	call: Call,
	argument: (index: number) => LabelsShape | undefined,
	compile: CompilePattern,
): LabelsShape {
	const { name, span } = call.function;
	const unlabelled: Reason = { span, text: `not given by ${name}()` };
	switch (name) {
		case "absent":
		case "absent_over_time":
			return labelsOfAbsent(call);
		case "label_replace":
			return replaceLabel(argument(0) ?? anyLabels(unlabelled), call, compile);
		case "label_join":
			return joinIntoLabel(argument(0) ?? anyLabels(unlabelled), call);
		case "info":
			return labelsOfInfo(call, argument(0) ?? anyLabels(unlabelled));
		case "histogram_quantiles":
			return labelsOfQuantiles(call, argument(0) ?? anyLabels(unlabelled));
	}
	const definition = findFunction(name);
	if (definition === undefined) return anyLabels({ span, text: `unknown, as ${name} is` });
	const index = definition.arguments.findIndex(({ type }) => type === "vector" || type === "matrix");
	const given = index === -1 || call.arguments[index] === undefined ? undefined : argument(index);
	// Without an argument the calendar's functions are about now.
	if (definition.returns !== "vector" || given === undefined) return noLabels(unlabelled);
	if (keepsMetricName.has(name)) return given;
	const rest = withoutMetricName(given, { span, text: `dropped by ${name}()` });
	const takesBuckets = name === "histogram_quantile" || name === "histogram_fraction";
	return takesBuckets ? withoutLabels(rest, ["le"], { span, text: `used up by ${name}()` }) : rest;
}

/**
 * The labels that the selector compares with `=`, once each; of an expression that is no selector there are none.
 */
function labelsOfAbsent(call: Call): LabelsShape {
	const { name, span } = call.function;
	const none = noLabels({ span, text: `not given by ${name}(): it has the labels of equality matchers alone` });
	const facts = new Map<string, LabelFact>();
	const seen = new Set<string>();
	for (const { label, operator, value, span: matched } of matchersOf(call.arguments[0])) {
		if (label.name === metricNameLabel) continue;
		const given = operator === "=" && value.kind === "string" && !seen.has(label.name) ? value.value : "";
		const text = `given by ${name}() from its matchers`;
		if (operator === "=") seen.add(label.name);
		if (given !== "") facts.set(label.name, { presence: "sure", values: [given], reason: { span: matched, text } });
		else facts.delete(label.name);
	}
	return facts.size === 0 ? none : withFacts(none, facts);
}

function matchersOf(expression: Expression | undefined): readonly LabelMatcher[] {
	let inner = expression;
	while (inner?.kind === "paren" || inner?.kind === "matrix") {
		inner = inner.kind === "paren" ? inner.expression : inner.selector;
	}
	return inner?.kind === "selector" ? inner.matchers : [];
}

/** Labels of the info series come in addition, those that the second argument names, where they are not there yet. */
function labelsOfInfo(call: Call, labels: LabelsShape): LabelsShape {
	const { name, span } = call.function;
	const added: LabelFact = { presence: "possible", reason: { span, text: `may be added by ${name}()` } };
	const second = call.arguments[1];
	const wanted = matchersOf(second)
		.map((matcher) => matcher.label.name)
		.filter((label) => label !== metricNameLabel);
	const add = (label: string, fact: LabelFact): [string, LabelFact] => [
		label,
		label === metricNameLabel || fact.presence === "sure" ? fact : added,
	];
	if (wanted.length > 0) {
		return withFacts(
			labels,
			wanted.map((label) => add(label, labels.named.get(label) ?? labels.others)),
		);
	}
	const named = [...labels.named].map(([label, fact]) => add(label, fact));
	const metricName: [string, LabelFact] = [metricNameLabel, labels.named.get(metricNameLabel) ?? labels.others];
	return withFacts({ named: new Map([metricName]), others: add("", labels.others)[1] }, named);
}

function labelsOfQuantiles(call: Call, labels: LabelsShape): LabelsShape {
	const { name, span } = call.function;
	const rest = withoutLabels(withoutMetricName(labels, { span, text: `dropped by ${name}()` }), ["le"], {
		span,
		text: `used up by ${name}()`,
	});
	const written = call.arguments[1];
	const label = written === undefined ? undefined : textOf(written);
	const reason = { span, text: `set by ${name}()` };
	return label === undefined ? anyLabels(reason) : withFact(rest, label, { presence: "sure", reason });
}
