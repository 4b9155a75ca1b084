import type { AlertItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { keyOfService } from "../../workspace/overview/serviceNames.ts";
import { groupByService } from "../../workspace/overview/services.ts";
import { recordedNames } from "../slo/names.ts";
import { calendarMonth, createPeriod } from "../slo/period.ts";
import type { RuleRow } from "./rulePanels.ts";
import type { SloSeries } from "./sloPanels.ts";

/** The rules of a service by their group, in the order of the files; what the workspace's overview counts as the service's. */
export async function rulesOf(service: string, graph: WorkspaceGraph): Promise<readonly RuleRow[]> {
	const services = await groupByService(graph, async () => {});
	const key = keyOfService(service);
	const items = services.find((each) => each.key === key)?.items;
	const rows = new Map<object | string, { title: string; rules: (AlertItem | RecordItem)[] }>();
	for (const { item, file } of [...(items?.alert ?? []), ...(items?.record ?? [])]) {
		if (item.kind !== "alert" && item.kind !== "record") continue;
		const group = item.parent === undefined ? undefined : file.items[item.parent];
		const row = rows.get(group ?? file.uri) ?? { title: group?.name || "Rules", rules: [] };
		rows.set(group ?? file.uri, row);
		row.rules.push(item);
	}
	return [...rows.values()];
}

/** The names of the services that have something of the workspace, in order. */
export async function listServicesHere(graph: WorkspaceGraph): Promise<readonly string[]> {
	const services = await groupByService(graph, async () => {});
	return services.flatMap(({ name, items }) =>
		items.alert.length + items.record.length + items.slo.length > 0 ? [name] : [],
	);
}

/** Alerts that name the service by a label, each once. */
export function alertNames(service: string, graph: WorkspaceGraph): readonly string[] {
	const key = keyOfService(service);
	const names = new Set<string>();
	for (const { item } of graph.items("alert")) {
		const named = item.labels["service"] ?? item.labels["job"];
		if (named !== undefined && keyOfService(named) === key && !item.name.includes("{{")) names.add(item.name);
	}
	return [...names].sort();
}

/** Services whose SLOs are recorded by rules of the workspace. */
export function listSloServices(graph: WorkspaceGraph): readonly string[] {
	const names = graph.rulesRecording(recordedNames.objective).map(({ item }) => item.labels["service"]);
	return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** What the SLO rules of a service record, or of any; `undefined` where there are none. */
export function periodOf(service: string | undefined, graph: WorkspaceGraph): SloSeries | undefined {
	const mine = (rule: { readonly item: RecordItem }) =>
		service === undefined || rule.item.labels["service"] === service;
	const isKept = graph.rulesRecording(recordedNames.objective).some(mine);
	if (!isKept) return undefined;
	const isCalendar = graph.rulesRecording(recordedNames.errorRatio(calendarMonth.duration)).some(mine);
	const stated = graph.rulesRecording(recordedNames.periodDays).find(mine)?.item.expression;
	const days = Number(/\d+(?:\.\d+)?/.exec(stated ?? "")?.[0] ?? 30);
	const period = isCalendar ? calendarMonth : createPeriod(days > 0 ? days : 30);
	const windows = period.windows.map(({ long }) => long);
	return {
		period: period.duration,
		words: period.words,
		windows: ["5m", ...windows.slice(0, 2).map(({ duration }) => duration)],
		burnThresholds: period.windows.map(({ severity, long, budgetShare }) => ({
			label: severity,
			value: round((budgetShare * period.days * 86_400) / long.seconds),
		})),
	};
}

function round(value: number): number {
	return Number(value.toPrecision(4));
}
