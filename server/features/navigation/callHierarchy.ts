import { everySeriesName } from "../../code/metricRegistration.ts";
import type { Span } from "../../text/span.ts";
import type { IndexedItem, ItemKind, NameUse } from "../../workspace/graph/indexedFile.ts";
import type { GraphSymbol, Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { Navigation } from "./navigation.ts";
import { symbolAt } from "./symbolAt.ts";
import { graphSymbolsOf } from "./target.ts";

/** A part of the line from the code that counts to the page that wakes; plain data, so that it can be sent and come back. */
export interface FlowItem {
	readonly kind: ItemKind | "unknownMetric";
	readonly name: string;
	/** What it stands in, such as the title of a dashboard or the name of a group. */
	readonly detail: string;
	readonly uri: string;
	readonly span: Span;
	readonly nameSpan: Span;
}

export interface Flow {
	readonly item: FlowItem;
	/** Where the one names the other: in the file of the one that asks. */
	readonly places: readonly Span[];
}

/** The metric, rule or alert under the cursor; one of nobody in the workspace stands where it is named. */
export function prepareHierarchy({ uri, file, graph }: Navigation, offset: number): readonly FlowItem[] {
	const symbol = symbolAt(file, offset);
	if (symbol?.kind !== "metric" && symbol?.kind !== "alert" && symbol?.kind !== "registration") return [];
	const definitions = graphSymbolsOf(symbol, graph).flatMap((name) => graph.definitionsOf(name));
	const items = uniqueItems(definitions);
	if (items.length > 0 || symbol.kind !== "metric") return items;
	const { name, span } = symbol;
	return [{ kind: "unknownMetric", name, detail: "not defined in the workspace", uri, span, nameSpan: span }];
}

/** Who uses the item: rules, alerts, panels, tests, SLOs. */
export function findIncoming(graph: WorkspaceGraph, item: FlowItem): readonly Flow[] {
	const flows = new Map<IndexedItem, { readonly place: Place; readonly places: Span[] }>();
	for (const symbol of symbolsOf(graph, item)) {
		for (const place of graph.usesOf(symbol)) {
			const known = flows.get(place.item);
			if (known === undefined) flows.set(place.item, { place, places: [place.use.span] });
			else known.places.push(place.use.span);
		}
	}
	return [...flows.values()].map(({ place, places }) => ({ item: describe(place), places }));
}

/** What feeds the item: the rules and the code behind the metrics that its expression asks for. */
export function findOutgoing(graph: WorkspaceGraph, item: FlowItem): readonly Flow[] {
	const place = findPlace(graph, item);
	if (place === undefined) return [];
	const flows = new Map<string, { readonly item: FlowItem; readonly places: Span[] }>();
	for (const use of place.item.uses) {
		for (const source of sourcesOf(graph, place.uri, use)) {
			const key = `${source.uri} ${source.span.start} ${source.name}`;
			const known = flows.get(key);
			if (known === undefined) flows.set(key, { item: source, places: [use.span] });
			else known.places.push(use.span);
		}
	}
	return [...flows.values()];
}

function sourcesOf(graph: WorkspaceGraph, uri: string, use: NameUse): readonly FlowItem[] {
	const { kind, name, span } = use;
	if (kind !== "metric" && kind !== "alert") return [];
	const items = uniqueItems(graph.definitionsOf({ kind, name }));
	if (items.length > 0 || kind === "alert" || use.pattern === true) return items;
	return [{ kind: "unknownMetric", name, detail: "not defined in the workspace", uri, span, nameSpan: span }];
}

function symbolsOf(graph: WorkspaceGraph, item: FlowItem): readonly GraphSymbol[] {
	const { kind, name } = item;
	if (kind === "alert") return [{ kind, name }];
	if (kind === "record" || kind === "unknownMetric") return [{ kind: "metric", name }];
	if (kind !== "metric") return [];
	const place = findPlace(graph, item);
	const series = place?.item.kind === "metric" ? everySeriesName(place.item.registration) : [];
	return [...new Set([...series, name])].map((each) => ({ kind, name: each }));
}

/** The item as the graph has it now: the same name nearest to where it was. */
function findPlace(graph: WorkspaceGraph, { uri, kind, name, span }: FlowItem): Place | undefined {
	const file = graph.file(uri);
	const candidates = file?.items.filter((item) => item.kind === kind && item.name === name) ?? [];
	const distance = (item: IndexedItem): number => Math.abs(item.span.start - span.start);
	const item = candidates.toSorted((a, b) => distance(a) - distance(b))[0];
	return file === undefined || item === undefined ? undefined : { uri, file, item };
}

function uniqueItems(places: readonly Place[]): readonly FlowItem[] {
	return [...new Map(places.map((place) => [place.item, place])).values()].map(describe);
}

function describe({ uri, file, item }: Place): FlowItem {
	const parent = item.parent === undefined ? undefined : file.items[item.parent];
	const fileName = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
	const name = item.name === "" ? item.kind : item.name;
	const detail = parent === undefined || parent.name === "" ? fileName : `${parent.name}, ${fileName}`;
	return { kind: item.kind, name, detail, uri, span: item.span, nameSpan: item.nameSpan };
}
