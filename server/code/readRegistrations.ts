import type { CallExpression, FileReading } from "./expression.ts";
import { FileNames, type KnownPaths } from "./fileNames.ts";
import type { Library, RegisteredMetric } from "./library.ts";
import type { CodeLanguage, MetricRegistration } from "./metricRegistration.ts";

/** What the libraries of a language register, put together once. */
export interface KnownRegistrations {
	readonly libraries: readonly Library[];
	readonly paths: KnownPaths;
	/** The last names of the paths of what is called. */
	readonly lastNames: ReadonlySet<string>;
}

export function joinLibraries(libraries: readonly Library[]): KnownRegistrations {
	const calls = libraries.flatMap(({ registrations }) => [...registrations.keys()]);
	const lastNames = new Set(calls.map((path) => path.slice(path.lastIndexOf(".") + 1)));
	return { libraries, paths: joinPaths(libraries), lastNames };
}

/** The metrics that a file registers, in the order of the text. */
export function readRegistrations(
	file: FileReading,
	{ libraries, paths, lastNames }: KnownRegistrations,
	language: CodeLanguage,
): readonly MetricRegistration[] {
	const names = new FileNames(file, paths);
	const found: MetricRegistration[] = [];
	const places = new Map<string, number>();
	for (const call of file.calls) {
		// A member keeps its name, so most calls need not be looked at; a name may be another one of what it stands for.
		if (call.callee.kind === "member" && !lastNames.has(call.callee.name)) continue;
		const path = names.denote(call.callee);
		if (path === undefined) continue;
		for (const library of libraries) {
			const registered = library.registrations.get(path)?.(call, names);
			if (registered === undefined || !canBeName(registered.writtenName.value)) continue;
			const registration = toRegistration(registered, call, library, language);
			const key = `${library.name} ${registration.type} ${registration.name}`;
			const earlier = library.byUse === true ? places.get(key) : undefined;
			const other = earlier === undefined ? undefined : found[earlier];
			if (earlier !== undefined && other !== undefined) found[earlier] = joinUses(other, registration);
			else places.set(key, found.push(registration) - 1);
		}
	}
	return found;
}

/** Newer clients take more than letters and digits; but what looks like a sentence is no name that anyone meant. */
function canBeName(name: string): boolean {
	return /^[^\s,;"'`(){}[\]<>\\]+$/.test(name);
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
