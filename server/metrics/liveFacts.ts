import { VersionOf } from "../base/versionOf.ts";
import { describeMetric, type MetricKnowledge } from "./knowledge.ts";
import type { MetricFact, MetricFacts } from "./offline/metricFacts.ts";
import type { MetricMetadata } from "./port.ts";

/** What the active server has told so far; nothing where there is none. Asking makes it be loaded. */
export function liveFacts(knowledge: () => MetricKnowledge): MetricFacts {
	const versions = new VersionOf();
	return {
		get version() {
			return versions.of([knowledge().metricNames().value, knowledge().metadata().value]);
		},
		describe: (name) => describeLive(knowledge().metadata().value, name),
		seriesNames: () => knowledge().metricNames().value?.values ?? [],
	};
}

/** What targets say of the metric that the series belongs to. */
export function describeLive(
	metadata: ReadonlyMap<string, MetricMetadata> | undefined,
	name: string,
): MetricFact | undefined {
	if (metadata === undefined) return undefined;
	const exact = metadata.get(name);
	const described = exact ?? describeMetric(metadata, name);
	if (described === undefined || (exact === undefined && !fitsSuffix(name, described))) return undefined;
	const { type, unit, help } = described;
	return { name, type, unit, help, source: { kind: "live" } };
}

/** The metric `queue`, a gauge, has nothing to do with `queue_count`. */
function fitsSuffix(name: string, { type }: MetricMetadata): boolean {
	if (name.endsWith("_bucket")) return type === "histogram" || type === "gaugehistogram";
	if (name.endsWith("_count") || name.endsWith("_sum")) return /^(?:gauge)?histogram$|^summary$/.test(type);
	if (name.endsWith("_total")) return type === "counter";
	return name.endsWith("_info") ? type === "info" : true;
}
