import type { Span } from "../../text/span.ts";

/** Types and modifiers of the protocol's standard set alone, so that every theme has a colour for them. */
export const semanticTokenTypes = [
	"variable",
	"property",
	"function",
	"method",
	"keyword",
	"operator",
	"string",
	"regexp",
	"number",
	"comment",
	"macro",
] as const;

export const semanticTokenModifiers = ["readonly", "defaultLibrary"] as const;

export type SemanticTokenType = (typeof semanticTokenTypes)[number];
export type SemanticTokenModifier = (typeof semanticTokenModifiers)[number];

/** A word and what it is; never longer than a line, in the offsets of the text that it was found in. */
export interface SemanticToken extends Span {
	readonly type: SemanticTokenType;
	readonly modifier?: SemanticTokenModifier;
}
