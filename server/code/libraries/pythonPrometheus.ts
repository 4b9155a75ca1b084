// Source: prometheus_client 0.26 for Python (metrics.py, metrics_core.py); read November 2026.

import { exposed } from "../exposedNames.ts";
import {
	argumentOf,
	joinLabels,
	joinName,
	type LabelNames,
	type Library,
	labelList,
	noLabels,
	type Recogniser,
	unknownLabels,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const metrics: readonly (readonly [string, RegisteredType])[] = [
	["Counter", "counter"],
	["Gauge", "gauge"],
	["Histogram", "histogram"],
	["Summary", "summary"],
	["Info", "info"],
	["Enum", "stateset"],
];

/** What collectors give, with the place of `labels` among their arguments. */
const families: readonly (readonly [string, RegisteredType, number])[] = [
	["CounterMetricFamily", "counter", 3],
	["GaugeMetricFamily", "gauge", 3],
	["HistogramMetricFamily", "histogram", 4],
	["SummaryMetricFamily", "summary", 4],
	["InfoMetricFamily", "info", 3],
	["StateSetMetricFamily", "stateset", 3],
	["UntypedMetricFamily", "unknown", 3],
	["UnknownMetricFamily", "unknown", 3],
];

export const pythonPrometheus: Library = {
	name: "prometheus_client",
	traces: ["prometheus_client"],
	registrations: new Map([
		...["prometheus_client", "prometheus_client.metrics"].flatMap((module) =>
			metrics.map(([name, type]) => [`${module}.${name}`, construct(type)] as const),
		),
		...["prometheus_client.core", "prometheus_client.metrics_core"].flatMap((module) =>
			families.map(([name, type, labels]) => [`${module}.${name}`, family(type, labels)] as const),
		),
		...metrics.map(([name, type]) => [`prometheus_client.core.${name}`, construct(type)] as const),
	]),
};

/** `Counter(name, documentation, labelnames, namespace, subsystem, unit)`. */
function construct(type: RegisteredType): Recogniser {
	return (call, names) => {
		const writtenName = joinName("_", names, [
			argumentOf(call, 3, "namespace"),
			argumentOf(call, 4, "subsystem"),
			argumentOf(call, 0, "name"),
		]);
		const unitArgument = argumentOf(call, 5, "unit");
		const unit = names.text(unitArgument)?.value;
		if (writtenName === undefined || (unitArgument !== undefined && unit === undefined)) return undefined;
		if (call.arguments.some((argument) => argument.name === "**" || argument.spread === true)) return undefined;
		const labels = labelList(argumentOf(call, 2, "labelnames"), names);
		return {
			writtenName,
			type,
			exposition: exposed.pythonClient,
			unit,
			help: names.text(argumentOf(call, 1, "documentation"))?.value,
			labels: withOwnLabels(type, labels, writtenName),
		};
	};
}

/** An enumeration has its state in a label that is called as itself; what an information tells comes when it is set. */
function withOwnLabels(
	type: RegisteredType,
	labels: LabelNames,
	name: { readonly value: string; readonly span: LabelNames["labels"][number]["span"] },
): LabelNames {
	if (type === "info") return joinLabels(labels, unknownLabels);
	if (type !== "stateset") return labels;
	return joinLabels(labels, { labels: [{ name: name.value, span: name.span }], complete: true });
}

function family(type: RegisteredType, labelsAt: number): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0, "name"));
		const unitArgument = argumentOf(call, 9, "unit");
		const unit = names.text(unitArgument)?.value;
		if (writtenName === undefined || (unitArgument !== undefined && unit === undefined)) return undefined;
		const list = argumentOf(call, labelsAt, "labels");
		return {
			writtenName,
			type,
			exposition: exposed.pythonFamily,
			unit,
			help: names.text(argumentOf(call, 1, "documentation"))?.value,
			labels: withOwnLabels(type, list === undefined ? noLabels : labelList(list, names), writtenName),
		};
	};
}
