import type { IndexedItem, ItemKind } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { type Target, targetOf } from "./target.ts";

export interface WorkspaceSymbol {
	readonly name: string;
	readonly kind: ItemKind;
	/** What it stands in, where that has a name. */
	readonly container?: string;
	readonly target: Target;
}

/** An editor filters and orders by itself; more than so many nobody reads. */
const mostSymbols = 500;

/** Those that somebody looks for by a name. */
const sought: ReadonlySet<ItemKind> = new Set([
	"record",
	"alert",
	"slo",
	"dashboard",
	"panel",
	"receiver",
	"scrapeJob",
	"runbook",
	"metric",
	"group",
	"test",
]);

/**
 * The named things of the workspace whose names have the letters of `query` in this order, those where they stand together
 * and at the beginning first. Bounded, and one pass over the names.
 */
export function findWorkspaceSymbols(graph: WorkspaceGraph, query: string): readonly WorkspaceSymbol[] {
	const letters = query.replaceAll(/\s+/g, "").toLowerCase();
	const ranks: WorkspaceSymbol[][] = [[], [], [], []];
	for (const file of graph.files()) {
		for (const item of file.items) {
			if (item.name === "" || !sought.has(item.kind)) continue;
			const rank = rankOf(item.name, letters);
			const ranked = rank === undefined ? undefined : ranks[rank];
			if (ranked === undefined || ranked.length >= mostSymbols) continue;
			ranked.push(describe(file.uri, file.items, item));
		}
		if ((ranks[0]?.length ?? 0) >= mostSymbols) break;
	}
	return ranks.flat().slice(0, mostSymbols);

	function describe(uri: string, items: readonly IndexedItem[], item: IndexedItem): WorkspaceSymbol {
		const container = item.parent === undefined ? undefined : items[item.parent]?.name;
		return {
			name: item.name,
			kind: item.kind,
			...(container === undefined || container === "" ? {} : { container }),
			target: targetOf({ uri, file: { uri, items }, item }),
		};
	}
}

/** 0 the whole name or its beginning, 1 the beginning of a word in it, 2 anywhere in one piece, 3 in several. */
function rankOf(name: string, letters: string): 0 | 1 | 2 | 3 | undefined {
	if (letters === "") return 0;
	const small = name.toLowerCase();
	const at = small.indexOf(letters);
	if (at === 0) return 0;
	if (at > 0) return isBoundary(name, at) ? 1 : 2;
	let index = -1;
	for (const letter of letters) {
		index = small.indexOf(letter, index + 1);
		if (index === -1) return undefined;
	}
	return 3;
}

function isBoundary(name: string, at: number): boolean {
	return /[^a-zA-Z0-9]/.test(name[at - 1] ?? "") || /[A-Z]/.test(name[at] ?? "");
}
