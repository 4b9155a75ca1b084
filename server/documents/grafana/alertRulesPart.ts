import type { DocumentPart } from "../adapter.ts";
import type { OutlineItem } from "../model.ts";
import type { MappingType } from "../structure/structure.ts";
import type { GrafanaAlertRule } from "./alertRules.ts";

/** What a document with alert rules of Grafana holds. They are no rules of Prometheus, so the groups stay empty. */
export function createAlertRulesPart(
	rules: readonly GrafanaAlertRule[],
	outline: readonly OutlineItem[],
	structure: MappingType,
): DocumentPart {
	const regions = rules.flatMap(({ queries }) => queries.flatMap(({ expression }) => expression ?? []));
	regions.sort((a, b) => a.hostSpan.start - b.hostSpan.start);
	return { problems: [], regions, groups: [], outline, structure };
}
