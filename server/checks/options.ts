import { parseDuration } from "../promql/duration.ts";

/** What a check can be told in the configuration; the schema of the configuration file is made from it. */
export type OptionTable = Readonly<Record<string, Option>>;

/** `description` is Markdown. A default of `undefined` means that nothing is demanded. */
export type Option =
	| { readonly kind: "duration"; readonly description: string; readonly default: string | undefined }
	| { readonly kind: "number"; readonly description: string; readonly default: number | undefined }
	| { readonly kind: "boolean"; readonly description: string; readonly default: boolean }
	| {
			readonly kind: "string";
			readonly description: string;
			readonly default: string | undefined;
			readonly values?: readonly string[];
	  }
	/** A regular expression as Prometheus reads it, matched against the whole text. */
	| { readonly kind: "pattern"; readonly description: string; readonly default: string | undefined }
	| { readonly kind: "strings"; readonly description: string; readonly default: readonly string[] }
	/** A list of mappings, each with these fields, all of them optional unless `required`. */
	| {
			readonly kind: "list";
			readonly description: string;
			readonly of: Readonly<Record<string, Option & { readonly required?: boolean }>>;
	  };

type ValueOf<O> = O extends { readonly kind: "duration" | "number"; readonly default: infer D }
	? number | (D extends undefined ? undefined : never)
	: O extends { readonly kind: "boolean" }
		? boolean
		: O extends { readonly kind: "string" | "pattern"; readonly default: infer D }
			? string | (D extends undefined ? undefined : never)
			: O extends { readonly kind: "strings" }
				? readonly string[]
				: O extends { readonly kind: "list"; readonly of: infer Fields }
					? readonly { readonly [Key in keyof Fields]: ValueOf<Fields[Key]> }[]
					: never;

/** The values that a check gets: those of the configuration, else the defaults; durations in seconds. */
export type OptionsOf<Table extends OptionTable> = { readonly [Key in keyof Table]: ValueOf<Table[Key]> };

/** What an option can hold: of a list, mappings of such values. */
export type OptionValue =
	| number
	| boolean
	| string
	| undefined
	| readonly string[]
	| readonly Readonly<Record<string, OptionValue>>[];

/**
 * The values that a check gets: what is `given` as the configuration has it, durations as text, and the default where
 * nothing is given or something that the option does not take.
 */
export function resolveOptions(
	table: OptionTable,
	given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, OptionValue>> {
	return Object.fromEntries(
		Object.entries(table).map(([name, option]) => [name, readOption(option, given[name]) ?? defaultOf(option)]),
	);
}

/** `undefined` where `value` is not what the option takes. */
export function readOption(option: Option, value: unknown): OptionValue {
	switch (option.kind) {
		case "duration":
			return typeof value === "string" ? parseDuration(value) : undefined;
		case "number":
			return typeof value === "number" && Number.isFinite(value) ? value : undefined;
		case "boolean":
			return typeof value === "boolean" ? value : undefined;
		case "string":
			return typeof value === "string" && option.values?.includes(value) !== false ? value : undefined;
		case "pattern":
			return typeof value === "string" ? value : undefined;
		case "strings":
			return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
		case "list":
			return Array.isArray(value) ? readList(option.of, value) : undefined;
		default:
			return option satisfies never;
	}
}

type Fields = (Option & { readonly kind: "list" })["of"];

function readList(fields: Fields, items: readonly unknown[]): OptionValue {
	const isComplete = (item: object): boolean =>
		Object.entries(fields).every(
			([name, field]) => field.required !== true || readOption(field, Reflect.get(item, name)) !== undefined,
		);
	return items
		.filter((item): item is object => typeof item === "object" && item !== null && isComplete(item))
		.map((item) => resolveOptions(fields, { ...item }));
}

function defaultOf(option: Option): OptionValue {
	switch (option.kind) {
		case "duration":
			return option.default === undefined ? undefined : parseDuration(option.default);
		case "list":
			return [];
		default:
			return option.default;
	}
}
