import type { Expression, Identifier } from "./ast.ts";
import { walk } from "./visit.ts";

/** A name in an expression and what it names. */
export interface Occurrence extends Identifier {
	readonly role: OccurrenceRole;
}

export type OccurrenceRole =
	| "metric"
	/** In a matcher, a grouping, a matching or an inclusion: what it means is the same. */
	| "label"
	| "function"
	| "aggregation";

/** Every name that `expression` uses, parents before children; names that PromQL itself gives, such as `by`, are none. */
export function findOccurrences(expression: Expression): readonly Occurrence[] {
	const found: Occurrence[] = [];
	const add = (role: OccurrenceRole, ...identifiers: readonly (Identifier | undefined)[]): void => {
		for (const identifier of identifiers) {
			if (identifier !== undefined) found.push({ role, name: identifier.name, span: identifier.span });
		}
	};
	for (const node of walk(expression)) {
		switch (node.kind) {
			case "selector":
				add("metric", node.name);
				for (const { label, value } of node.matchers) {
					// A second quoted name in the braces has no label of its own: it is one more metric's name.
					if (label.name === "__name__" && label.span.start === value.span.start) {
						if (value.kind === "string") add("metric", { name: value.value, span: value.span });
					} else add("label", label);
				}
				break;
			case "call":
				add("function", node.function);
				break;
			case "aggregation":
				add("aggregation", node.operator);
				add("label", ...(node.grouping?.labels ?? []));
				break;
			case "binary":
				add("label", ...(node.matching?.labels ?? []), ...(node.matching?.group?.include ?? []));
				break;
		}
	}
	return found;
}
