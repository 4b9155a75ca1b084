import type { Rule, RuleEntry, RuleGroup } from "../documents/model.ts";
import { lastPart, type RuleQuestion } from "./ruleIndex.ts";

/** The rule as a server may know it; `undefined` where a part that tells it from others is not written out. */
export function askAboutRule(rule: Rule, group: RuleGroup, uri?: string): RuleQuestion | undefined {
	const { kind, name, expression } = rule;
	if (kind === "incomplete" || name === undefined || group.name === undefined || expression === undefined) {
		return undefined;
	}
	// A chart's action stands for a text that only rendering it shows.
	if ((expression.masks?.length ?? 0) > 0) return undefined;
	return {
		kind,
		group: group.name.value,
		name: name.value,
		expression: expression.text.trim(),
		labels: readLabels([...(group.labels ?? []), ...rule.labels]),
		...(uri === undefined ? {} : { file: lastPart(uri) }),
	};
}

/** Those of the rule go before those of its group. */
function readLabels(entries: readonly RuleEntry[]): Readonly<Record<string, string>> {
	return Object.fromEntries(entries.map(({ key, value }) => [key.value, value.value]));
}
