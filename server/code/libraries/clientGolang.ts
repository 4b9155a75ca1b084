// Source: github.com/prometheus/client_golang 1.25 (packages prometheus and prometheus/promauto); read November 2026.

import { exposed } from "../exposedNames.ts";
import type { CallExpression, Expression } from "../expression.ts";
import type { FileNames, KnownText } from "../fileNames.ts";
import {
	argumentOf,
	entryOf,
	joinLabels,
	joinName,
	type Library,
	labelKeyTexts,
	labelList,
	noLabels,
	type Recogniser,
} from "../library.ts";
import type { RegisteredType } from "../metricRegistration.ts";

const root = "github.com/prometheus/client_golang/prometheus";
const factories = [root, `${root}/promauto`, `${root}/promauto.With()`, `${root}.V2`];

const constructors: readonly (readonly [string, RegisteredType, vector: boolean])[] = [
	["NewCounter", "counter", false],
	["NewCounterFunc", "counter", false],
	["NewCounterVec", "counter", true],
	["NewGauge", "gauge", false],
	["NewGaugeFunc", "gauge", false],
	["NewGaugeVec", "gauge", true],
	["NewHistogram", "histogram", false],
	["NewHistogramVec", "histogram", true],
	["NewSummary", "summary", false],
	["NewSummaryVec", "summary", true],
	["NewUntypedFunc", "unknown", false],
];

/** What makes metrics of descriptions, and says what they are. */
const constantTypes: ReadonlyMap<string, RegisteredType> = new Map([
	[`${root}.CounterValue`, "counter"],
	[`${root}.GaugeValue`, "gauge"],
	[`${root}.UntypedValue`, "unknown"],
]);
const constantConstructors: ReadonlyMap<string, RegisteredType | undefined> = new Map([
	[`${root}.MustNewConstMetric`, undefined],
	[`${root}.NewConstMetric`, undefined],
	[`${root}.MustNewConstHistogram`, "histogram"],
	[`${root}.NewConstHistogram`, "histogram"],
	[`${root}.MustNewConstSummary`, "summary"],
	[`${root}.NewConstSummary`, "summary"],
]);

export const clientGolang: Library = {
	name: "client_golang",
	traces: ["github.com/prometheus/client_golang"],
	registrations: new Map<string, Recogniser>([
		...factories.flatMap((factory) =>
			constructors.map(([name, type, vector]) => [`${factory}.${name}`, construct(type, vector)] as const),
		),
		[`${root}.NewDesc`, describe],
	]),
	furtherPaths: [`${root}.BuildFQName`, ...constantTypes.keys(), ...constantConstructors.keys()],
	otherPaths: new Map([[`${root}/promauto.Factory()`, `${root}/promauto.With()`]]),
};

/** `NewCounterVec(CounterOpts{…}, labels)`; of the second version `NewCounterVec(CounterVecOpts{CounterOpts: …})`. */
function construct(type: RegisteredType, vector: boolean): Recogniser {
	return (call, names) => {
		const given = optionsOf(argumentOf(call, 0), names);
		const kind = `${type.charAt(0).toUpperCase()}${type.slice(1)}Opts`;
		const options = optionsOf(entryOf(given, kind, names), names) ?? given;
		const writtenName = joinName("_", names, [
			entryOf(options, "Namespace", names),
			entryOf(options, "Subsystem", names),
			entryOf(options, "Name", names),
		]);
		if (writtenName === undefined) return undefined;
		const variable = argumentOf(call, 1) ?? optionsOf(entryOf(given, "VariableLabels", names), names);
		const isNative = entryOf(options, "NativeHistogramBucketFactor", names) !== undefined;
		const hasQuantiles = entryOf(options, "Objectives", names) !== undefined;
		const plain = type === "summary" && !hasQuantiles ? exposed.withoutQuantiles : exposed.asWritten;
		return {
			writtenName,
			type,
			exposition: isNative ? exposed.asWrittenNative : plain,
			help: names.text(entryOf(options, "Help", names))?.value,
			labels: joinLabels(
				vector ? labelList(variable, names) : noLabels,
				labelKeyTexts(entryOf(options, "ConstLabels", names), names),
			),
		};
	};
}

/** One kind of options can be converted to another: `CounterOpts(Opts{…})`. */
function optionsOf(options: Expression | undefined, names: FileNames): Expression | undefined {
	if (options === undefined) return undefined;
	const followed = names.follow(options);
	const [only] = followed.kind === "call" ? followed.arguments : [];
	return only === undefined ? followed : names.follow(only.value);
}

/** `NewDesc(name, help, labels, constLabels)`; what it is of, the constructors of constant metrics say. */
function describe(call: CallExpression, names: FileNames): ReturnType<Recogniser> {
	const writtenName = descriptionName(argumentOf(call, 0), names);
	if (writtenName === undefined) return undefined;
	const type = constantType(call, names);
	return {
		writtenName,
		type,
		exposition: exposed.asWritten,
		help: names.text(argumentOf(call, 1))?.value,
		labels: joinLabels(labelList(argumentOf(call, 2), names), labelKeyTexts(argumentOf(call, 3), names)),
	};
}

function descriptionName(name: Expression | undefined, names: FileNames): KnownText | undefined {
	if (name === undefined) return undefined;
	const followed = names.follow(name);
	if (followed.kind !== "call" || names.denote(followed.callee) !== `${root}.BuildFQName`) return names.text(name);
	return joinName("_", names, [argumentOf(followed, 0), argumentOf(followed, 1), argumentOf(followed, 2)]);
}

/** Unknown where the description goes elsewhere, or is used for several. */
function constantType(call: CallExpression, names: FileNames): RegisteredType {
	const types = new Set<RegisteredType>();
	for (const use of names.callsWith(call)) {
		const path = names.denote(use.callee) ?? "";
		if (!constantConstructors.has(path)) continue;
		const value = argumentOf(use, 1);
		const valueType = value === undefined ? undefined : constantTypes.get(names.denote(value) ?? "");
		types.add(constantConstructors.get(path) ?? valueType ?? "unknown");
	}
	const [type] = types;
	return types.size === 1 && type !== undefined ? type : "unknown";
}
