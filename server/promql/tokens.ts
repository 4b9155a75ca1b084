/**
 * What a stretch of PromQL text is to the parser.
 *
 * Punctuation and operators are their own kind (`(`, `=~`), keywords their lower-case selves (`by`, `sum`, `offset`):
 * Prometheus knows them in any case and lets most of them be metric and label names too, which the parser decides.
 */
export type TokenKind =
	| Punctuation
	| Keyword
	/** A name without a colon. */
	| "identifier"
	/** A name with a colon, which can only be a metric. */
	| "metricIdentifier"
	| "number"
	| "duration"
	| "string"
	/** Text that no rule of the language covers; the lexer has reported it. */
	| "bad"
	| "endOfInput";

export type Punctuation =
	| "("
	| ")"
	| "{"
	| "}"
	| "["
	| "]"
	| ","
	| ":"
	| "@"
	| "="
	| "!="
	| "=~"
	| "!~"
	| "=="
	| "<"
	| ">"
	| "<="
	| ">="
	| "</"
	| ">/"
	| "+"
	| "-"
	| "*"
	| "/"
	| "%"
	| "^";

const keywords = [
	"and",
	"or",
	"unless",
	"atan2",
	"sum",
	"avg",
	"count",
	"min",
	"max",
	"group",
	"stddev",
	"stdvar",
	"topk",
	"bottomk",
	"count_values",
	"quantile",
	"limitk",
	"limit_ratio",
	"offset",
	"smoothed",
	"anchored",
	"by",
	"without",
	"on",
	"ignoring",
	"group_left",
	"group_right",
	"fill",
	"fill_left",
	"fill_right",
	"bool",
	"start",
	"end",
	"step",
	"range",
	"min_of",
	"max_of",
] as const;

export type Keyword = (typeof keywords)[number];

const keywordKinds: ReadonlyMap<string, Keyword> = new Map(keywords.map((word) => [word, word]));

/** The keyword that `word` is in any case, if it is one. */
export function keywordOf(word: string): Keyword | undefined {
	return keywordKinds.get(word) ?? keywordKinds.get(word.toLowerCase());
}

export interface Token {
	readonly kind: TokenKind;
	readonly start: number;
	readonly end: number;
}

export const aggregationKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
	"sum",
	"avg",
	"count",
	"min",
	"max",
	"group",
	"stddev",
	"stdvar",
	"topk",
	"bottomk",
	"count_values",
	"quantile",
	"limitk",
	"limit_ratio",
]);

/** The keywords that are a metric's name where an expression is wanted. */
export const metricNameKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
	...aggregationKinds,
	"identifier",
	"metricIdentifier",
	"by",
	"without",
	"and",
	"or",
	"unless",
	"offset",
	"start",
	"end",
	"step",
	"range",
	"min_of",
	"max_of",
	"anchored",
	"smoothed",
	"fill",
	"fill_left",
	"fill_right",
]);

/** The keywords that are functions where a parenthesis follows. */
export const functionNameKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
	"identifier",
	"start",
	"end",
	"step",
	"range",
	"min_of",
	"max_of",
]);

/** What can be a label without quotes in `by (…)`, `on (…)` and their like. */
export const groupingLabelKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
	...aggregationKinds,
	"identifier",
	"metricIdentifier",
	"by",
	"on",
	"ignoring",
	"group_left",
	"group_right",
	"bool",
	"and",
	"or",
	"unless",
	"atan2",
	"offset",
	"start",
	"end",
	"step",
	"range",
	"min_of",
	"max_of",
	"anchored",
	"smoothed",
]);
