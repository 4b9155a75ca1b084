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

/** Whose rule files they are; `auto` leaves it to the fields that each file has. */
export type RuleDialect = "auto" | "prometheus" | "thanos" | "mimir" | "loki" | "vmalert";

/** What a group's expressions are written in: `other` is LogQL, Graphite's language and the like. */
export type RuleLanguage = "promql" | "metricsql" | "other";

interface DialectOfRules {
	/** Who reads the files, for messages. */
	readonly reader: string;
	/** Whose fields are in their place besides Prometheus's own. */
	readonly owners: readonly string[];
}

export const ruleDialects: Readonly<Record<Exclude<RuleDialect, "auto">, DialectOfRules>> = {
	prometheus: { reader: "Prometheus", owners: [] },
	thanos: { reader: "Thanos Ruler", owners: ["Thanos Ruler"] },
	mimir: { reader: "the Mimir or Cortex ruler", owners: ["the Mimir or Cortex ruler"] },
	loki: { reader: "the Loki ruler", owners: ["the Loki ruler", "the Mimir or Cortex ruler"] },
	vmalert: { reader: "vmalert", owners: ["vmalert"] },
};

/** The fields that belong in files of the dialect though Prometheus does not know them. */
export function ownFields(dialect: RuleDialect): readonly string[] {
	if (dialect === "auto") return [];
	return ruleDialects[dialect].owners.flatMap((owner) => foreignFieldOwners[owner] ?? []);
}

/** What the group's own fields and expressions, or the dialect of its file, say of its language. */
export function languageOfGroup(group: PlacedNode, view: YamlView, dialect: RuleDialect): RuleLanguage {
	if (dialect === "loki") return "other";
	if (!isMappingNode(group)) return dialect === "vmalert" ? "metricsql" : "promql";
	const isVmalert = (name: string): boolean => foreignFields.get(name) === "vmalert";
	const own = group.node.entries.some(({ key }) => key.kind === "scalar" && isVmalert(key.value));
	if (dialect === "vmalert" || (dialect === "auto" && own)) {
		const type = readScalarText(view.entries(group).find(({ key }) => key === "type")?.value) ?? "prometheus";
		return type === "prometheus" ? "metricsql" : "other";
	}
	return dialect === "auto" && hasLogQuery(group, view) ? "other" : "promql";
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
