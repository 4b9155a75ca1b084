import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import type { DocumentModel, RuleEntry } from "../documents/model.ts";

/** What other files may want to know of a file; plain data, so that it can be sent to another thread. */
export interface FileFacts {
	readonly uri: string;
	readonly recordings: readonly RecordingFact[];
	/** The names of its alerts, each once. */
	readonly alerts: readonly string[];
	readonly prometheusConfigs: readonly PrometheusConfig[];
}

export interface RecordingFact {
	readonly name: string;
	/** Left out where it is no PromQL, or PromQL with something else in it, such as a chart's actions. */
	readonly expression?: string;
	/** Those of its group come first, and its own over them; an empty value takes the label away. */
	readonly labels: readonly (readonly [name: string, value: string])[];
}

/** `undefined` where nothing of the file matters to others, as of most files. */
export function readFileFacts(uri: string, model: DocumentModel): FileFacts | undefined {
	const recordings: RecordingFact[] = [];
	const alerts = new Set<string>();
	for (const group of model.groups) {
		for (const { kind, name, expression, labels } of group.rules) {
			if (name === undefined || kind === "incomplete") continue;
			if (kind === "alert") {
				alerts.add(name.value);
				continue;
			}
			const readable = expression?.language === "promql" && !expression.masks?.length;
			recordings.push({
				name: name.value,
				...(readable ? { expression: expression.text } : {}),
				labels: [...(group.labels ?? []), ...labels].map(pairOf),
			});
		}
	}
	const { prometheusConfigs } = model;
	if (recordings.length === 0 && alerts.size === 0 && prometheusConfigs.length === 0) return undefined;
	return { uri, recordings, alerts: [...alerts], prometheusConfigs };
}

function pairOf({ key, value }: RuleEntry): readonly [string, string] {
	return [key.value, value.value];
}
