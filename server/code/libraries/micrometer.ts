// Source: Micrometer 1.15 (io.micrometer.core.instrument, io.micrometer.core.annotation); read November 2026.

import { micrometer as expose, type MicrometerKind } from "../exposedNames.ts";
import type { Argument, CallExpression, Expression } from "../expression.ts";
import type { FileNames } from "../fileNames.ts";
import {
	argumentOf,
	joinLabels,
	keywordOf,
	type LabelNames,
	type Library,
	noLabels,
	type Recogniser,
	unknownLabels,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const root = "io.micrometer.core.instrument";
/** Stands for every registry. */
const registry = "Micrometer registry";

const types: Readonly<Record<MicrometerKind, RegisteredType>> = {
	counter: "counter",
	gauge: "gauge",
	timeGauge: "gauge",
	timer: "summary",
	functionTimer: "summary",
	longTaskTimer: "summary",
	summary: "summary",
};

const builders: readonly (readonly [string, MicrometerKind])[] = [
	["Counter", "counter"],
	["FunctionCounter", "counter"],
	["Gauge", "gauge"],
	["MultiGauge", "gauge"],
	["TimeGauge", "timeGauge"],
	["Timer", "timer"],
	["FunctionTimer", "functionTimer"],
	["LongTaskTimer", "longTaskTimer"],
	["DistributionSummary", "summary"],
];
const steps = [
	...["tag", "tags", "description", "baseUnit", "publishPercentiles", "publishPercentileHistogram"],
	...["percentilePrecision", "serviceLevelObjectives", "sla", "minimumExpectedValue", "maximumExpectedValue"],
	...["distributionStatisticExpiry", "distributionStatisticBufferLength", "strongReference", "scale"],
	...["pauseDetector", "synthetic"],
];

const registryMethods: readonly (readonly [string, MicrometerKind])[] = [
	["counter", "counter"],
	["timer", "timer"],
	["summary", "summary"],
	["gauge", "gauge"],
	["gaugeCollectionSize", "gauge"],
	["gaugeMapSize", "gauge"],
];

export const micrometer: Library = {
	name: "Micrometer",
	traces: ["io.micrometer"],
	registrations: new Map<string, Recogniser>([
		...builders.map(([type, kind]) => [`${root}.${type}.builder().register`, fromBuilder(kind)] as const),
		...registryMethods.map(([method, kind]) => [`${registry}.${method}`, fromRegistry(kind)] as const),
		...registryMethods.map(([method, kind]) => [`${root}.Metrics.${method}`, fromRegistry(kind)] as const),
		[`${registry}.more().counter`, fromRegistry("counter")],
		[`${registry}.more().timer`, fromRegistry("timer")],
		[`${registry}.more().longTaskTimer`, fromRegistry("longTaskTimer")],
		[`${registry}.more().timeGauge`, fromRegistry("timeGauge")],
		["io.micrometer.core.annotation.Timed", timed],
		["io.micrometer.core.annotation.Counted", counted],
	]),
	furtherPaths: ["Tags.of", "Tags.empty", "Tag.of", "ImmutableTag"].map((path) => `${root}.${path}`),
	otherPaths: new Map([
		...builders.flatMap(([type]) =>
			steps.map((step) => [`${root}.${type}.builder().${step}()`, `${root}.${type}.builder()`] as const),
		),
		...[
			`${root}.MeterRegistry()`,
			`${root}.Metrics.globalRegistry`,
			`${root}.simple.SimpleMeterRegistry()`,
			`${root}.composite.CompositeMeterRegistry()`,
			"io.micrometer.prometheus.PrometheusMeterRegistry()",
			"io.micrometer.prometheusmetrics.PrometheusMeterRegistry()",
		].map((path) => [path, registry] as const),
	]),
};

/** `Timer.builder(name).tag(key, value).register(registry)`. */
function fromBuilder(kind: MicrometerKind): Recogniser {
	return (call, names) => {
		const links = names.chain(call);
		const start = links.findIndex((link) => link.name === "builder");
		const builder = links[start];
		const writtenName = builder === undefined ? undefined : names.text(argumentOf(builder.call, 0));
		if (writtenName === undefined) return undefined;
		const told = links.slice(start + 1);
		const callOf = (...wanted: readonly string[]): CallExpression | undefined =>
			told.find((link) => wanted.includes(link.name))?.call;
		const unitCall = callOf("baseUnit");
		const unit = unitCall === undefined ? undefined : names.text(argumentOf(unitCall, 0))?.value;
		if (unitCall !== undefined && unit === undefined) return undefined;
		const descriptionCall = callOf("description");
		const tags = told.filter((link) => link.name === "tag" || link.name === "tags");
		return {
			writtenName,
			type: types[kind],
			exposition: expose(
				kind,
				publishesHistogram(callOf("publishPercentileHistogram")) ||
					callOf("serviceLevelObjectives", "sla") !== undefined,
				callOf("publishPercentiles") !== undefined,
			),
			unit,
			help: descriptionCall === undefined ? undefined : names.text(argumentOf(descriptionCall, 0))?.value,
			labels: joinLabels(...tags.map((link) => tagsIn(link.call.arguments, names))),
		};
	};
}

/** Without an argument it does, with one as that says, and what is not `false` may be true. */
function publishesHistogram(call: CallExpression | undefined): boolean {
	const [flag] = call?.arguments ?? [];
	return call !== undefined && !(flag?.value.kind === "name" && flag.value.name === "false");
}

/** `registry.counter(name, key, value, …)`; a gauge has besides what it observes. */
function fromRegistry(kind: MicrometerKind): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0));
		if (writtenName === undefined) return undefined;
		const rest = call.arguments.slice(1);
		const isGauge = kind === "gauge" || kind === "timeGauge";
		return {
			writtenName,
			type: types[kind],
			exposition: expose(kind),
			labels: isGauge ? gaugeTags(rest, names) : tagsIn(rest, names),
		};
	};
}

