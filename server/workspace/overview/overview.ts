import type { Place, WorkspaceGraph } from "../graph/workspaceGraph.ts";
import { findGaps, type Gap, risks } from "./gaps.ts";
import { groupByService, type Service, type SignalKind } from "./services.ts";

export interface OverviewService extends Service {
	readonly gaps: readonly Gap[];
}

/** The services of a graph with what they lack, worked out again only when the graph says something else. */
export class Overview {
	readonly #graph: () => WorkspaceGraph;
	readonly #pause: () => Promise<void>;
	#made:
		| {
				readonly graph: WorkspaceGraph;
				readonly version: number;
				readonly services: Promise<readonly OverviewService[]>;
		  }
		| undefined;

	constructor(graph: () => WorkspaceGraph, pause: () => Promise<void>) {
		this.#graph = graph;
		this.#pause = pause;
	}

	services(): Promise<readonly OverviewService[]> {
		const graph = this.#graph();
		if (this.#made?.graph === graph && this.#made.version === graph.version) return this.#made.services;
		const services = this.#make(graph);
		this.#made = { graph, version: graph.version, services };
		return services;
	}

	async #make(graph: WorkspaceGraph): Promise<readonly OverviewService[]> {
		const services: OverviewService[] = [];
		for (const service of await groupByService(graph, this.#pause)) {
			services.push({ ...service, gaps: await findGaps(service, graph, this.#pause) });
			await this.#pause();
		}
		return services;
	}
}

/** What is said beside a service: its own gaps, then how many of its items lack something. */
export function summariseGaps(gaps: readonly Gap[]): readonly string[] {
	const own = gaps.filter(({ place }) => place === undefined).map(({ words }) => words);
	const counts = new Map<Gap["kind"], number>();
	for (const { kind, place } of gaps) if (place !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...own, ...[...counts].map(([kind, count]) => itemGaps[kind](count))];
}

const itemGaps: Readonly<Record<Gap["kind"], (count: number) => string>> = {
	noAlert: () => "no alert",
	noSlo: () => "no SLO",
	noDashboard: () => "no dashboard",
	noRunbook: (count) => `${count} without runbook`,
	deadRunbook: (count) => `${count} with a runbook that is not there`,
	noTest: (count) => `${count} without test`,
	unusedMetric: (count) => `${count} ${count === 1 ? "metric" : "metrics"} unused`,
	unusedRecord: (count) => `${count} ${count === 1 ? "record" : "records"} unused`,
	runbookWithoutAlert: (count) => `${count} ${count === 1 ? "runbook" : "runbooks"} without alert`,
};

export function gravest(gaps: readonly Gap[]): Gap["risk"] | undefined {
	return risks.find((risk) => gaps.some((gap) => gap.risk === risk));
}

/** The items of one kind, each with its own gaps. */
export function itemsOf(
	{ items, gaps }: OverviewService,
	kind: SignalKind,
): readonly { readonly place: Place; readonly gaps: readonly Gap[] }[] {
	const byItem = Map.groupBy(gaps, ({ place }) => place?.item);
	return items[kind].map((place) => ({ place, gaps: byItem.get(place.item) ?? [] }));
}
