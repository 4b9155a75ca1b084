import { everySeriesName } from "../../code/metricRegistration.ts";
import type { Span } from "../../text/span.ts";
import type { ItemKind } from "../../workspace/graph/indexedFile.ts";
import type { GraphSymbol, UsePlace, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { NavigatedFile } from "./symbolAt.ts";
import { type Target, targetOfUse, withoutRepetitions } from "./target.ts";

/** A line above a rule, an alert or a metric of code, whose text is worked out when it is shown. Plain data. */
export interface UsageLens {
	/** Of the name. */
	readonly span: Span;
	readonly subject: "record" | "alert" | "metric";
	/** By which the graph knows it: a metric of code by each of its series. */
	readonly names: readonly string[];
}

export interface UsageText {
	/** Such as `used by 3 alerts, 2 panels · no test`. */
	readonly title: string;
	/** What a click shows; none where nobody uses it. */
	readonly targets: readonly Target[];
}

/** The lenses of a file; none before the graph is complete, as "nobody uses it" could not be said. */
export function findUsageLenses({ model, registrations }: NavigatedFile, graph: WorkspaceGraph): readonly UsageLens[] {
	if (!graph.complete || model.illustrates === true) return [];
	const rules = model.groups.flatMap((group) =>
		group.rules.flatMap(({ kind, name }): readonly UsageLens[] =>
			kind === "incomplete" || name === undefined ? [] : [{ span: name.span, subject: kind, names: [name.value] }],
		),
	);
	const metrics = registrations.map(
		(registration): UsageLens => ({
			span: registration.nameSpan,
			subject: "metric",
			names: [...new Set([...everySeriesName(registration), registration.name])],
		}),
	);
	return [...rules, ...metrics];
}

/** What the lens says now. */
export function describeUsage(graph: WorkspaceGraph, lens: UsageLens): UsageText {
	const kind = lens.subject === "alert" ? "alert" : "metric";
	const symbols = lens.names.map((name): GraphSymbol => ({ kind, name }));
	const uses = symbols.flatMap((symbol) => graph.usesOf(symbol));
	const users = new Map<ItemKind, Set<object>>();
	for (const { item } of uses) users.set(item.kind, (users.get(item.kind) ?? new Set()).add(item));
	const counts = counted.flatMap(([item, one, many]) => {
		const count = users.get(item)?.size ?? 0;
		return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
	});
	const used = counts.length === 0 ? unusedWord(lens) : `used by ${counts.join(", ")}`;
	const gaps = gapsOf(graph, lens, symbols, uses).filter((gap) => users.size > 0 || gap !== "no dashboard");
	const title = [...(used === undefined ? [] : [used]), ...gaps].join(" · ");
	return {
		title: title === "" ? "complete" : title,
		targets: withoutRepetitions(uses.map(({ uri, use }) => targetOfUse(uri, use))),
	};
}

/** In the order in which a reader cares for them. */
const counted: readonly (readonly [kind: ItemKind, one: string, many: string])[] = [
	["alert", "alert", "alerts"],
	["record", "rule", "rules"],
	["slo", "SLO", "SLOs"],
	["panel", "panel", "panels"],
	["variable", "variable", "variables"],
	["dashboard", "dashboard", "dashboards"],
	["test", "test", "tests"],
	["route", "route", "routes"],
	["inhibition", "inhibition", "inhibitions"],
	["query", "query", "queries"],
	["runbook", "runbook", "runbooks"],
	["heading", "section of a runbook", "sections of runbooks"],
];

/** An alert is used by whom it wakes. */
function unusedWord({ subject }: UsageLens): string | undefined {
	return subject === "alert" ? undefined : "not used";
}

function gapsOf(
	graph: WorkspaceGraph,
	{ subject }: UsageLens,
	symbols: readonly GraphSymbol[],
	uses: readonly UsePlace[],
): readonly string[] {
	const usedBy = (...kinds: readonly ItemKind[]): boolean => uses.some(({ item }) => kinds.includes(item.kind));
	if (subject !== "alert") return usedBy("panel", "variable", "dashboard") ? [] : ["no dashboard"];
	const definitions = symbols.flatMap((symbol) => graph.definitionsOf(symbol));
	const explained =
		usedBy("runbook", "heading") ||
		definitions.some(
			({ item }) =>
				item.uses.some(({ kind }) => kind === "file") ||
				(item.kind === "alert" && Object.keys(item.annotations).some((key) => /runbook/i.test(key))),
		);
	return [...(usedBy("test") ? [] : ["no test"]), ...(explained ? [] : ["no runbook"])];
}
