import type { MetricFact, MetricFacts } from "../../metrics/offline/metricFacts.ts";
import type { MetricType } from "../../metrics/port.ts";
import type { MetricItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";

/** What the workspace's own code and rules say of metrics; where both do, the code, as it says more. */
export function workspaceFacts(graph: () => WorkspaceGraph): MetricFacts {
	return {
		get version() {
			return graph().version;
		},
		describe: (name) => describeDefined(name, graph()),
		seriesNames: () => graph().metricNames(),
	};
}

function describeDefined(name: string, graph: WorkspaceGraph): MetricFact | undefined {
	const places = graph.definitionsOf({ kind: "metric", name });
	return describeRegistered(places.filter(isRegistration)) ?? describeRecorded(name, places.filter(isRecording));
}

function isRegistration(place: Place): place is Place<MetricItem> {
	return place.item.kind === "metric";
}

function isRecording(place: Place): place is Place<RecordItem> {
	return place.item.kind === "record";
}

function describeRegistered(places: readonly Place<MetricItem>[]): MetricFact | undefined {
	const [first] = places;
	if (first === undefined) return undefined;
	const all = places.map(({ item }) => item.registration);
	const { name, library } = first.item.registration;
	const written = all.flatMap(({ labels }) => labels.map((label) => label.name));
	return {
		name,
		type: agreedType(all.map(({ type }) => type)),
		unit: all.find(({ unit }) => unit !== undefined)?.unit ?? "",
		help: all.find(({ help }) => help !== undefined)?.help ?? "",
		labels: [...new Set(written)],
		source: { kind: "code", uri: first.uri, offset: first.item.nameSpan.start, library },
	};
}

/** Two programs may mean different things by one name. */
function agreedType(types: readonly MetricType[]): MetricType {
	const [first = "unknown"] = types;
	return types.every((type) => type === first) ? first : "unknown";
}

function describeRecorded(name: string, places: readonly Place<RecordItem>[]): MetricFact | undefined {
	const [first] = places;
	if (first === undefined) return undefined;
	const { expression } = first.item;
	return {
		name,
		type: "unknown",
		unit: "",
		help: "",
		source: { kind: "rule", uri: first.uri, offset: first.item.nameSpan.start },
		...(expression === undefined || places.length > 1 ? {} : { expression }),
	};
}
