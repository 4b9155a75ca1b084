// Source: OpenTelemetry's APIs: JavaScript 1.9, Python 1.45, Go 1.47, Java 1.50, Rust 0.30, Ruby metrics-api 0.3, .NET System.Diagnostics.Metrics 9; read November 2026.

import { exposed } from "../exposedNames.ts";
import type { CallExpression, Expression } from "../expression.ts";
import type { FileNames } from "../fileNames.ts";
import {
	argumentOf,
	entryOf,
	isWhole,
	joinLabels,
	keywordOf,
	type LabelNames,
	type Library,
	type Recogniser,
	unknownLabels,
} from "../library.ts";

const name = "OpenTelemetry";
/** Stands for every meter, however it was had. */
const meter = "OpenTelemetry meter";

type InstrumentKind = "counter" | "upDownCounter" | "gauge" | "histogram";

/** What instruments are called without their language's manner of writing. */
const instruments: readonly (readonly [words: string, InstrumentKind])[] = [
	["counter", "counter"],
	["up down counter", "upDownCounter"],
	["gauge", "gauge"],
	["histogram", "histogram"],
	["observable counter", "counter"],
	["observable up down counter", "upDownCounter"],
	["observable gauge", "gauge"],
];

const camel = (words: string): string => words.replaceAll(/ (.)/g, (_all, letter: string) => letter.toUpperCase());
const pascal = (words: string): string => camel(` ${words}`);
const snake = (words: string): string => words.replaceAll(" ", "_");

function meters(...paths: readonly string[]): ReadonlyMap<string, string> {
	return new Map(paths.map((path) => [path, meter]));
}

export const openTelemetryJs: Library = {
	name,
	traces: ["@opentelemetry/"],
	registrations: new Map(instruments.map(([words, kind]) => [`${meter}.create${pascal(words)}`, fromOptions(kind)])),
	otherPaths: meters(
		"@opentelemetry/api.metrics.getMeter()",
		"@opentelemetry/api.metrics.getMeterProvider().getMeter()",
		"@opentelemetry/api.Meter()",
		"@opentelemetry/api.MeterProvider().getMeter()",
		"@opentelemetry/api-metrics.metrics.getMeter()",
		"@opentelemetry/sdk-metrics.MeterProvider().getMeter()",
	),
};

/** `createCounter(name, { unit, description })`. */
function fromOptions(kind: InstrumentKind): Recogniser {
	return (call, names) => {
		const options = argumentOf(call, 1);
		return instrument(call, names, kind, {
			name: argumentOf(call, 0),
			unit: entryOf(options, "unit", names),
			description: entryOf(options, "description", names),
			// Where the options cannot be read, nothing is known of the unit, and so of the name.
			unknown: entryOf(options, "unit", names) === undefined && !isWhole(options, names),
		});
	};
}

export const openTelemetryPython: Library = {
	name,
	traces: ["opentelemetry"],
	registrations: new Map(
		instruments.map(([words, kind]) => [
			`${meter}.create_${snake(words)}`,
			fromArguments(kind, words.startsWith("observable") ? 2 : 1),
		]),
	),
	otherPaths: meters(
		"opentelemetry.metrics.get_meter()",
		"opentelemetry.metrics.get_meter_provider().get_meter()",
		"opentelemetry.metrics.Meter()",
		"opentelemetry.metrics.MeterProvider().get_meter()",
		"opentelemetry.sdk.metrics.MeterProvider().get_meter()",
	),
};

/** `create_counter(name, unit, description)`; what observes stands between the name and the unit. */
function fromArguments(kind: InstrumentKind, unitAt: number): Recogniser {
	return (call, names) =>
		instrument(call, names, kind, {
			name: argumentOf(call, 0, "name"),
			unit: argumentOf(call, unitAt, "unit"),
			description: argumentOf(call, unitAt + 1, "description"),
			unknown: call.arguments.some((argument) => argument.name === "**" || argument.spread === true),
		});
}

const goApi = "go.opentelemetry.io/otel";
export const openTelemetryGo: Library = {
	name,
	traces: ["go.opentelemetry.io/otel"],
	registrations: new Map(
		instruments.flatMap(([words, kind]) =>
			["Int64", "Float64"].map((number) => [`${meter}.${number}${pascal(words)}`, fromGoOptions(kind)] as const),
		),
	),
	furtherPaths: ["WithUnit", "WithDescription"].map((option) => `${goApi}/metric.${option}`),
	otherPaths: meters(
		`${goApi}.Meter()`,
		`${goApi}.GetMeterProvider().Meter()`,
		`${goApi}/metric.Meter()`,
		`${goApi}/metric.MeterProvider().Meter()`,
		`${goApi}/sdk/metric.NewMeterProvider().Meter()`,
		`${goApi}/sdk/metric.MeterProvider().Meter()`,
	),
};

