import type { WorkspaceGraph } from "../graph/workspaceGraph.ts";
import { findGaps, type Gap, isTested, risks, runbookOf } from "./gaps.ts";
import { groupByService, type Service, type SignalKind } from "./services.ts";

/** What a workspace has and lacks, as data. */
export interface Assessment {
	readonly services: readonly AssessedService[];
	/** By risk, then by service. */
	readonly gaps: readonly AssessedGap[];
	/** Services whose rules, dashboards or promises are made of another one's metrics. */
	readonly dependencies: readonly { readonly from: string; readonly to: string }[];
	/** Files that hold something. */
	readonly files: number;
	/** `false` where a bound was met, so that what seems unused may be used by a file that was not read. */
	readonly complete: boolean;
}

export interface AssessedService {
	readonly name: string;
	readonly counts: Readonly<Record<SignalKind, number>>;
	readonly alertsWithRunbook: number;
	readonly alertsWithTest: number;
	readonly gaps: Readonly<Record<Gap["risk"], number>>;
}

export interface AssessedGap {
	readonly service: string;
	readonly kind: Gap["kind"];
	readonly risk: Gap["risk"];
	/** What lacks something, such as `alert HighLatency`; left out where it is the service. */
	readonly subject?: string;
	/** What it lacks, such as `no runbook`. */
	readonly words: string;
	readonly uri?: string;
	/** Where it is named, in the file's offsets. */
	readonly offset?: number;
}

/** The answers of the view, as one report. */
export async function assess(graph: WorkspaceGraph, pause: () => Promise<void>): Promise<Assessment> {
	const services = await groupByService(graph, pause);
	const gaps: AssessedGap[] = [];
	const assessed: AssessedService[] = [];
	for (const service of services) {
		await pause();
		const found = await findGaps(service, graph, pause);
		assessed.push(assessService(service, found, graph));
		gaps.push(...found.map((gap) => describeGap(gap, service.name)));
	}
	const order = (gap: AssessedGap): number => risks.indexOf(gap.risk);
	return {
		services: assessed,
		gaps: gaps.sort((a, b) => order(a) - order(b)),
		dependencies: await findDependencies(services, graph, pause),
		files: [...graph.files()].length,
		complete: graph.complete,
	};
}

function assessService({ name, items }: Service, gaps: readonly Gap[], graph: WorkspaceGraph): AssessedService {
	const count = (risk: Gap["risk"]): number => gaps.filter((gap) => gap.risk === risk).length;
	return {
		name,
		counts: {
			metric: items.metric.length,
			scrapeJob: items.scrapeJob.length,
			record: items.record.length,
			alert: items.alert.length,
			slo: items.slo.length,
			dashboard: items.dashboard.length,
			runbook: items.runbook.length,
			test: items.test.length,
		},
		alertsWithRunbook: items.alert.filter(({ item }) => item.kind === "alert" && runbookOf(item) !== undefined).length,
		alertsWithTest: items.alert.filter((place) => isTested(place, graph)).length,
		gaps: { high: count("high"), medium: count("medium"), low: count("low") },
	};
}

export const itemWords: Readonly<Record<SignalKind, string>> = {
	metric: "metric",
	scrapeJob: "scrape job",
	record: "recording rule",
	alert: "alert",
	slo: "SLO",
	dashboard: "dashboard",
	runbook: "runbook",
	test: "test",
};

function describeGap({ kind, words, risk, place }: Gap, service: string): AssessedGap {
	if (place === undefined) return { service, kind, words, risk };
	const { item, uri } = place;
	const word = (itemWords as Readonly<Record<string, string>>)[item.kind] ?? item.kind;
	return { service, kind, words, risk, subject: `${word} ${item.name}`, uri, offset: item.nameSpan.start };
}

async function findDependencies(services: readonly Service[], graph: WorkspaceGraph, pause: () => Promise<void>) {
	const owner = new Map<unknown, string>();
	for (const { name, items } of services) {
		for (const places of Object.values(items)) for (const { item } of places) owner.set(item, name);
	}
	const found = new Map<string, { readonly from: string; readonly to: string }>();
	let asked = 0;
	for (const { name: to, items } of services) {
		for (const { item, file } of [...items.record, ...items.alert, ...items.slo, ...items.dashboard]) {
			if (++asked % 500 === 0) await pause();
			const index = item.kind === "dashboard" ? file.items.indexOf(item) : undefined;
			const parts = index === undefined ? [] : file.items.filter(({ parent }) => parent === index);
			for (const { kind, name } of [item, ...parts].flatMap(({ uses }) => uses)) {
				if (kind !== "metric") continue;
				for (const definition of graph.definitionsOf({ kind, name })) {
					const from = owner.get(definition.item);
					if (from !== undefined && from !== to) found.set(`${from}\n${to}`, { from, to });
				}
			}
		}
	}
	return [...found.values()];
}
