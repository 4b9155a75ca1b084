// Source: the crates metrics 0.24 and metrics-exporter-prometheus 0.17; read November 2026.

import { exposed } from "../exposedNames.ts";
import {
	argumentOf,
	joinLabels,
	type LabelNames,
	type Library,
	noLabels,
	type Recogniser,
	unknownLabels,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const types: readonly RegisteredType[] = ["counter", "gauge", "histogram"];
/** What older versions had besides, each with a value behind the name. */
const olderMacros: readonly (readonly [string, RegisteredType])[] = [
	["increment_counter", "counter"],
	["absolute_counter", "counter"],
	["increment_gauge", "gauge"],
	["decrement_gauge", "gauge"],
];

/** `counter!("name", "key" => value)` wherever something is counted, `describe_counter!("name", "help")` besides. */
export const rustMetrics: Library = {
	name: "metrics",
	traces: ["metrics"],
	byUse: true,
	registrations: new Map([
		...types.map((type) => [`metrics.${type}`, use(type)] as const),
		...olderMacros.map(([macro, type]) => [`metrics.${macro}`, use(type)] as const),
		...types.map((type) => [`metrics.describe_${type}`, description(type)] as const),
	]),
};

function use(type: RegisteredType): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0));
		if (writtenName === undefined) return undefined;
		const labels = call.arguments.slice(1).map(({ value }): LabelNames => {
			if (value.kind !== "record") return unknownLabels;
			const keys = value.entries.map(({ key }) =>
				key.kind === "text" ? { name: key.value, span: key.content } : { name: key.name, span: key.span },
			);
			return { labels: keys, complete: value.complete };
		});
		// Other files may use the same name with other labels.
		return { writtenName, type, exposition: exposed.rustMetrics, labels: joinLabels(...labels, unknownLabels) };
	};
}

/** The unit may stand before the description, and is no part of the name. */
function description(type: RegisteredType): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0));
		if (writtenName === undefined) return undefined;
		const help = names.text(argumentOf(call, call.arguments.length - 1))?.value;
		return { writtenName, type, exposition: exposed.rustMetrics, help, labels: joinLabels(noLabels, unknownLabels) };
	};
}