/** `Int64Counter(name, WithUnit(…), WithDescription(…))`. */
function fromGoOptions(kind: InstrumentKind): Recogniser {
	return (call, names) => {
		const options = call.arguments.slice(1).map(({ value }) => names.follow(value));
		const given = (option: string): Expression | undefined => {
			const found = options.find(
				(value) => value.kind === "call" && names.denote(value.callee) === `${goApi}/metric.${option}`,
			);
			return found?.kind === "call" ? argumentOf(found, 0) : undefined;
		};
		const isOption = (option: Expression): boolean =>
			option.kind === "call" && (names.denote(option.callee) ?? "").startsWith(`${goApi}/metric.With`);
		return instrument(call, names, kind, {
			name: argumentOf(call, 0),
			unit: given("WithUnit"),
			description: given("WithDescription"),
			unknown: call.arguments.some((argument) => argument.spread === true) || !options.every(isOption),
		});
	};
}

const javaApi = "io.opentelemetry.api";
const javaBuilders: readonly (readonly [string, InstrumentKind])[] = [
	["counterBuilder", "counter"],
	["upDownCounterBuilder", "upDownCounter"],
	["histogramBuilder", "histogram"],
	["gaugeBuilder", "gauge"],
];
const javaSteps = [
	"setUnit",
	"setDescription",
	"ofLongs",
	"ofDoubles",
	"setExplicitBucketBoundariesAdvice",
	"setAttributesAdvice",
];
const javaMeters = [
	`${javaApi}.GlobalOpenTelemetry`,
	`${javaApi}.GlobalOpenTelemetry.get()`,
	`${javaApi}.OpenTelemetry()`,
	"io.opentelemetry.sdk.OpenTelemetrySdk()",
];
const javaProviders = [
	...javaMeters.map((path) => `${path}.getMeterProvider()`),
	`${javaApi}.metrics.MeterProvider()`,
	"io.opentelemetry.sdk.metrics.SdkMeterProvider()",
];

/** Of Java and of Kotlin. */
export const openTelemetryJava: Library = {
	name,
	traces: ["io.opentelemetry"],
	registrations: new Map(
		javaBuilders.flatMap(([builder, kind]) =>
			["build", "buildWithCallback", "buildObserver"].map(
				(last) => [`${meter} ${builder}.${last}`, fromChain(kind, builder, "setUnit", "setDescription")] as const,
			),
		),
	),
	otherPaths: new Map([
		...meters(
			`${javaApi}.metrics.Meter()`,
			...javaMeters.flatMap((path) => [`${path}.getMeter()`, `${path}.meterBuilder().build()`]),
			...javaMeters.map((path) => `${path}.meterBuilder().setInstrumentationVersion().build()`),
			...javaProviders.flatMap((path) => [`${path}.get()`, `${path}.meterBuilder().build()`]),
		),
		...javaBuilders.flatMap(([builder]) => builderPaths(builder, javaSteps)),
	]),
};

/** A builder stays what it is while it is told more. */
function builderPaths(builder: string, steps: readonly string[]): (readonly [string, string])[] {
	const path = `${meter} ${builder}`;
	return [[`${meter}.${builder}()`, path] as const, ...steps.map((step) => [`${path}.${step}()`, path] as const)];
}

/** `counterBuilder(name).setUnit(unit).setDescription(text).build()`. */
function fromChain(kind: InstrumentKind, first: string, unitStep: string, descriptionStep: string): Recogniser {
	return (call, names) => {
		const links = names.chain(call);
		const start = links.findIndex((link) => link.name === first);
		const steps = links.slice(start + 1);
		const builder = links[start];
		if (builder === undefined) return undefined;
		const step = (wanted: string): Expression | undefined => {
			const found = steps.find((link) => link.name === wanted);
			return found === undefined ? undefined : argumentOf(found.call, 0);
		};
		return instrument(call, names, kind, {
			name: argumentOf(builder.call, 0),
			unit: step(unitStep),
			description: step(descriptionStep),
			unknown: false,
		});
	};
}

const rustInstruments = instruments.flatMap(([words, kind]) =>
	["u64", "i64", "f64"].map((number) => [`${number}_${snake(words)}`, kind] as const),
);
const rustSteps = ["with_unit", "with_description", "with_boundaries", "with_callback"];

export const openTelemetryRust: Library = {
	name,
	traces: ["opentelemetry"],
	registrations: new Map(
		rustInstruments.flatMap(([builder, kind]) =>
			["build", "init", "try_init"].map(
				(last) => [`${meter} ${builder}.${last}`, fromChain(kind, builder, "with_unit", "with_description")] as const,
			),
		),
	),
	otherPaths: new Map([
		...meters(
			"opentelemetry.global.meter()",
			"opentelemetry.global.meter_with_scope()",
			"opentelemetry.global.meter_provider().meter()",
			"opentelemetry.metrics.Meter()",
			"opentelemetry.metrics.MeterProvider().meter()",
			"opentelemetry_sdk.metrics.SdkMeterProvider().meter()",
		),
		...["with_reader", "with_resource", "with_view"].map(
			(step) =>
				[
					`opentelemetry_sdk.metrics.SdkMeterProvider.builder().${step}()`,
					"opentelemetry_sdk.metrics.SdkMeterProvider.builder()",
				] as const,
		),
		["opentelemetry_sdk.metrics.SdkMeterProvider.builder().build()", "opentelemetry_sdk.metrics.SdkMeterProvider()"],
		...rustInstruments.flatMap(([builder]) => builderPaths(builder, rustSteps)),
	]),
};

