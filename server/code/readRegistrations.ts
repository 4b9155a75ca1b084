import type { CallExpression, FileReading } from "./expression.ts";
import { FileNames, type KnownPaths } from "./fileNames.ts";
import type { Library, RegisteredMetric } from "./library.ts";
import type { CodeLanguage, MetricRegistration } from "./metricRegistration.ts";

/** The metrics that a file registers with these libraries, in the order of the text. */
export function readRegistrations(
	file: FileReading,
	libraries: readonly Library[],
	language: CodeLanguage,
): readonly MetricRegistration[] {
	const names = new FileNames(file, joinPaths(libraries));
	const lastNames = new Set(
		libraries.flatMap(({ registrations }) =>
			[...registrations.keys()].map((path) => path.slice(path.lastIndexOf(".") + 1)),
		),
	);
	const found: MetricRegistration[] = [];
	for (const call of file.calls) {
		// A member keeps its name, so most calls need not be looked at; a name may be another one of what it stands for.
		if (call.callee.kind === "member" && !lastNames.has(call.callee.name)) continue;
		const path = names.denote(call.callee);
		if (path === undefined) continue;
		for (const library of libraries) {
			const registered = library.registrations.get(path)?.(call, names);
			if (registered === undefined || !canBeName(registered.writtenName.value)) continue;
			const registration = toRegistration(registered, call, library, language);
			const earlier = library.byUse === true ? found.findIndex((other) => isSame(other, registration)) : -1;
			const other = found[earlier];
			if (other === undefined) found.push(registration);
			else found[earlier] = joinUses(other, registration);
		}
	}
	return found;
}

/** Newer clients take more than letters and digits; but what looks like a sentence is no name that anyone meant. */
function canBeName(name: string): boolean {
	return /^[^\s,;"'`(){}[\]<>\\]+$/.test(name);
}

function isSame(a: MetricRegistration, b: MetricRegistration): boolean {
	return a.library === b.library && a.name === b.name && a.type === b.type;
}

/** The first use stays the place, and what another one tells comes on top. */
function joinUses(first: MetricRegistration, other: MetricRegistration): MetricRegistration {
	const known = new Set(first.labels.map(({ name }) => name));
	const help = first.help ?? other.help;
	return {
		...first,
		...(help === undefined ? {} : { help }),
		labels: [...first.labels, ...other.labels.filter(({ name }) => !known.has(name))],
	};
}

function joinPaths(libraries: readonly Library[]): KnownPaths {
	const others = new Map(libraries.flatMap(({ otherPaths }) => [...(otherPaths ?? [])]));
	const starts = new Set<string>();
	for (const { registrations, otherPaths, furtherPaths = [] } of libraries) {
		for (const path of [...registrations.keys(), ...(otherPaths?.keys() ?? []), ...furtherPaths]) {
			// Every piece at whose end another name or a call can follow.
			for (const { index } of path.matchAll(/[.(]/g)) {
				starts.add(path.slice(0, index));
				if (path[index] === "(") starts.add(path.slice(0, index + 2));
			}
			starts.add(path);
		}
	}
	return { knows: (path) => starts.has(path), normalise: (path) => others.get(path) ?? path };
}

function toRegistration(
	registered: RegisteredMetric,
	call: CallExpression,
	library: Library,
	language: CodeLanguage,
): MetricRegistration {
	const { writtenName, type, exposition, unit, help, labels } = registered;
	const metric = exposition.metric({ name: writtenName.value, type, unit });
	return {
		language,
		library: library.name,
		writtenName: writtenName.value,
		nameSpan: writtenName.span,
		span: registered.span ?? call.span,
		name: metric.name,
		seriesNames: metric.seriesNames,
		...(metric.otherSeriesNames === undefined ? {} : { otherSeriesNames: metric.otherSeriesNames }),
		type: metric.type,
		...(metric.unit === undefined || metric.unit === "" ? {} : { unit: metric.unit }),
		...(help === undefined || help === "" ? {} : { help }),
		labels: labels.labels.map(({ name, span }) => ({ name: exposition.label(name), span })),
		labelsComplete: labels.complete,
	};
}
