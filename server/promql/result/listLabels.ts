import { factOf, type LabelFact, metricNameLabel } from "./labels.ts";
import type { QueryResultShape } from "./shape.ts";

/** The labels of a result by what is known of them, each in the order in which the expression names them. */
export interface ListedLabels {
	readonly sure: readonly string[];
	readonly possible: readonly string[];
	readonly never: readonly string[];
	/** Whether labels may be there that are in none of the lists. */
	readonly others: "possible" | "never";
}

/** Without the metric's name, which `metricNameOf` tells. */
export function listLabels({ labels }: QueryResultShape): ListedLabels {
	const of = (presence: LabelFact["presence"]): string[] =>
		[...labels.named].flatMap(([name, fact]) => (name !== metricNameLabel && fact.presence === presence ? [name] : []));
	return {
		sure: of("sure"),
		possible: of("possible"),
		never: of("never"),
		others: labels.others.presence === "never" ? "never" : "possible",
	};
}

/** Whether the series keep the metric's name. */
export function metricNameOf({ labels }: QueryResultShape): LabelFact {
	return factOf(labels, metricNameLabel);
}
