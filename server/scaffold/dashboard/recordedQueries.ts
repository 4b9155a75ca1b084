import { type LabelMatcher, writeSelector } from "../../metrics/selectorText.ts";
import { canonicalPromql } from "../../promql/canonical.ts";
import { parsePromql } from "../../promql/parse.ts";
import { factOf } from "../../promql/result/labels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import {
	appendMatchers,
	type DashboardScope,
	hideVariables,
	type QueryText,
	writeForDashboard,
	writePlainly,
} from "./queryWriter.ts";
import type { AskQuery } from "./requestPanels.ts";

/** Windows that recording rules have, the usual one first. */
const windows = ["5m", "1m", "2m", "3m", "10m", "15m", "30m", "1h"] as const;

/**
 * Writes queries with the dashboard's variables. Where a rule of the workspace records the very expression, for all that
 * the dashboard opens with, its series is asked instead: that is what it is recorded for. `used` gathers those names.
 */
export function askInScope(scope: DashboardScope, graph: WorkspaceGraph, used: Set<string>): AskQuery {
	const write = writeForDashboard(scope);
	const names = new Map<string, RecordedName>();
	for (const { item } of graph.items("record")) {
		if (item.name === "" || item.expression === undefined) continue;
		const meaning = canonicalPromql(item.expression);
		if (meaning !== undefined && !names.has(meaning)) names.set(meaning, { name: item.name, labels: item.labels });
	}
	return (query) => {
		const found = names.size === 0 ? undefined : findRecorded(query, scope, names);
		if (found === undefined) return query(write);
		used.add(found.name);
		return found.expression;
	};
}

interface RecordedName {
	readonly name: string;
	/** That the rule adds. */
	readonly labels: Readonly<Record<string, string>>;
}

function findRecorded(
	query: QueryText,
	scope: DashboardScope,
	names: ReadonlyMap<string, RecordedName>,
): { readonly name: string; readonly expression: string } | undefined {
	for (const window of windows) {
		const plain = query(writePlainly(scope, window));
		const meaning = canonicalPromql(plain);
		const rule = meaning === undefined ? undefined : names.get(meaning);
		if (rule === undefined) continue;
		const { labels } = resultOf(parsePromql(plain).expression);
		const kept = scope.variables.filter((name) => factOf(labels, name).presence === "sure");
		const own = Object.entries(rule.labels).map(([label, value]): LabelMatcher => ({ label, op: "=", value }));
		const chosen = kept.map((name): LabelMatcher => ({ label: name, op: "=~", value: `$${name}` }));
		return { name: rule.name, expression: appendMatchers(hideVariables(writeSelector(rule.name, own)), chosen) };
	}
	return undefined;
}
