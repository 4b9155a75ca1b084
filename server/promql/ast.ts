import type { Span } from "../text/span.ts";

/**
 * The typed syntax tree of a PromQL expression, named after Prometheus's own parser.
 *
 * Every node has the span of the text that it stands for. Half-written text gives a tree with `Missing` nodes where an
 * expression is wanted; the tree is never thrown away.
 */
export type Expression =
	| NumberLiteral
	| StringLiteral
	| VectorSelector
	| MatrixSelector
	| Subquery
	| Call
	| Aggregation
	| BinaryExpression
	| UnaryExpression
	| ParenExpression
	| Missing;

/** Prometheus's value types: "instant vector" is `vector`, "range vector" is `matrix`. */
export type ValueType = "scalar" | "vector" | "matrix" | "string" | "none";

export interface NumberLiteral {
	readonly kind: "number";
	readonly span: Span;
	readonly value: number;
	/** Written as a duration, such as `5m`, which stands for its seconds. */
	readonly duration: boolean;
}

export interface StringLiteral {
	readonly kind: "string";
	readonly span: Span;
	/** The text that the literal stands for, its escapes resolved. */
	readonly value: string;
}

export interface VectorSelector {
	readonly kind: "selector";
	readonly span: Span;
	/** The metric's name, written before the braces or quoted inside them. */
	readonly name?: Identifier;
	/** Those in braces, without the quoted metric name. */
	readonly matchers: readonly LabelMatcher[];
	/** The braces with what is between them, where there are any. */
	readonly braces?: Span;
	readonly modifiers: SelectorModifiers;
}

export interface MatrixSelector {
	readonly kind: "matrix";
	readonly span: Span;
	/** What stands before the bracket: a selector in valid text. */
	readonly selector: Expression;
	readonly range?: DurationExpression;
	readonly modifiers: SelectorModifiers;
}

export interface Subquery {
	readonly kind: "subquery";
	readonly span: Span;
	readonly expression: Expression;
	readonly range?: DurationExpression;
	readonly step?: DurationExpression;
	readonly modifiers: SelectorModifiers;
}

export interface SelectorModifiers {
	readonly offset?: DurationExpression;
	readonly at?: { readonly span: Span; readonly anchor: number | "start" | "end" };
	/** `anchored` or `smoothed`, an extended range selector. */
	readonly extended?: { readonly span: Span; readonly mode: "anchored" | "smoothed" };
}

/** A duration, possibly computed (`5m * 2`); `seconds` where it can be known without evaluating. */
export interface DurationExpression {
	readonly span: Span;
	readonly seconds?: number;
}

export interface Call {
	readonly kind: "call";
	readonly span: Span;
	readonly function: Identifier;
	readonly arguments: readonly Expression[];
	/** The parentheses with what is between them. */
	readonly argumentsSpan: Span;
}

export interface Aggregation {
	readonly kind: "aggregation";
	readonly span: Span;
	readonly operator: Identifier;
	readonly parameter?: Expression;
	readonly expression: Expression;
	readonly grouping?: Grouping;
	readonly argumentsSpan: Span;
}

export interface Grouping {
	readonly span: Span;
	readonly without: boolean;
	readonly labels: readonly Identifier[];
}

export interface BinaryExpression {
	readonly kind: "binary";
	readonly span: Span;
	readonly operator: Identifier;
	readonly left: Expression;
	readonly right: Expression;
	readonly bool?: Span;
	readonly matching?: VectorMatching;
}

export interface VectorMatching {
	readonly span: Span;
	readonly on: boolean;
	readonly labels: readonly Identifier[];
	readonly group?: { readonly span: Span; readonly side: "left" | "right"; readonly include: readonly Identifier[] };
}

export interface UnaryExpression {
	readonly kind: "unary";
	readonly span: Span;
	readonly operator: "+" | "-";
	readonly expression: Expression;
}

export interface ParenExpression {
	readonly kind: "paren";
	readonly span: Span;
	readonly expression: Expression;
}

/** An expression that is wanted here and not (wholly) written. */
export interface Missing {
	readonly kind: "missing";
	readonly span: Span;
}

export interface LabelMatcher {
	readonly span: Span;
	readonly label: Identifier;
	readonly operator: MatchOperator;
	readonly value: StringLiteral | Missing;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

/** A name and where it is written; quoted names are unquoted in `name`, with the quotes inside `span`. */
export interface Identifier {
	readonly name: string;
	readonly span: Span;
}
