import type { ResultKnowledge } from "../../promql/result/shape.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { guessType, type ShownMetric } from "./metricPanels.ts";
import { toleratedWait } from "./toleratedWait.ts";

/** What the server, code, rules and the catalogue say of what queries return. */
export function knowResultsHere({ facts, graph }: ScaffoldContext): ResultKnowledge {
	return {
		metadata(name) {
			const fact = facts.describe(name);
			if (fact === undefined || fact.source.kind === "rule") return undefined;
			return { type: fact.type, unit: fact.unit };
		},
		recorded: (name) => graph.recorded(name),
	};
}

/** A metric as a panel shows it, as far as it is known. */
export async function lookUpMetric(name: string, context: ScaffoldContext): Promise<ShownMetric> {
	const [names] = await Promise.all([listSeriesNames(context), learnTypes(context, toleratedWait())]);
	const fact = context.facts.describe(name);
	const known = fact === undefined || fact.type === "unknown" ? guessType(name) : fact.type;
	const base = name.replace(/_bucket$/, "");
	const isHistogram = known === "histogram" || known === "gaugehistogram";
	return {
		name: known === "counter" && !names.has(name) && names.has(`${name}_total`) ? `${name}_total` : name,
		type: known,
		unit: fact?.unit ?? "",
		help: fact?.help ?? "",
		buckets: isHistogram ? bucketsOf(base, names) : "classic",
	};
}

/** Has the facts know what the server says of types, units and help. */
export async function learnTypes({ metrics }: ScaffoldContext, signal: AbortSignal): Promise<void> {
	await awaitKnowledge(() => metrics.metadata(), signal);
}

/** A native histogram has one series and none of buckets; where nobody knows, the form that all servers have. */
export function bucketsOf(base: string, names: ReadonlySet<string>): "classic" | "native" {
	return names.has(base) && !names.has(`${base}_bucket`) ? "native" : "classic";
}

/** The names of the server's series; nothing where there is no server. */
export async function listSeriesNames({ metrics }: ScaffoldContext): Promise<ReadonlySet<string>> {
	const known = await awaitKnowledge(() => metrics.metricNames(), toleratedWait());
	return new Set(known.value?.values ?? []);
}

/** Labels of the series of a metric on the server. */
export async function listLabelsOf(selector: string, { metrics }: ScaffoldContext): Promise<readonly string[]> {
	const known = await awaitKnowledge(() => metrics.labelNames([selector]), toleratedWait());
	return known.value?.values ?? [];
}
