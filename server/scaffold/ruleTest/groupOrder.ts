import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { TestedGroup, TestedRule } from "./testedRules.ts";

/** The groups so that each comes after those whose results it reads; in their own order where none reads another's. */
export function orderGroups(groups: readonly TestedGroup[]): readonly TestedGroup[] {
	const recorded = new Map<string, TestedGroup[]>();
	for (const group of groups) {
		for (const { kind, name } of group.rules) {
			if (kind === "record") recorded.set(name, [...(recorded.get(name) ?? []), group]);
		}
	}
	const ordered: TestedGroup[] = [];
	const begun = new Set<TestedGroup>();
	const place = (group: TestedGroup): void => {
		if (begun.has(group)) return;
		begun.add(group);
		for (const rule of group.rules) {
			for (const name of metricsOf(rule)) for (const other of recorded.get(name) ?? []) place(other);
		}
		ordered.push(group);
	};
	for (const group of groups) place(group);
	return ordered;
}

/** The names of the metrics that a rule asks for by their whole name. */
export function metricsOf({ expression }: Pick<TestedRule, "expression">): ReadonlySet<string> {
	const names = new Set<string>();
	for (const node of walk(parsePromql(expression).expression)) {
		if (node.kind !== "selector") continue;
		if (node.name !== undefined) names.add(node.name.name);
		for (const { label, operator, value } of node.matchers) {
			if (label.name === "__name__" && operator === "=" && value.kind === "string") names.add(value.value);
		}
	}
	return names;
}
