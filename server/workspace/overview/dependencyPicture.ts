import { everySeriesName } from "../../code/metricRegistration.ts";
import type { Span } from "../../text/span.ts";
import type { IndexedItem } from "../graph/indexedFile.ts";
import type { GraphSymbol, Place, WorkspaceGraph } from "../graph/workspaceGraph.ts";

/** What a metric or an alert is made of, and what is made of it. Edges lead from what feeds to what is fed. */
export interface DependencyPicture {
	readonly nodes: readonly PictureNode[];
	readonly edges: readonly PictureEdge[];
	/** A bound left parts out. */
	readonly cut: boolean;
}

export interface PictureNode {
	readonly id: string;
	/** `external` is a metric that nothing in the workspace defines. */
	readonly kind: IndexedItem["kind"] | "external";
	readonly name: string;
	/** What it is, such as `panel of “API overview”`. */
	readonly detail: string;
	/** What the picture is of. */
	readonly centre: boolean;
	readonly uri?: string;
	readonly span?: Span;
	/** What a picture of this node would be of. */
	readonly symbol?: GraphSymbol;
}

export interface PictureEdge {
	readonly from: string;
	readonly to: string;
}

/** More than so many nodes cannot be read. */
const mostNodes = 120;

/** Both directions from `symbol`, as far as they lead, the nearest first. */
export function drawDependencies(graph: WorkspaceGraph, symbol: GraphSymbol): DependencyPicture {
	const drawing = new Drawing(graph);
	const centre = drawing.add(symbol);
	for (const direction of ["feeds", "fed"] as const) drawing.follow(centre, direction);
	return drawing.picture(centre);
}

type Drawn = { readonly node: Omit<PictureNode, "centre">; readonly place?: Place };

class Drawing {
	readonly #graph: WorkspaceGraph;
	readonly #nodes = new Map<string, Drawn>();
	readonly #edges = new Map<string, PictureEdge>();
	#cut = false;

	constructor(graph: WorkspaceGraph) {
		this.#graph = graph;
	}

