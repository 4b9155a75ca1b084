import { arithmeticFunctions } from "./functions/arithmetic.ts";
import type { FunctionArgument, FunctionEntry, PromqlFunction } from "./functions/function.ts";
import { histogramFunctions } from "./functions/histograms.ts";
import { labelFunctions } from "./functions/labels.ts";
import { overTimeFunctions } from "./functions/overTime.ts";
import { rateFunctions } from "./functions/rates.ts";
import { timeFunctions } from "./functions/time.ts";

export type { FunctionArgument, PromqlFunction } from "./functions/function.ts";

const page = "https://prometheus.io/docs/prometheus/latest/querying/functions/";

/** Every function of Prometheus 3.14, by name. */
export const promqlFunctions: ReadonlyMap<string, PromqlFunction> = new Map(
	[
		...rateFunctions,
		...overTimeFunctions,
		...histogramFunctions,
		...labelFunctions,
		...timeFunctions,
		...arithmeticFunctions,
	].map((entry) => [entry.name, complete(entry)]),
);

function complete({ anchor, ...entry }: FunctionEntry): PromqlFunction {
	return { ...entry, link: `${page}#${anchor ?? entry.name}` };
}

/** The function of that name; names are case-sensitive. */
export function findFunction(name: string): PromqlFunction | undefined {
	return promqlFunctions.get(name);
}

export interface RemovedFunction {
	readonly name: string;
	readonly replacement: string;
	/** A sentence: since when, and what to write. */
	readonly advice: string;
}

/** Functions that older versions had. Source: the changelogs of Prometheus 2.0 and 3.0. */
export const removedFunctions: ReadonlyMap<string, RemovedFunction> = new Map(
	[
		{
			name: "holt_winters",
			replacement: "double_exponential_smoothing",
			advice:
				"Prometheus 3.0 renamed it to double_exponential_smoothing, which needs --enable-feature=promql-experimental-functions.",
		},
		{
			name: "count_scalar",
			replacement: "count",
			advice: "Prometheus 2.0 removed it. Write scalar(count(…)), or count(…) or vector(0) for a vector.",
		},
		{
			name: "drop_common_labels",
			replacement: "",
			advice: "Prometheus 2.0 removed it. Name the labels that you want with by (…) or without (…).",
		},
	].map((entry) => [entry.name, entry]),
);

/** How many arguments a function takes at least and at most. */
export function argumentBounds(definition: PromqlFunction): { readonly least: number; readonly most: number } {
	const least = definition.arguments.filter((argument) => argument.optional !== true).length;
	return { least, most: definition.mostArguments ?? definition.arguments.length };
}

/** The signature as people write it: `round(v instant-vector, to_nearest scalar = 1)`. */
export function printSignature(definition: PromqlFunction): string {
	const written = definition.arguments.map(printArgument);
	if (definition.mostArguments !== undefined) written.push("…");
	return `${definition.name}(${written.join(", ")}) ${typeWords[definition.returns]}`;
}

/** An argument as it stands in a signature: its name, its type and what it is where it is left out. */
export function printArgument({ name, type, default: fallback }: FunctionArgument): string {
	return `${name} ${typeWords[type]}${fallback === undefined ? "" : ` = ${fallback}`}`;
}

const typeWords = {
	scalar: "scalar",
	vector: "instant-vector",
	matrix: "range-vector",
	string: "string",
	none: "unknown",
} as const;
