// Source: io.prometheus:simpleclient 0.16 and io.prometheus:prometheus-metrics-core 1.4; read November 2026.

import { type Exposition, exposed } from "../exposedNames.ts";
import type { Expression } from "../expression.ts";
import type { KnownText } from "../fileNames.ts";
import {
	argumentOf,
	joinLabels,
	joinName,
	type LabelNames,
	type Library,
	labelTexts,
	noLabels,
	type Recogniser,
	unknownLabels,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const olderTypes: readonly (readonly [string, RegisteredType])[] = [
	["Counter", "counter"],
	["Gauge", "gauge"],
	["Histogram", "histogram"],
	["Summary", "summary"],
	["Info", "info"],
	["Enumeration", "stateset"],
];
const olderSteps = [
	...["name", "help", "labelNames", "namespace", "subsystem", "unit", "buckets", "linearBuckets"],
	...["exponentialBuckets", "quantile", "maxAgeSeconds", "ageBuckets", "states", "withExemplars", "withoutExemplars"],
	"withExemplarSampler",
];
const newerTypes: readonly (readonly [string, RegisteredType])[] = [
	...olderTypes.slice(0, 5),
	["StateSet", "stateset"],
	["CounterWithCallback", "counter"],
	["GaugeWithCallback", "gauge"],
	["SummaryWithCallback", "summary"],
];
const newerSteps = [
	...["name", "help", "labelNames", "constLabels", "unit", "callback", "states", "quantile", "maxAgeSeconds"],
	...["numberOfAgeBuckets", "withExemplars", "withoutExemplars", "classicOnly", "nativeOnly", "classicUpperBounds"],
	...["classicLinearUpperBounds", "classicExponentialUpperBounds", "nativeInitialSchema", "nativeMaxNumberOfBuckets"],
	...["nativeMinZeroThreshold", "nativeMaxZeroThreshold", "nativeResetDuration"],
];

/** The older client, `simpleclient`: `Counter.build().name(…).help(…).register()`. */
export const simpleClient = clientOf({
	name: "simpleclient",
	root: "io.prometheus.client",
	first: "build",
	last: ["register", "create"],
	types: olderTypes,
	steps: olderSteps,
	exposition: exposed.simpleClient,
});

/** The newer one: `Counter.builder().name(…).help(…).register()`. */
export const javaClient = clientOf({
	name: "client_java",
	root: "io.prometheus.metrics.core.metrics",
	first: "builder",
	last: ["register", "build"],
	types: newerTypes,
	steps: newerSteps,
	exposition: exposed.javaClient,
});

interface JavaClient {
	readonly name: string;
	readonly root: string;
	readonly first: string;
	readonly last: readonly string[];
	readonly types: readonly (readonly [string, RegisteredType])[];
	readonly steps: readonly string[];
	readonly exposition: Exposition;
}

function clientOf({ name, root, first, last, types, steps, exposition }: JavaClient): Library {
	return {
		name,
		traces: [root],
		registrations: new Map(
			types.flatMap(([typeName, type]) =>
				last.map(
					(method) => [`${root}.${typeName}.${first}().${method}`, fromBuilder(type, first, exposition)] as const,
				),
			),
		),
		otherPaths: new Map(
			types.flatMap(([typeName]) =>
				steps.map((step) => [`${root}.${typeName}.${first}().${step}()`, `${root}.${typeName}.${first}()`] as const),
			),
		),
	};
}

function fromBuilder(type: RegisteredType, first: string, exposition: Exposition): Recogniser {
	return (call, names) => {
		const links = names.chain(call);
		const start = links.findIndex((link) => link.name === first);
		const builder = links[start];
		if (builder === undefined) return undefined;
		const told = links.slice(start + 1);
		const step = (wanted: string): Expression | undefined => {
			const found = told.find((link) => link.name === wanted);
			return found === undefined ? undefined : argumentOf(found.call, 0);
		};
		const writtenName = joinName("_", names, [
			step("namespace"),
			step("subsystem"),
			step("name") ?? argumentOf(builder.call, 0),
		]);
		if (writtenName === undefined) return undefined;
		const unitArgument = step("unit");
		const unit = unitArgument === undefined ? undefined : unitOf(unitArgument, names.text(unitArgument)?.value);
		if (unitArgument !== undefined && unit === undefined) return undefined;
		const labelCall = told.find((link) => link.name === "labelNames")?.call;
		const constant = step("constLabels");
		const labels = labelCall?.arguments.map(({ value }) => names.follow(value)) ?? [];
		const [only] = labels;
		const listed = only?.kind === "list" ? only.items : labels;
		return {
			writtenName,
			type,
			exposition,
			unit,
			help: names.text(step("help") ?? argumentOf(builder.call, 1))?.value,
			labels: joinLabels(labelTexts(listed, constant === undefined, names), ownLabels(type, writtenName, exposition)),
		};
	};
}

/** A set of states has them in a label that is called as itself; the older client is told an information's labels later. */
function ownLabels(type: RegisteredType, name: KnownText, exposition: Exposition): LabelNames {
	if (type === "stateset") return { labels: [{ name: name.value, span: name.span }], complete: true };
	return type === "info" && exposition === exposed.simpleClient ? unknownLabels : noLabels;
}

/** `Unit.SECONDS` of the newer client; a text of the older. */
function unitOf(argument: Expression, text: string | undefined): string | undefined {
	if (text !== undefined) return text;
	return argument.kind === "member" ? knownUnits[argument.name] : undefined;
}

const knownUnits: Readonly<Record<string, string>> = {
	RATIO: "ratio",
	SECONDS: "seconds",
	BYTES: "bytes",
	CELSIUS: "celsius",
	JOULES: "joules",
	GRAMS: "grams",
	METERS: "meters",
	VOLTS: "volts",
	AMPERES: "amperes",
};
