import type { IndexedFile, IndexedItem, ItemKind } from "../graph/indexedFile.ts";
import type { Place, WorkspaceGraph } from "../graph/workspaceGraph.ts";
import { keyOfService, serviceOf } from "./serviceNames.ts";

/** What of the workspace belongs to one service. */
export interface Service {
	/** As it is written most often. */
	readonly name: string;
	/** The same however the name is written. */
	readonly key: string;
	readonly items: Readonly<Record<SignalKind, readonly Place[]>>;
}

/** The kinds of items that a service has, in the order in which they are shown. */
export const signalKinds = [
	"metric",
	"scrapeJob",
	"record",
	"alert",
	"slo",
	"dashboard",
	"runbook",
	"test",
] as const satisfies readonly ItemKind[];
export type SignalKind = (typeof signalKinds)[number];

/** What nothing tells the service of. */
export const sharedService = "Shared";

/**
 * Sorts what the workspace has by service. An item that names its service belongs there; one that does not belongs to the
 * service of what it is made of or about: a rule to that of the metrics that it asks for, a dashboard to the one that most
 * of its panels ask about, a runbook and a test to that of their alerts. `pause` lets other work of the process come first.
 */
export async function groupByService(graph: WorkspaceGraph, pause: () => Promise<void>): Promise<readonly Service[]> {
	const finder = new ServiceFinder(graph);
	const services = new Map<string, GatheredService>();
	let count = 0;
	for (const kind of signalKinds) {
		for (const place of graph.items(kind)) {
			if (++count % 500 === 0) await pause();
			const name = finder.find(place) ?? sharedService;
			const key = keyOfService(name);
			const service = services.get(key) ?? { names: new Map(), items: emptyItems() };
			services.set(key, service);
			service.names.set(name, (service.names.get(name) ?? 0) + 1);
			service.items[kind].push(place);
		}
	}
	return [...services]
		.map(([key, { names, items }]) => ({ key, name: mostOften(names) ?? key, items }))
		.sort((a, b) => Number(a.name === sharedService) - Number(b.name === sharedService) || compare(a.name, b.name));
}

interface GatheredService {
	readonly names: Map<string, number>;
	readonly items: Record<SignalKind, Place[]>;
}

class ServiceFinder {
	readonly #graph: WorkspaceGraph;
	readonly #found = new Map<IndexedItem, string | undefined>();
	readonly #finding = new Set<IndexedItem>();
	/** The items that stand in another one, by file. */
	readonly #children = new WeakMap<IndexedFile, ReadonlyMap<number, readonly IndexedItem[]>>();

	constructor(graph: WorkspaceGraph) {
		this.#graph = graph;
	}

	find(place: Place): string | undefined {
		const { item } = place;
		if (this.#found.has(item)) return this.#found.get(item);
		// Rules that are made of each other in a circle say nothing of each other.
		if (this.#finding.has(item)) return undefined;
		this.#finding.add(item);
		const name = serviceOf(item, place.uri, this.#graph.roots) ?? this.#infer(place);
		this.#finding.delete(item);
		this.#found.set(item, name);
		return name;
	}

	#infer(place: Place): string | undefined {
		const { item, file } = place;
		switch (item.kind) {
			case "record":
			case "alert": {
				const group = item.parent === undefined ? undefined : file.items[item.parent];
				const ofGroup = group === undefined ? undefined : this.find({ ...place, item: group });
				return ofGroup ?? only(this.#servicesOfMetrics(item)) ?? nameOf(group);
			}
			case "dashboard": {
				const parts = this.#childrenOf(file).get(file.items.indexOf(item)) ?? [];
				const names = [item, ...parts].flatMap((part) => this.#servicesOfMetrics(part));
				// A title such as `Requests of $job` is of all of them.
				const isOfOne = item.name !== "" && !/\$|\[\[|\{\{/.test(item.name);
				return mostOften(tally(names)) ?? (isOfOne ? item.name : undefined);
			}
			case "test":
				return mostOften(tally(this.#servicesOfAlerts(item.uses.flatMap(alertName))));
			case "runbook": {
				const linking = this.#graph.usesOf({ kind: "runbook", name: place.uri });
				const alerts = linking.filter((use) => use.item.kind === "alert").map((use) => this.find(use));
				const headings = file.items.flatMap(({ kind, name }) => (kind === "heading" ? [name] : []));
				return mostOften(tally([...alerts, ...this.#servicesOfAlerts([item.name, ...headings])]));
			}
			default:
				return undefined;
		}
	}

	#servicesOfMetrics({ uses }: IndexedItem): readonly (string | undefined)[] {
		return uses
			.filter(({ kind, pattern }) => kind === "metric" && pattern !== true)
			.flatMap(({ name }) => this.#graph.definitionsOf({ kind: "metric", name }).map((place) => this.find(place)));
	}

	#servicesOfAlerts(names: readonly string[]): readonly (string | undefined)[] {
		return names.flatMap((name) => this.#graph.definitionsOf({ kind: "alert", name }).map((place) => this.find(place)));
	}

	#childrenOf(file: IndexedFile): ReadonlyMap<number, readonly IndexedItem[]> {
		const known = this.#children.get(file);
		if (known !== undefined) return known;
		const children = new Map<number, IndexedItem[]>();
		for (const item of file.items) {
			if (item.parent === undefined) continue;
			const same = children.get(item.parent);
			if (same === undefined) children.set(item.parent, [item]);
			else same.push(item);
		}
		this.#children.set(file, children);
		return children;
	}
}

/** A name that a chart only has when it is rendered is none. */
function nameOf(group: IndexedItem | undefined): string | undefined {
	return group === undefined || group.name === "" || group.name.includes("{{") ? undefined : group.name;
}

function alertName({ kind, name, pattern }: IndexedItem["uses"][number]): readonly string[] {
	return kind === "alert" && pattern !== true ? [name] : [];
}

function only(names: readonly (string | undefined)[]): string | undefined {
	const known = new Set(names.filter((name) => name !== undefined));
	return known.size === 1 ? [...known][0] : undefined;
}

function tally(names: readonly (string | undefined)[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

/** Of those that are equally frequent the first in the alphabet, so that the order of files makes no difference. */
function mostOften(counts: ReadonlyMap<string, number>): string | undefined {
	return [...counts].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compare(a, b))[0]?.[0];
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

function emptyItems(): Record<SignalKind, Place[]> {
	return { metric: [], scrapeJob: [], record: [], alert: [], slo: [], dashboard: [], runbook: [], test: [] };
}
