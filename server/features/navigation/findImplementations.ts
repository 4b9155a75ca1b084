import type { Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { Navigation } from "./navigation.ts";
import { symbolAt } from "./symbolAt.ts";
import { graphSymbolsOf, type Target, targetOf, withoutRepetitions } from "./target.ts";

/** Chains of rules may be long, and may go round. */
const mostPlaces = 500;

/**
 * What produces the data behind a name: of a metric the rules and the code that write it, and of a recorded one the code
 * at the other end of the chain of rules; of an alert what its expression stands on.
 */
export function findImplementations({ file, graph }: Navigation, offset: number): readonly Target[] {
	const symbol = symbolAt(file, offset);
	if (symbol === undefined) return [];
	const own = graphSymbolsOf(symbol, graph).flatMap((name) => graph.definitionsOf(name));
	const behind = followDown(graph, own);
	const direct = symbol.kind === "alert" ? [] : own;
	const ends = behind.filter(({ item }) => symbol.kind === "alert" || item.kind === "metric");
	return withoutRepetitions([...direct, ...ends].map(targetOf));
}

/** What `places` are computed from, and what that is computed from. */
function followDown(graph: WorkspaceGraph, places: readonly Place[]): readonly Place[] {
	const seen = new Set(places.map(({ item }) => item));
	const found: Place[] = [];
	const pending = [...places];
	for (let next = pending.shift(); next !== undefined && found.length < mostPlaces; next = pending.shift()) {
		for (const { kind, name } of next.item.uses) {
			if (kind !== "metric") continue;
			for (const definition of graph.definitionsOf({ kind, name })) {
				if (seen.has(definition.item)) continue;
				seen.add(definition.item);
				found.push(definition);
				pending.push(definition);
			}
		}
	}
	return found;
}
