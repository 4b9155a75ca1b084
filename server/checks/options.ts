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
