// Source: the crates prometheus 0.14 and prometheus-client 0.24; read November 2026.

import { exposed } from "../exposedNames.ts";
import type { Expression } from "../expression.ts";
import type { FileNames, KnownText } from "../fileNames.ts";
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

const types: readonly (readonly [name: string, macro: string, RegisteredType])[] = [
	["Counter", "counter", "counter"],
	["IntCounter", "int_counter", "counter"],
	["Gauge", "gauge", "gauge"],
	["IntGauge", "int_gauge", "gauge"],
	["Histogram", "histogram", "histogram"],
];

/** What gives options: the older of the two crates has macros for it as well. */
const optionCalls = new Set([
	"prometheus.Opts.new",
	"prometheus.HistogramOpts.new",
	"prometheus.opts",
	"prometheus.histogram_opts",
]);

export const rustPrometheus: Library = {
	name: "prometheus",
	traces: ["prometheus"],
	furtherPaths: [...optionCalls, "prometheus.labels"],
	registrations: new Map<string, Recogniser>(
		types.flatMap(([name, macro, type]) => [
			[`prometheus.${name}.new`, fromArguments(type)] as const,
			[`prometheus.${name}.with_opts`, fromArguments(type)] as const,
			[`prometheus.${name}Vec.new`, fromArguments(type, 1)] as const,
			...["", "_with_registry"].flatMap((suffix) => [
				[`prometheus.register_${macro}${suffix}`, fromArguments(type)] as const,
				[`prometheus.register_${macro}_vec${suffix}`, fromArguments(type, 2)] as const,
			]),
		]),
	),
};

/**
 * Options, or a name and a help. `labelsAt` is the place of the labels behind name and help; behind options they are
 * the second argument.
 */
function fromArguments(type: RegisteredType, labelsAt?: number): Recogniser {
	return (call, names) => {
		const first = argumentOf(call, 0);
		const options = first === undefined ? undefined : readOptions(first, names);
		const writtenName = options?.writtenName ?? names.text(first);
		if (writtenName === undefined) return undefined;
		const variable = labelsAt === undefined ? undefined : argumentOf(call, options === undefined ? labelsAt : 1);
		const hasLabels = variable !== undefined || labelsAt === undefined;
		return {
			writtenName,
			type,
			exposition: exposed.asWritten,
			help: options === undefined ? names.text(argumentOf(call, 1))?.value : options.help,
			labels: joinLabels(hasLabels ? labelList(variable, names) : unknownLabels, options?.labels ?? noLabels),
		};
	};
}

interface Options {
	readonly writtenName: KnownText | undefined;
	readonly help: string | undefined;
	readonly labels: LabelNames;
}

/** `Opts::new(name, help).namespace(…).const_label(…)`, or the macro `opts!`. */
function readOptions(expression: Expression, names: FileNames): Options | undefined {
	const followed = names.follow(expression);
	if (followed.kind !== "call") return undefined;
	const links = names.chain(followed);
	const start = links.findIndex(({ call }) => optionCalls.has(names.denote(call.callee) ?? ""));
	const first = links[start]?.call;
	if (first === undefined) return undefined;
	const told = links.slice(start + 1);
	const step = (wanted: string): Expression | undefined => {
		const found = told.find((link) => link.name === wanted);
		return found === undefined ? undefined : argumentOf(found.call, 0);
	};
	const constant = told
		.filter((link) => link.name === "const_label" || link.name === "variable_label")
		.map((link) => labelOf(names.text(argumentOf(link.call, 0))));
	const more = told.some((link) => link.name === "const_labels" || link.name === "variable_labels");
	// What a macro is given behind name and help are buckets and labels.
	const rest = /opts$/.test(names.denote(first.callee) ?? "") ? first.arguments.slice(2) : [];
	return {
		writtenName: joinName("_", names, [step("namespace"), step("subsystem"), argumentOf(first, 0)]),
		help: names.text(argumentOf(first, 1))?.value,
		labels: joinLabels(
			...constant,
			...rest.map(({ value }) => (names.follow(value).kind === "list" ? noLabels : macroLabels(value, names))),
			more ? unknownLabels : noLabels,
		),
	};
}

function labelOf(text: KnownText | undefined): LabelNames {
	return text === undefined ? unknownLabels : { labels: [{ name: text.value, span: text.span }], complete: true };
}

/** `labels! {"key" => value}`. */
function macroLabels(value: Expression, names: FileNames): LabelNames {
	const followed = names.follow(value);
	if (followed.kind !== "call" || names.denote(followed.callee) !== "prometheus.labels") return unknownLabels;
	return joinLabels(...followed.arguments.map((argument) => keysOf(argument.value)));
}

function keysOf(value: Expression): LabelNames {
	if (value.kind !== "record") return unknownLabels;
	const labels = value.entries.map(({ key }) =>
		key.kind === "text" ? { name: key.value, span: key.content } : { name: key.name, span: key.span },
	);
	return { labels, complete: value.complete };
}

const openMetricsTypes: ReadonlyMap<string, RegisteredType> = new Map([
	["counter", "counter"],
	["gauge", "gauge"],
	["histogram", "histogram"],
	["info", "info"],
]);

const clientRegistry = "prometheus_client.registry.Registry()";
/** The crate of the OpenMetrics project: `registry.register(name, help, metric)`, where the metric says what it is. */
export const rustPrometheusClient: Library = {
	name: "prometheus-client",
	traces: ["prometheus_client"],
	registrations: new Map([
		[`${clientRegistry}.register`, fromRegistry(2)],
		[`${clientRegistry}.register_with_unit`, fromRegistry(3)],
	]),
	otherPaths: new Map([["prometheus_client.registry.Registry.default()", clientRegistry]]),
};

function fromRegistry(metricAt: number): Recogniser {
	return (call, names) => {
		const writtenName = names.text(argumentOf(call, 0));
		const metric = argumentOf(call, metricAt);
		if (writtenName === undefined || metric === undefined) return undefined;
		const path = names.denote(metric) ?? "";
		const type = typeOf(path);
		const unit = metricAt === 3 ? unitOf(argumentOf(call, 2)) : undefined;
		// The type decides whether a suffix follows.
		if (type === undefined || (metricAt === 3 && unit === undefined)) return undefined;
		return {
			writtenName,
			type,
			exposition: exposed.openMetrics,
			unit,
			help: sentence(names.text(argumentOf(call, 1))?.value),
			labels: path.includes(".family.") || type === "info" ? unknownLabels : noLabels,
		};
	};
}

/** The registry ends every help with a full stop. */
function sentence(help: string | undefined): string | undefined {
	return help === undefined ? undefined : `${help}.`;
}

/** `…metrics.counter.Counter.default()`, or a family of them: `…metrics.family.Family.<Counter>.default()`. */
function typeOf(path: string): RegisteredType | undefined {
	const found = /^prometheus_client\.metrics\.(?:family\.Family\.<(\w+)>|(\w+)\.\w+)(?:\.\w+)?\(\)$/.exec(path);
	const name = (found?.[1] ?? found?.[2])?.toLowerCase();
	return name === undefined ? undefined : openMetricsTypes.get(name);
}

/** `Unit::Seconds`. */
function unitOf(argument: Expression | undefined): string | undefined {
	return argument?.kind === "member" ? argument.name.toLowerCase() : undefined;
}