/** A gauge may have tags as its second argument: a list of them, and then what is observed. */
function gaugeTags(rest: readonly Argument[], names: FileNames): LabelNames {
	const [first] = rest;
	const tags = first === undefined ? noLabels : tagsIn([first], names);
	return tags.labels.length > 0 ? tags : unknownLabels;
}

/** Keys and values in turn, or lists of tags. */
function tagsIn(given: readonly Argument[], names: FileNames): LabelNames {
	if (given.length === 0) return noLabels;
	if (given.some((argument) => argument.spread === true)) return unknownLabels;
	if (given.length === 1) return tagList(given[0]?.value, names);
	const keys = given.filter((_argument, index) => index % 2 === 0).map(({ value }) => names.text(value));
	const known = keys.filter((key) => key !== undefined);
	return {
		labels: known.map(({ value, span }) => ({ name: value, span })),
		complete: known.length === keys.length && given.length % 2 === 0,
	};
}

const listFunctions = new Set(["listOf", "asList", "setOf", "of", "arrayOf", "mutableListOf"]);

function tagList(tags: Expression | undefined, names: FileNames): LabelNames {
	const followed = tags === undefined ? undefined : names.follow(tags);
	if (followed?.kind === "list") {
		return tagsIn(
			followed.items.map((value) => ({ value })),
			names,
		);
	}
	if (followed?.kind !== "call") return unknownLabels;
	const path = names.denote(followed.callee) ?? "";
	const { callee } = followed;
	const called = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
	if (path === `${root}.Tags.of` || path === `${root}.Tags.empty`) return tagsIn(followed.arguments, names);
	if ((path === `${root}.Tag.of` || path === `${root}.ImmutableTag`) && followed.arguments.length === 2) {
		return tagsIn(followed.arguments, names);
	}
	// `Tags.of(…).and(key, value)`.
	if (called === "and" && callee.kind === "member") {
		return joinLabels(tagList(callee.object, names), tagsIn(followed.arguments, names));
	}
	if (!listFunctions.has(called)) return unknownLabels;
	return joinLabels(...followed.arguments.map(({ value }) => tagList(value, names)));
}

/** `@Timed(value = name, extraTags = {…}, histogram = true)`. Who reads the annotation adds tags of the method. */
function timed(call: CallExpression, names: FileNames): ReturnType<Recogniser> {
	const isSet = (flag: string): boolean =>
		call.arguments.some(({ name, value }) => name === flag && !(value.kind === "name" && value.name === "false"));
	const kind: MicrometerKind = isSet("longTask") ? "longTaskTimer" : "timer";
	return annotated(call, names, kind, expose(kind, isSet("histogram"), isSet("percentiles")));
}

function counted(call: CallExpression, names: FileNames): ReturnType<Recogniser> {
	return annotated(call, names, "counter", expose("counter"));
}

function annotated(
	call: CallExpression,
	names: FileNames,
	kind: MicrometerKind,
	exposition: ReturnType<typeof expose>,
): ReturnType<Recogniser> {
	const writtenName = names.text(argumentOf(call, 0, "value"));
	if (writtenName === undefined) return undefined;
	const extraTags = keywordOf(call, "extraTags");
	return {
		writtenName,
		type: types[kind],
		exposition,
		help: names.text(keywordOf(call, "description"))?.value,
		labels: joinLabels(extraTags === undefined ? noLabels : tagList(extraTags, names), unknownLabels),
	};
}
