// Source: prometheus-net 8.2 for .NET (Metrics, MetricFactory, *Configuration); read November 2026.

import { exposed } from "../exposedNames.ts";
import type { CallExpression, Expression } from "../expression.ts";
import type { FileNames } from "../fileNames.ts";
import {
	argumentOf,
	entryOf,
	joinLabels,
	type LabelNames,
	type Library,
	labelEntry,
	labelKeys,
	labelList,
	labelTexts,
	noLabels,
	type Recogniser,
	unknownLabels,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const factory = "Prometheus.MetricFactory()";
const methods: readonly (readonly [string, RegisteredType])[] = [
	["CreateCounter", "counter"],
	["CreateGauge", "gauge"],
	["CreateHistogram", "histogram"],
	["CreateSummary", "summary"],
];

export const prometheusNet: Library = {
	name: "prometheus-net",
	traces: ["Prometheus"],
	registrations: new Map(
		methods.flatMap(([method, type]) => [
			[`Prometheus.Metrics.${method}`, create(type, noLabels)] as const,
			[`${factory}.${method}`, create(type, noLabels)] as const,
			[`Prometheus labelled factory.${method}`, create(type, unknownLabels)] as const,
		]),
	),
	otherPaths: new Map([
		["Prometheus.IMetricFactory()", factory],
		["Prometheus.Metrics.DefaultFactory", factory],
		["Prometheus.Metrics.WithCustomRegistry()", factory],
		// Its labels are set where it is made.
		["Prometheus.Metrics.WithLabels()", "Prometheus labelled factory"],
		[`${factory}.WithLabels()`, "Prometheus labelled factory"],
	]),
};

/** `CreateCounter(name, help, configuration)`, or the names of the labels, be it as a list or one after the other. */
function create(type: RegisteredType, fromFactory: LabelNames): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0, "name"));
		if (writtenName === undefined) return undefined;
		const configuration = configurationOf(call, names);
		const hasQuantiles = entryOf(configuration, "Objectives", names) !== undefined;
		return {
			writtenName,
			type,
			exposition: type === "summary" && !hasQuantiles ? exposed.withoutQuantiles : exposed.asWritten,
			help: names.text(argumentOf(call, 1, "help"))?.value,
			labels: joinLabels(labelsOf(call, configuration, names), fromFactory),
		};
	};
}

function configurationOf(call: CallExpression, names: FileNames): Expression | undefined {
	return [argumentOf(call, 2, "configuration"), argumentOf(call, 3, "configuration")].find(
		(argument) => argument !== undefined && names.follow(argument).kind === "record",
	);
}

function labelsOf(call: CallExpression, configuration: Expression | undefined, names: FileNames): LabelNames {
	const fromConfiguration = joinLabels(
		labelEntry(configuration, "LabelNames", names),
		labelKeys(entryOf(configuration, "StaticLabels", names), names),
	);
	const rest = call.arguments.filter(
		({ name, value }, index) => (name === undefined ? index >= 2 : name === "labelNames") && value !== configuration,
	);
	const [only] = rest;
	if (only === undefined) return fromConfiguration;
	const followed = names.follow(only.value);
	if (followed.kind === "nothing" && rest.length === 1) return fromConfiguration;
	const listed =
		followed.kind === "list" && rest.length === 1
			? labelList(followed, names)
			: labelTexts(
					rest.map(({ value }) => value),
					true,
					names,
				);
	return joinLabels(listed, fromConfiguration);
}
