import type { Span } from "../../text/span.ts";

/**
 * The shape of a host document as data: one table serves validation, key completion and hovers on keys.
 * Each kind of file has its table beside its adapter, with the source and version in line one.
 */
export interface MappingType {
	readonly name: string;
	readonly keys: Readonly<Record<string, KeyType>>;
	/** Snippets offered where a new item or key of this mapping may begin. */
	readonly snippets?: readonly StructureSnippet[];
	/** Whole items in JSON, offered where a new item of a list may begin. */
	readonly jsonSnippets?: readonly StructureSnippet[];
	/** `true` where the real reader ignores keys that it does not know. */
	readonly open?: boolean;
	/** Groups of keys: of each group at least one must be there. */
	readonly oneOf?: readonly (readonly string[])[];
}

export interface KeyType {
	/** Markdown: what the key is for, in our own words. */
	readonly documentation: string;
	readonly value: ValueType;
	readonly required?: boolean;
	/** Keys of the same mapping that it cannot stand beside. */
	readonly notWith?: readonly string[];
	/** The first version of the reader that knows the key, such as `Prometheus 2.42`. */
	readonly since?: string;
}

export type ValueType =
	| {
			readonly kind: "mapping";
			readonly of: MappingType;
			/** What may stand in its place, such as one word for what the mapping says at length. */
			readonly or?: ValueType;
	  }
	| { readonly kind: "sequence"; readonly of: ValueType }
	| {
			readonly kind: "string";
			readonly examples?: readonly string[];
			readonly format?: StringFormat;
			/** Of a text of matchers: the labels that there may be, each with values that are known of it. */
			readonly labels?: Readonly<Record<string, readonly string[]>>;
	  }
	| {
			readonly kind: "enum";
			readonly values: readonly string[];
			/** Any other value is refused; otherwise the values are what is usual. */
			readonly closed?: "exactly" | "ignoringCase";
	  }
	| { readonly kind: "duration" }
	| { readonly kind: "integer" }
	/** With or without a fraction. */
	| { readonly kind: "number" }
	| { readonly kind: "boolean" }
	| { readonly kind: "promql" }
	/** A mapping with names of the user's choosing, such as `labels`. */
	| { readonly kind: "map"; readonly of: ValueType; readonly knownKeys?: Readonly<Record<string, string>> }
	| { readonly kind: "any" };

/** What the text of a string must be, where not any text will do. */
export type StringFormat =
	/** Whatever Go's `url.Parse` takes. */
	| "url"
	/** An absolute URL of http or https. */
	| "httpUrl"
	/** Never shown, logged or offered. */
	| "secret"
	| "secretHttpUrl"
	/** RE2, anchored. */
	| "regexp"
	| "labelName"
	/** One matcher of labels, or several. */
	| "matchers"
	/** A Go template over the data of a notification. */
	| "template"
	| "hostPort"
	/** An amount of bytes such as `10MB`. */
	| "size"
	/** A path of rule files or scrape configurations, with `*` in its last part alone. */
	| "filePattern"
	/** A path of a service discovery's target files. */
	| "targetFilePattern"
	/** The name of something that the same file defines. */
	| "receiver"
	| "timeInterval"
	| "timeOfDay"
	| "weekdays"
	| "daysOfMonth"
	| "months"
	| "years"
	| "timeZone"
	/** A pattern of paths, as `.gitignore` has them. */
	| "glob";

export interface StructureSnippet {
	readonly label: string;
	readonly documentation: string;
	/** In the editor's snippet syntax, `\t` for one level of indentation, without the leading indentation. */
	readonly body: string;
}

/** What every place in a host language says of how to write there. */
interface HostPlace {
	/** Of JSON; left out in YAML. */
	readonly json?: JsonPlace;
	/**
	 * Where the host is itself text in another one: what `newText` is written as in the file; `undefined` where it cannot
	 * stand there. Left out where it is written as it is.
	 */
	readonly encode?: (newText: string) => string | undefined;
}

/** What of JSON's punctuation is there already. */
export interface JsonPlace {
	/** The opening quote stands before what is replaced. */
	readonly opened: boolean;
	/** The closing quote stands behind what is replaced. */
	readonly closed: boolean;
	/** Another key or item follows without a comma before it. */
	readonly comma: boolean;
}

/** Where in the host language the cursor stands. */
export type HostPosition =
	| (HostPlace & {
			readonly kind: "key";
			readonly mapping: MappingType;
			/** Keys that the mapping has already, other than the one being written. */
			readonly present: readonly string[];
			/** What a completion replaces: the word being written, or an empty span at the cursor. */
			readonly replace: Span;
			/** Column of the mapping's keys, in spaces. */
			readonly indent: number;
			/** The cursor begins a new item of a sequence of this mapping, so snippets of whole items fit. */
			readonly itemStart: boolean;
			/** The key is followed by a colon already. */
			readonly hasColon: boolean;
			/** Where the cursor is on a key that is there: the key's documentation is wanted by hover. */
			readonly existing?: { readonly key: string; readonly span: Span; readonly type?: KeyType };
	  })
	| (HostPlace & {
			readonly kind: "value";
			readonly key: string;
			readonly type: ValueType;
			readonly replace: Span;
			/** Items that the list has already, other than the one being written. */
			readonly present?: readonly string[];
	  });
