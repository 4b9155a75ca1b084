import type { Span } from "../../../text/span.ts";
import type { TemplateFault } from "./faults.ts";

/** A word of a template: plain text outside of actions, and what stands between `{{` and `}}`. */
export interface Token {
	readonly kind: TokenKind;
	readonly span: Span;
	readonly text: string;
	/** Where `kind` is `fault`: what is wrong. Nothing follows it. */
	readonly fault?: TemplateFault;
}

export type TokenKind =
	| "text"
	| "leftDelimiter"
	| "rightDelimiter"
	| "space"
	| "leftParen"
	| "rightParen"
	| "pipe"
	| "assign"
	| "declare"
	/** `.name` */
	| "field"
	/** `$` or `$name` */
	| "variable"
	| "identifier"
	| "keyword"
	/** A single dot. */
	| "dot"
	| "nil"
	| "boolean"
	| "number"
	| "complex"
	| "character"
	| "string"
	| "rawString"
	/** Any other printable ASCII character. */
	| "punctuation"
	| "fault"
	| "end";

export const keywords = [
	"block",
	"break",
	"continue",
	"define",
	"else",
	"end",
	"if",
	"range",
	"template",
	"with",
] as const;
