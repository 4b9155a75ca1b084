import type { Expression } from "../../../promql/ast.ts";
import type { Span } from "../../../text/span.ts";

/** Whose labels and value: those of the alert itself, or of what `query "…"` in the template finds. */
export type TemplateSource =
	| { readonly kind: "alert" }
	| {
			readonly kind: "query";
			/** The argument of `query`. */
			readonly span: Span;
			/** Left out where its text is not known, or has a fault. */
			readonly expression?: Expression;
	  };

/** What is known of a value while a template is expanded. `changes`: it may be another one at every evaluation. */
export type TemplateValue =
	/** The dot at the top, with `.Labels` and `.Value`. */
	| { readonly kind: "data" }
	| { readonly kind: "labels" | "samples" | "sample" | "number"; readonly source: TemplateSource }
	| { readonly kind: "externalLabels" | "boolean" | "nil" }
	/** `integer`: written without a point, which Go compares with no float. */
	| { readonly kind: "constant"; readonly integer: boolean }
	| {
			readonly kind: "string";
			readonly changes: boolean;
			/** Its text, where it is written in the template; of `printf` with something in place of each verb. */
			readonly text?: string;
			/** Where that text is written. */
			readonly writtenAt?: Span;
			/** The one number that it is made of, where there is just one. */
			readonly number?: PrintedNumber;
	  }
	| { readonly kind: "unknown"; readonly changes: boolean };

/** A number on its way into a text, and the functions that it goes through, such as `humanizePercentage`, in their order. */
export interface PrintedNumber {
	readonly source: TemplateSource;
	readonly steps: readonly { readonly function: string; readonly format?: string }[];
}

/** The number that a text is made of or that is printed as it is. */
export function numberOf(value: TemplateValue): PrintedNumber | undefined {
	if (value.kind === "number") return { source: value.source, steps: [] };
	return value.kind === "string" ? value.number : undefined;
}

/** Claims that it may be another one at every evaluation of the alert. */
export function mayChange(value: TemplateValue): boolean {
	return value.kind === "number" || ("changes" in value && value.changes);
}
