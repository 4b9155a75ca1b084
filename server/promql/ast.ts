import type { Span } from "../text/span.ts";

/**
 * The typed syntax tree of a PromQL expression, named after Prometheus's own parser.
 *
 * Every node has the span of the text that it stands for. Half-written text gives a tree with `Missing` nodes where an
 * expression is wanted; the tree is never thrown away.
 *
 * Long chains such as `a + b + …` nest as deep as they are long, so walk with `visit.ts` rather than by recursion. For
 * the same reason `valueType` stands on the nodes that would have to ask their operands.
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
	/** `false` where the closing quote is not written. */
	readonly terminated: boolean;
	/** Its escapes give bytes that are not UTF-8; `value` then has replacement characters for them. */
	readonly invalidUtf8?: true;
}

export interface VectorSelector {
	readonly kind: "selector";
	readonly span: Span;
	/** The metric's name, written before the braces or quoted inside them. */
	readonly name?: Identifier;
	/**
	 * Those in braces, without the quoted metric name. A second quoted name is a matcher of the label `__name__` whose
	 * label and value stand at the same place. A half-written matcher has a `Missing` value.
	 */
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
	/** The square brackets with what is between them. */
	readonly brackets: Span;
	readonly modifiers: SelectorModifiers;
}

export interface Subquery {
	readonly kind: "subquery";
	readonly span: Span;
	readonly expression: Expression;
	readonly range?: DurationExpression;
	readonly step?: DurationExpression;
	/** The square brackets with what is between them. */
	readonly brackets: Span;
	readonly modifiers: SelectorModifiers;
}

export interface SelectorModifiers {
	readonly offset?: DurationExpression;
	/** From the keyword `offset` to the end of its duration. */
	readonly offsetSpan?: Span;
	/** From the `@` on; `NaN` where the timestamp is not written. */
	readonly at?: { readonly span: Span; readonly anchor: number | "start" | "end" };
	/** `anchored` or `smoothed`, an extended range selector. */
	readonly extended?: { readonly span: Span; readonly mode: "anchored" | "smoothed" };
}

/** A duration, possibly computed (`5m * 2`); `seconds` where it can be known without evaluating. */
export type DurationExpression =
	| DurationLiteral
	| DurationUnary
	| DurationBinary
	| DurationParen
	| DurationCall
	| DurationMissing;

interface DurationNode {
	readonly span: Span;
	readonly seconds?: number;
}

/** A number of seconds or a duration such as `5m`. */
export interface DurationLiteral extends DurationNode {
	readonly kind: "literal";
	readonly seconds: number;
}

export interface DurationUnary extends DurationNode {
	readonly kind: "unary";
	readonly operator: "+" | "-";
	readonly operand: DurationExpression;
}

export interface DurationBinary extends DurationNode {
	readonly kind: "binary";
	readonly operator: Identifier;
	readonly left: DurationExpression;
	readonly right: DurationExpression;
}

export interface DurationParen extends DurationNode {
	readonly kind: "paren";
	readonly inner: DurationExpression;
}

export interface DurationCall extends DurationNode {
	readonly kind: "call";
	/** In lower case: `step`, `range`, `min_of` or `max_of`. */
	readonly function: Identifier;
	readonly arguments: readonly DurationExpression[];
}

/** A duration that is wanted here and not written. */
export interface DurationMissing extends DurationNode {
	readonly kind: "missing";
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
	/** Its name is in lower case. */
	readonly operator: Identifier;
	readonly parameter?: Expression;
	/** What is aggregated; `Missing` where the arguments do not say. */
	readonly expression: Expression;
	/** All that is between the parentheses, however many there are. */
	readonly arguments: readonly Expression[];
	readonly grouping?: Grouping;
	readonly argumentsSpan: Span;
}

export interface Grouping {
	readonly span: Span;
	readonly without: boolean;
	readonly labels: readonly Identifier[];
	/** The parentheses with what is between them; empty where they are not written. */
	readonly labelsSpan: Span;
}

export interface BinaryExpression {
	readonly kind: "binary";
	readonly span: Span;
	/** Its name is in lower case. */
	readonly operator: Identifier;
	readonly left: Expression;
	readonly right: Expression;
	readonly bool?: Span;
	readonly matching?: VectorMatching;
	readonly fill?: FillModifier;
	readonly valueType: ValueType;
}

export interface VectorMatching {
	readonly span: Span;
	/** `true` for `on`, `false` for `ignoring`. */
	readonly on: boolean;
	readonly labels: readonly Identifier[];
	/** The parentheses with what is between them; empty where they are not written. */
	readonly labelsSpan: Span;
	readonly group?: GroupModifier;
}

export interface GroupModifier {
	readonly span: Span;
	readonly side: "left" | "right";
	readonly include: readonly Identifier[];
	/** The parentheses, where there are any. */
	readonly labelsSpan?: Span;
}

/** `fill(0)`, `fill_left(0)`, `fill_right(0)`: what stands in for a series without a partner. */
export interface FillModifier {
	readonly span: Span;
	readonly left?: number;
	readonly right?: number;
}

export interface UnaryExpression {
	readonly kind: "unary";
	readonly span: Span;
	readonly operator: "+" | "-";
	readonly expression: Expression;
	readonly valueType: ValueType;
}

export interface ParenExpression {
	readonly kind: "paren";
	readonly span: Span;
	readonly expression: Expression;
	readonly valueType: ValueType;
}

/** An expression that is wanted here and not (wholly) written. */
export interface Missing {
	readonly kind: "missing";
	readonly span: Span;
}

export interface LabelMatcher {
	readonly span: Span;
	readonly label: Identifier;
	/** `=` where none is written. */
	readonly operator: MatchOperator;
	/** Where the operator is written. */
	readonly operatorSpan?: Span;
	readonly value: StringLiteral | Missing;
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

/** A name and where it is written; quoted names are unquoted in `name`, with the quotes inside `span`. */
export interface Identifier {
	readonly name: string;
	readonly span: Span;
}
