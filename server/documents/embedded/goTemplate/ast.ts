import type { Span } from "../../../text/span.ts";

/** What a template says, in the order in which it stands; every span counts in the template's own text. */
export type TemplateNode =
	| { readonly kind: "text"; readonly span: Span; readonly text: string }
	| { readonly kind: "action"; readonly span: Span; readonly pipeline: Pipeline }
	| {
			readonly kind: "if" | "with" | "range";
			readonly span: Span;
			readonly pipeline: Pipeline;
			readonly body: readonly TemplateNode[];
			/** An `else if` or `else with` is the only node in it. */
			readonly otherwise: readonly TemplateNode[];
	  }
	| { readonly kind: "break" | "continue"; readonly span: Span }
	| { readonly kind: "template"; readonly span: Span; readonly name: string; readonly pipeline?: Pipeline }
	| {
			readonly kind: "block";
			readonly span: Span;
			readonly name: string;
			readonly pipeline: Pipeline;
			readonly body: readonly TemplateNode[];
	  }
	| { readonly kind: "define"; readonly span: Span; readonly name: string; readonly body: readonly TemplateNode[] };

export interface Pipeline {
	readonly span: Span;
	/** The variables before `:=` or `=`. */
	readonly declared: readonly Operand[];
	/** They are assigned to with `=`, so that they stay what they become behind the block too. */
	readonly assigns?: true;
	readonly commands: readonly Command[];
}

/** A function or value and its arguments. */
export interface Command {
	readonly span: Span;
	readonly operands: readonly Operand[];
}

export interface Operand {
	readonly kind: "dot" | "field" | "variable" | "function" | "nil" | "boolean" | "number" | "string" | "parenthesized";
	/** With the fields behind it. */
	readonly span: Span;
	/** As it is written, without the fields behind it: `$labels` of `$labels.job`. */
	readonly text: string;
	/** The names behind it, without their dots. */
	readonly fields: readonly string[];
	/** Where it is `parenthesized`. */
	readonly pipeline?: Pipeline;
	/** Where it is a `string`: what it means. */
	readonly value?: string;
}
