import { looksLikeLogql } from "../logQuery.ts";
import type { PlacedNode } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, isSequenceNode, type YamlView } from "../yaml/yamlView.ts";

// Sources: documentation of Thanos Rule, Mimir's and Loki's rulers, and vmalert; read November 2026.
const foreignFieldOwners: Readonly<Record<string, readonly string[]>> = {
	"Thanos Ruler": ["partial_response_strategy"],
	"the Mimir or Cortex ruler": ["source_tenants", "evaluation_delay", "align_evaluation_time_on_interval"],
	"the Loki ruler": ["remote_write"],
	vmalert: [
		"type",
		"concurrency",
		"params",
		"headers",
		"notifier_headers",
		"debug",
		"tenant",
		"eval_offset",
		"eval_delay",
		"eval_alignment",
		"update_entries_limit",
		"extra_filter_labels",
	],
};

/** Fields of groups and rules that another reader of rule files knows and Prometheus rejects, with that reader's name. */
export const foreignFields: ReadonlyMap<string, string> = new Map(
	Object.entries(foreignFieldOwners).flatMap(([owner, fields]) => fields.map((field) => [field, owner] as const)),
);

/** Claims that the group's expressions are PromQL: vmalert's own dialect, Graphite and log queries are not. */
export function writesPromql(group: PlacedNode, view: YamlView): boolean {
	if (!isMappingNode(group)) return true;
	return (
		!group.node.entries.some(({ key }) => key.kind === "scalar" && foreignFields.get(key.value) === "vmalert") &&
		!hasLogQuery(group, view)
	);
}

/** Loki's ruler takes files of the same shape. */
function hasLogQuery(group: PlacedNode, view: YamlView): boolean {
	if (!isMappingNode(group)) return false;
	const rules = view.entries(group).find(({ key }) => key === "rules")?.value;
	if (!isSequenceNode(rules)) return false;
	return view.items(rules).some(({ value }) => {
		if (!isMappingNode(value)) return false;
		return value.node.entries.some(
			({ key, value: expression }) =>
				key.kind === "scalar" &&
				key.value === "expr" &&
				expression?.kind === "scalar" &&
				looksLikeLogql(expression.value),
		);
	});
}

export function readScalarText(placed: PlacedNode | undefined): string | undefined {
	return isScalarNode(placed) ? placed.node.value : undefined;
}
