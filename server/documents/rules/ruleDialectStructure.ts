// Sources: documentation of Thanos Rule, Mimir's and Loki's rulers, and vmalert; read November 2026.

import { choice, duration, flag, integer, text, textMap, texts, usual } from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";

const dialectKeys: Readonly<Record<string, KeyType>> = {
	partial_response_strategy: choice(
		"What Thanos Ruler does when a store does not answer: `warn` evaluates with what there is, `abort` fails the evaluation.",
		["warn", "abort"],
	),
	source_tenants: texts("The tenants whose data the group's rules read, where the ruler's own is not enough."),
	evaluation_delay: duration("Deprecated in favour of `query_offset`: evaluates the rules this far in the past."),
	align_evaluation_time_on_interval: flag("Evaluates the group at multiples of its interval."),
	type: usual("The language of the expressions.", ["prometheus", "graphite", "vlogs"]),
	concurrency: integer("How many rules of the group are evaluated at once. Default: 1."),
	params: { documentation: "Parameters of the requests to the data source.", value: { kind: "any" } },
	headers: texts("Headers of the requests to the data source, such as `X-Scope-OrgID: team`."),
	notifier_headers: texts("Headers of the requests to Alertmanager."),
	debug: flag("Logs what the rule asks and gets."),
	tenant: text("The tenant of VictoriaMetrics's cluster version."),
	eval_offset: duration("Evaluates the group this long after each multiple of its interval."),
	eval_delay: duration("Evaluates the rules this far in the past."),
	eval_alignment: flag("`false` does not align evaluations with the interval."),
	update_entries_limit: integer("How many states of the rule vmalert shows."),
	extra_filter_labels: textMap("Deprecated: labels that every series must have."),
};

/** The structure with the fields of a dialect; those that no table describes take anything. */
export function withDialectFields(structure: MappingType, fields: readonly string[]): MappingType {
	const added = fields.map((field): [string, KeyType] => [
		field,
		dialectKeys[field] ?? { documentation: "", value: { kind: "any" } },
	]);
	return { ...structure, keys: { ...structure.keys, ...Object.fromEntries(added) } };
}