	/** The nodes that define a symbol: every rule and registration, or one that stands for what is from elsewhere. */
	add(symbol: GraphSymbol): readonly Drawn[] {
		const definitions = this.#graph.definitionsOf(symbol);
		if (definitions.length > 0) return definitions.flatMap((place) => this.#addPlace(place) ?? []);
		const node: Drawn["node"] = {
			id: `${symbol.kind} ${symbol.name}`,
			kind: "external",
			name: symbol.name,
			detail: symbol.kind === "metric" ? "from outside the workspace" : `${symbol.kind} that is not in the workspace`,
			symbol,
		};
		return this.#keep(node) ?? [];
	}

	follow(start: readonly Drawn[], direction: "feeds" | "fed"): void {
		const seen = new Set(start.map(({ node }) => node.id));
		for (let edge = start; edge.length > 0; ) {
			const next: Drawn[] = [];
			for (const drawn of edge) {
				for (const other of direction === "feeds" ? this.#feeding(drawn) : this.#fedBy(drawn)) {
					const [from, to] = direction === "feeds" ? [other, drawn] : [drawn, other];
					this.#edges.set(`${from.node.id}\n${to.node.id}`, { from: from.node.id, to: to.node.id });
					if (seen.has(other.node.id)) continue;
					seen.add(other.node.id);
					next.push(other);
				}
			}
			edge = next;
		}
	}

	picture(centre: readonly Drawn[]): DependencyPicture {
		const centres = new Set(centre.map(({ node }) => node.id));
		const edges = [...this.#edges.values()].filter(({ from, to }) => from !== to);
		return {
			nodes: [...this.#nodes.values()].map(({ node }) => ({ ...node, centre: centres.has(node.id) })),
			edges,
			cut: this.#cut,
		};
	}

	#feeding({ place }: Drawn): readonly Drawn[] {
		if (place === undefined) return [];
		const metrics = place.item.uses.filter(({ kind, pattern }) => kind === "metric" && pattern !== true);
		return metrics.flatMap(({ name }) => this.add({ kind: "metric", name }));
	}

	#fedBy({ node, place }: Drawn): readonly Drawn[] {
		const users: readonly Place[] = symbolsOf(node, place).flatMap((symbol) => this.#graph.usesOf(symbol));
		return [...users, ...this.#pagesOf(place)].flatMap((user) => this.#addPlace(user) ?? []);
	}

	/** The runbooks that an alert leads to. */
	#pagesOf(place: Place | undefined): readonly Place[] {
		if (place?.item.kind !== "alert") return [];
		const links = place.item.uses.filter(({ kind, pattern }) => kind === "file" && pattern !== true);
		const uris = links.flatMap((use) => this.#graph.filesOf(use));
		return uris.flatMap((name) => this.#graph.definitionsOf({ kind: "runbook", name }));
	}

	#addPlace(given: Place): readonly Drawn[] | undefined {
		const [page] = given.file.items;
		// A section of a runbook stands for the page, which is drawn once.
		const place = given.item.kind === "heading" && page?.kind === "runbook" ? { ...given, item: page } : given;
		const { item, uri, file } = place;
		const parent = item.parent === undefined ? undefined : file.items[item.parent];
		const symbol = symbolOf(item);
		const node: Drawn["node"] = {
			id: `${item.kind} ${uri}#${item.span.start}`,
			kind: item.kind,
			name: item.name || parent?.name || item.kind,
			detail: describe(item, parent),
			uri,
			span: item.nameSpan,
			...(symbol === undefined ? {} : { symbol }),
		};
		return this.#keep(node, place);
	}

	#keep(node: Drawn["node"], place?: Place): readonly Drawn[] | undefined {
		const known = this.#nodes.get(node.id);
		if (known !== undefined) return [known];
		if (this.#nodes.size >= mostNodes) {
			this.#cut = true;
			return undefined;
		}
		const drawn: Drawn = place === undefined ? { node } : { node, place };
		this.#nodes.set(node.id, drawn);
		return [drawn];
	}
}

function symbolOf(item: IndexedItem): GraphSymbol | undefined {
	if (item.kind === "record" || item.kind === "metric") return { kind: "metric", name: nameOf(item) };
	return item.kind === "alert" ? { kind: "alert", name: item.name } : undefined;
}

/** Of a registration, a name by which the graph finds it. */
function nameOf(item: IndexedItem & { readonly kind: "record" | "metric" }): string {
	return item.kind === "record" ? item.name : (item.registration.seriesNames[0] ?? item.registration.name);
}

/** All names by which others ask for what the node is. */
function symbolsOf({ symbol }: Drawn["node"], place: Place | undefined): readonly GraphSymbol[] {
	if (place?.item.kind !== "metric") return symbol === undefined ? [] : [symbol];
	return everySeriesName(place.item.registration).map((name) => ({ kind: "metric", name }));
}

function describe(item: IndexedItem, parent: IndexedItem | undefined): string {
	const words: Readonly<Record<IndexedItem["kind"], string>> = {
		configuration: "configuration",
		group: "rule group",
		record: "recording rule",
		alert: "alert",
		slo: "SLO",
		dashboard: "dashboard",
		panel: "panel",
		variable: "variable",
		test: "unit test",
		route: "route",
		receiver: "receiver",
		inhibition: "inhibition",
		scrapeJob: "scrape job",
		runbook: "runbook",
		heading: "section of a runbook",
		query: "query",
		metric: item.kind === "metric" ? `${item.registration.type} · ${item.registration.library}` : "metric",
	};
	const word = words[item.kind];
	const inside = item.kind === "panel" || item.kind === "variable" || item.kind === "heading";
	return inside && parent !== undefined && parent.name !== "" ? `${word} of “${parent.name}”` : word;
}
