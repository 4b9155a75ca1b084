import { RE2JS } from "re2js";
import type { Expression } from "../../../promql/ast.ts";
import { readMatchers } from "../../../promql/evaluate/evaluate.ts";
import type { ResolvedMatcher } from "../../../promql/evaluate/seriesStorage.ts";
import { walk } from "../../../promql/visit.ts";
import type { TestedRule } from "../testedRules.ts";
import type { LabelValues } from "./labelValues.ts";

/** What the expressions of a rule, and its texts, make of labels. */
export interface LabelUses {
	/** Those that series are grouped by, matched on, or that a text names. */
	readonly shared: readonly string[];
	/** Those that selectors demand a certain value of. */
	readonly demanded: readonly string[];
	readonly selectors: readonly (readonly ResolvedMatcher[])[];
	readonly replacements: readonly Replacement[];
}

interface Replacement {
	readonly to: string;
	readonly text: string;
	readonly from: string;
	readonly pattern: string;
}

/** What no series is given because others have it. */
const own = new Set(["__name__", "le", "alertname", "alertstate"]);

export function findLabelUses(expressions: readonly Expression[], rule: TestedRule): LabelUses {
	const shared = new Set(labelsOfTexts([...Object.values(rule.labels), ...Object.values(rule.annotations)]));
	const demanded = new Set<string>();
	const selectors: (readonly ResolvedMatcher[])[] = [];
	const replacements: Replacement[] = [];
	for (const node of expressions.flatMap((expression) => [...walk(expression)])) {
		if (node.kind === "selector") {
			const matchers = readMatchers(node.name?.name, node.matchers);
			selectors.push(matchers);
			for (const { label, operator } of matchers) if (operator === "=") demanded.add(label);
		} else if (node.kind === "aggregation" && node.grouping?.without === false) {
			for (const { name } of node.grouping.labels) shared.add(name);
		} else if (node.kind === "binary" && node.matching !== undefined) {
			if (node.matching.on) for (const { name } of node.matching.labels) shared.add(name);
			for (const { name } of node.matching.group?.include ?? []) shared.add(name);
		} else if (node.kind === "call" && node.function.name === "label_replace") {
			const [to, text, from, pattern] = node.arguments
				.slice(1)
				.map((argument) => (argument.kind === "string" ? argument.value : ""));
			if (from) shared.add(from);
			if (to) replacements.push({ to, text: text ?? "", from: from ?? "", pattern: pattern ?? "" });
		}
	}
	for (const label of own) {
		shared.delete(label);
		demanded.delete(label);
	}
	return { shared: [...shared], demanded: [...demanded], selectors, replacements };
}

/** `$labels.pod`, `.Labels.pod` and `index $labels "pod"` of templates. */
function labelsOfTexts(texts: readonly string[]): readonly string[] {
	return texts
		.filter((text) => text.includes("{{"))
		.flatMap((text) => [...text.matchAll(/(?:\$labels|\.Labels)(?:\.([a-zA-Z_]\w*)|\s+"([a-zA-Z_]\w*)")/g)])
		.flatMap(([, dotted, indexed]) => dotted ?? indexed ?? []);
}

/** What `label_replace` makes of the values that labels will have. */
export function replacedLabels({ replacements }: LabelUses, values: LabelValues): ReadonlyMap<string, string> {
	const fixed = new Map<string, string>();
	for (const { to, text, from, pattern } of replacements) {
		const value = fixed.get(from) ?? values.find(from, []) ?? "";
		try {
			const matcher = RE2JS.compile(`^(?:${pattern})$`).matcher(value);
			if (!matcher.find()) continue;
			const result = text.replaceAll(/\$\{?(\d+)\}?/g, (_, group: string) =>
				Number(group) <= matcher.groupCount() ? (matcher.group(Number(group)) ?? "") : "",
			);
			if (result !== "") fixed.set(to, result);
		} catch {
			// Prometheus refuses the pattern, and so does the evaluator.
		}
	}
	return fixed;
}
