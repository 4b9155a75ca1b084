// Source: the gem prometheus-client 4.2; read November 2026.

import { exposed } from "../exposedNames.ts";
import { argumentOf, joinLabels, keywordOf, type Library, labelKeys, labelList, type Recogniser } from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const registry = "Prometheus.Client.registry()";
const types: readonly (readonly [string, RegisteredType])[] = [
	["Counter", "counter"],
	["Gauge", "gauge"],
	["Histogram", "histogram"],
	["Summary", "summary"],
];

export const rubyPrometheus: Library = {
	name: "prometheus-client",
	traces: ["Prometheus"],
	registrations: new Map(
		types.flatMap(([name, type]) => [
			[`Prometheus.Client.${name}.new`, construct(type)] as const,
			[`${registry}.${name.toLowerCase()}`, construct(type)] as const,
		]),
	),
	otherPaths: new Map([["Prometheus.Client.Registry.new()", registry]]),
};

/** `Counter.new(:name, docstring: …, labels: […], preset_labels: {…})`; a registry's methods are given the same. */
function construct(type: RegisteredType): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0));
		if (writtenName === undefined || call.arguments.some((argument) => argument.name === "**")) return undefined;
		return {
			writtenName,
			type,
			exposition: exposed.withoutQuantiles,
			help: names.text(keywordOf(call, "docstring"))?.value,
			labels: joinLabels(
				labelList(keywordOf(call, "labels"), names),
				labelKeys(keywordOf(call, "preset_labels"), names),
			),
		};
	};
}
