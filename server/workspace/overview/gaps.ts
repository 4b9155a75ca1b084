import { everySeriesName } from "../../code/metricRegistration.ts";
import type { AlertItem } from "../graph/indexedFile.ts";
import type { Place, WorkspaceGraph } from "../graph/workspaceGraph.ts";
import { type Service, sharedService } from "./services.ts";

/** Something that a service lacks, or that nobody uses. */
export interface Gap {
	readonly kind: GapKind;
	/** A few words, such as "no runbook". */
	readonly words: string;
	readonly risk: Risk;
	/** What lacks it; the service as a whole where it is left out. */
	readonly place?: Place;
}

export type Risk = "high" | "medium" | "low";

export type GapKind =
	| "noAlert"
	| "noRunbook"
	| "deadRunbook"
	| "noTest"
	| "noSlo"
	| "noDashboard"
	| "unusedMetric"
	| "unusedRecord"
	| "runbookWithoutAlert";

export const risks: readonly Risk[] = ["high", "medium", "low"];

/** Labels' values by which people are woken. */
const waking = /^(?:page|critical|p1|sev-?1|urgent|emergency|disaster)$/i;

/**
 * What is missing of a service, by risk. Where the graph is not complete, nothing is said of what nobody uses, links to
 * or tests, as a file that was not read may.
 */
export async function findGaps(
	service: Service,
	graph: WorkspaceGraph,
	pause: () => Promise<void>,
): Promise<readonly Gap[]> {
	let asked = 0;
	/** A service can have all rules of a large workspace. */
	const rest = async (): Promise<void> => {
		if (++asked % 500 === 0) await pause();
	};
	const { items } = service;
	const gaps: Gap[] = [];
	const exposes = items.metric.length > 0 || items.scrapeJob.length > 0;
	const measured = exposes || items.record.length > 0 || items.alert.length > 0;
	// What belongs to no service owes none of this.
	if (service.name !== sharedService && graph.complete) {
		// Tools that read an SLO make the alerts of it.
		const watched = items.alert.length > 0 || items.slo.length > 0;
		if (exposes && !watched) gaps.push({ kind: "noAlert", words: "no alert", risk: "high" });
		if (measured && items.slo.length === 0) gaps.push({ kind: "noSlo", words: "no SLO", risk: "medium" });
		if (measured && items.dashboard.length === 0) {
			gaps.push({ kind: "noDashboard", words: "no dashboard", risk: "medium" });
		}
	}
	for (const place of items.alert) {
		await rest();
		gaps.push(...gapsOfAlert(place, graph));
	}
	if (graph.complete) {
		for (const place of items.metric) {
			await rest();
			if (!isUsed(place, graph)) gaps.push({ kind: "unusedMetric", words: "nobody uses it", risk: "low", place });
		}
		for (const place of items.record) {
			await rest();
			if (!isUsed(place, graph)) gaps.push({ kind: "unusedRecord", words: "nobody uses it", risk: "low", place });
		}
		for (const place of items.runbook) {
			await rest();
			if (!explainsAlert(place, graph)) {
				gaps.push({ kind: "runbookWithoutAlert", words: "no alert leads here", risk: "low", place });
			}
		}
	}
	return gaps.sort((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk));
}

function gapsOfAlert(place: Place, graph: WorkspaceGraph): readonly Gap[] {
	if (place.item.kind !== "alert") return [];
	const wakes = Object.values(place.item.labels).some((value) => waking.test(value));
	const gaps: Gap[] = [];
	const runbook = runbookOf(place.item);
	if (runbook === undefined) {
		gaps.push({ kind: "noRunbook", words: "no runbook", risk: wakes ? "high" : "medium", place });
	} else if (graph.complete && leadsNowhere(place, graph)) {
		gaps.push({ kind: "deadRunbook", words: "its runbook is not there", risk: wakes ? "high" : "medium", place });
	}
	if (graph.complete && !isTested(place, graph)) {
		gaps.push({ kind: "noTest", words: "no test", risk: wakes ? "medium" : "low", place });
	}
	return gaps;
}

/** The link of an alert to what to do. */
export function runbookOf({ annotations }: AlertItem): string | undefined {
	return annotations["runbook_url"] || annotations["runbook"] || undefined;
}

/** It links to a file of the workspace that is not there; of a page elsewhere nothing is known. */
function leadsNowhere({ item }: Place, graph: WorkspaceGraph): boolean {
	const link = item.kind === "alert" ? runbookOf(item) : undefined;
	if (link === undefined || !isRelative(link)) return false;
	const targets = item.uses.filter(({ kind }) => kind === "file");
	return targets.length > 0 && targets.every((use) => graph.filesOf(use).length === 0 && graph.covers(use.name));
}

/** A path from the file's own folder, and not what is only known when the alert fires. */
export function isRelative(link: string): boolean {
	return !/^(?:[a-z][a-z0-9+.-]*:|\/\/)|\{\{/i.test(link);
}

export function isTested({ item }: Place, graph: WorkspaceGraph): boolean {
	return graph.usesOf({ kind: "alert", name: item.name }).some((use) => use.item.kind === "test");
}

/** Something else than the item itself asks for it. */
export function isUsed(place: Place, graph: WorkspaceGraph): boolean {
	const { item } = place;
	const names = item.kind === "metric" ? everySeriesName(item.registration) : [item.name];
	return names.some((name) => graph.usesOf({ kind: "metric", name }).some((use) => use.item !== item));
}

/** An alert leads to the page, or a heading of it names one. */
export function explainsAlert({ uri, item, file }: Place, graph: WorkspaceGraph): boolean {
	if (graph.usesOf({ kind: "runbook", name: uri }).some((use) => use.item.kind === "alert")) return true;
	const names = [item, ...file.items.filter(({ kind }) => kind === "heading")].map(({ name }) => name);
	return names.some((name) => graph.hasAlert(name));
}
