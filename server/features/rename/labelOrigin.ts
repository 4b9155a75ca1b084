import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import type { RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";

/** Chains of rules may go round. */
const deepest = 10;

/** Where an expression itself writes the label, as `label_replace` and `label_join` do; spans without quotes. */
export function findWrittenLabels(expression: Expression, label: string): readonly Span[] {
	return [...walk(expression)].flatMap((node) => {
		if (node.kind !== "call" || !/^label_(?:replace|join)$/.test(node.function.name)) return [];
		const target = node.arguments[1];
		if (target?.kind !== "string" || target.value !== label || !target.terminated) return [];
		return [{ start: target.span.start + 1, end: target.span.end - 1 }];
	});
}

/** The recorded metrics, of those given and of those they are computed from, whose rules introduce the label. */
export function findIntroducers(
	graph: WorkspaceGraph,
	metrics: readonly string[],
	label: string,
	depth = 0,
): ReadonlySet<string> {
	const found = new Set<string>();
	for (const name of metrics) {
		const records = recordsOf(graph, name);
		if (records.some((record) => introduces(record, label))) found.add(name);
		else if (depth < deepest) {
			const sources = records.flatMap(({ uses }) => uses.flatMap((use) => (use.kind === "metric" ? [use.name] : [])));
			for (const origin of findIntroducers(graph, sources, label, depth + 1)) found.add(origin);
		}
	}
	return found;
}

export function recordsOf(graph: WorkspaceGraph, name: string): readonly RecordItem[] {
	return graph.definitionsOf({ kind: "metric", name }).flatMap(({ item }) => (item.kind === "record" ? [item] : []));
}

function introduces({ labels, expression }: RecordItem, label: string): boolean {
	if (Object.hasOwn(labels, label)) return true;
	return (
		expression?.includes(label) === true && findWrittenLabels(parsePromql(expression).expression, label).length > 0
	);
}
