// Source: prom-client 15.1 (index.d.ts, lib/{counter,gauge,histogram,summary}.js); read November 2026.

import { exposed } from "../exposedNames.ts";
import { argumentOf, entryOf, type Library, labelEntry, type Recogniser } from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const kinds: readonly (readonly [string, RegisteredType])[] = [
	["Counter", "counter"],
	["Gauge", "gauge"],
	["Histogram", "histogram"],
	["Summary", "summary"],
];

/** `new Counter({ name, help, labelNames })`. Its successor by the same authors has the same constructors. */
function ofPackage(name: string): Library {
	return {
		name,
		traces: [name],
		registrations: new Map(kinds.map(([kind, type]) => [`${name}.${kind}`, construct(type)])),
		otherPaths: new Map([[`${name}.default`, name]]),
	};
}

export const promClient = ofPackage("prom-client");
export const prometheusIoClient = ofPackage("@prometheus-io/client");

function construct(type: RegisteredType): Recogniser {
	return (call, names) => {
		const options = argumentOf(call, 0);
		const writtenName = names.text(entryOf(options, "name", names));
		if (writtenName === undefined) return undefined;
		return {
			writtenName,
			type,
			exposition: exposed.asWritten,
			help: names.text(entryOf(options, "help", names))?.value,
			labels: labelEntry(options, "labelNames", names),
		};
	};
}