export const openTelemetryRuby: Library = {
	name,
	traces: ["OpenTelemetry"],
	registrations: new Map(instruments.map(([words, kind]) => [`${meter}.create_${snake(words)}`, fromKeywords(kind)])),
	otherPaths: meters("OpenTelemetry.meter_provider().meter()", "OpenTelemetry.SDK.Metrics.MeterProvider.new().meter()"),
};

function fromKeywords(kind: InstrumentKind): Recogniser {
	return (call, names) =>
		instrument(call, names, kind, {
			name: argumentOf(call, 0),
			unit: keywordOf(call, "unit"),
			description: keywordOf(call, "description"),
			unknown: call.arguments.some((argument) => argument.name === "**"),
		});
}

const dotnet = "System.Diagnostics.Metrics";
/** The meters of .NET, which OpenTelemetry exports. */
export const dotnetMeters: Library = {
	name: dotnet,
	traces: [dotnet],
	registrations: new Map(
		instruments.map(([words, kind]) => [
			`${meter}.Create${pascal(words)}`,
			fromArguments(kind, words.startsWith("observable") ? 2 : 1),
		]),
	),
	otherPaths: meters(`${dotnet}.Meter()`, `${dotnet}.IMeterFactory().Create()`),
};

interface WrittenInstrument {
	readonly name: Expression | undefined;
	readonly unit: Expression | undefined;
	readonly description: Expression | undefined;
	/** There is more that says what it is, and cannot be read. */
	readonly unknown: boolean;
}

function instrument(
	call: CallExpression,
	names: FileNames,
	kind: InstrumentKind,
	written: WrittenInstrument,
): ReturnType<Recogniser> {
	const writtenName = names.text(written.name);
	const unit = names.text(written.unit)?.value;
	const hasUnit = written.unit !== undefined && names.follow(written.unit).kind !== "nothing";
	// Of another name there is no instrument.
	if (writtenName === undefined || !/^[a-zA-Z][-_./a-zA-Z0-9]{0,254}$/.test(writtenName.value)) return undefined;
	if (written.unknown || (hasUnit && unit === undefined)) return undefined;
	return {
		writtenName,
		type: kind === "upDownCounter" ? "gauge" : kind,
		exposition: kind === "upDownCounter" ? exposed.openTelemetryUpDown : exposed.openTelemetry,
		unit,
		help: names.text(written.description)?.value,
		labels: recordedAttributes(call, names),
	};
}

const recordings = new Set(["add", "record", "set", "observe", "Add", "Record", "Set", "Observe"]);

/** The attributes of what this file records. Others may come where it is used elsewhere, so they are never all. */
function recordedAttributes(call: CallExpression, names: FileNames): LabelNames {
	const found = names
		.callsOn(call)
		.filter(({ callee }) => callee.kind === "member" && recordings.has(callee.name))
		.flatMap((recording) => recording.arguments.map(({ value }) => attributesIn(value, names, 0)));
	return joinLabels(...found, unknownLabels);
}

/** Calls whose first argument is the key of an attribute. */
const keyed = new Set([
	...["stringKey", "longKey", "doubleKey", "booleanKey", "put", "new", "KeyValuePair"],
	...["String", "Int", "Int64", "Float64", "Bool", "StringSlice", "Stringer", "Key"],
]);
/** Calls that are given attributes. */
const wrapping = new Set(["WithAttributes", "WithAttributeSet", "NewSet", "of", "build", "builder", "put"]);

function attributesIn(expression: Expression, names: FileNames, depth: number): LabelNames {
	const followed = names.follow(expression);
	if (depth > 20) return unknownLabels;
	if (followed.kind === "record") {
		const keys = followed.entries.map(({ key }) =>
			key.kind === "text" ? { name: key.value, span: key.content } : { name: key.name, span: key.span },
		);
		return { labels: keys, complete: false };
	}
	if (followed.kind === "list") {
		return joinLabels(...followed.items.map((item) => attributesIn(item, names, depth + 1)), unknownLabels);
	}
	if (followed.kind !== "call") return unknownLabels;
	const { callee } = followed;
	const called = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
	const parts: LabelNames[] = [];
	if (keyed.has(called)) {
		const key = names.text(followed.arguments[0]?.value);
		if (key !== undefined) parts.push({ labels: [{ name: key.value, span: key.span }], complete: false });
	}
	if (wrapping.has(called)) {
		parts.push(...followed.arguments.map(({ value }) => attributesIn(value, names, depth + 1)));
		if (callee.kind === "member") parts.push(attributesIn(callee.object, names, depth + 1));
	}
	return joinLabels(...parts, unknownLabels);
}
