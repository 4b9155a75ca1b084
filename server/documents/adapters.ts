import type { DocumentAdapter } from "./adapter.ts";
import { createPrometheusRuleAdapter } from "./rules/prometheusRule.ts";
import { createRuleFileAdapter } from "./rules/ruleFile.ts";
import type { RuleReadings } from "./rules/ruleGroups.ts";

/** Every kind of document that is known. A document is given to the first one that recognises it. */
export function createAdapters(readings: RuleReadings): readonly DocumentAdapter[] {
	return [createPrometheusRuleAdapter(readings), createRuleFileAdapter(readings)];
}
