import type { Span } from "../text/span.ts";

/**
 * What all our languages have in common of an expression, as far as registrations of metrics are made of it. What a
 * language has beyond that is `other`, which nothing is claimed about.
 */
export type Expression =
	| TextExpression
	| NameExpression
	| MemberExpression
	| CallExpression
	| RecordExpression
	| ListExpression
	| JoinedExpression
	/** An imported module itself, such as `require("prom-client")`. */
	| { readonly kind: "module"; readonly path: string; readonly span: Span }
	/** A literal that says that there is none: `nil`, `None`, `null`, `undefined`. */
	| { readonly kind: "nothing"; readonly span: Span }
	| { readonly kind: "other"; readonly span: Span };

/** A literal text (or a symbol of Ruby); `content` is where it stands, without quotes. */
export interface TextExpression {
	readonly kind: "text";
	readonly value: string;
	readonly content: Span;
	readonly span: Span;
}

export interface NameExpression {
	readonly kind: "name";
	readonly name: string;
	readonly span: Span;
}

export interface MemberExpression {
	readonly kind: "member";
	readonly object: Expression;
	readonly name: string;
	readonly span: Span;
}

/** A call, a construction with `new`, or a macro. */
export interface CallExpression {
	readonly kind: "call";
	readonly callee: Expression;
	readonly arguments: readonly Argument[];
	readonly span: Span;
}

export interface Argument {
	/** Of a keyword argument. */
	readonly name?: string;
	readonly value: Expression;
	/** Spreads a list or a map, so what stands behind it has no certain place. */
	readonly spread?: true;
}

/** An object, a map, a struct: values by their names. */
export interface RecordExpression {
	readonly kind: "record";
	/** Of a struct or an object with a type, what is constructed. */
	readonly type?: Expression;
	readonly entries: readonly RecordEntry[];
	/** Claims that it has nothing but `entries`. */
	readonly complete: boolean;
	readonly span: Span;
}

export interface RecordEntry {
	readonly key: TextExpression | NameExpression;
	readonly value: Expression;
}

export function keyOf(key: RecordEntry["key"]): string {
	return key.kind === "text" ? key.value : key.name;
}

export interface ListExpression {
	readonly kind: "list";
	readonly items: readonly Expression[];
	/** Claims that it has nothing but `items`. */
	readonly complete: boolean;
	readonly span: Span;
}

/** Texts written one after the other: by an operator, or as a template. */
export interface JoinedExpression {
	readonly kind: "joined";
	readonly parts: readonly Expression[];
	readonly span: Span;
}

/** What a name stands for in a stretch of the file. */
export interface Binding {
	readonly name: string;
	readonly scope: Span;
	readonly value: BoundValue;
	/** Gives a value to a name that is declared elsewhere, if it is. */
	readonly assignment?: true;
	/** Of a member: the class, struct or module that has it. The name of a member starts with a dot. */
	readonly owner?: string;
}

export type BoundValue =
	/** Something imported, such as `prom-client.Counter`. */
	| { readonly kind: "path"; readonly path: string }
	/** `type` is what it was declared as, which counts where nothing is known of the expression. */
	| { readonly kind: "expression"; readonly expression: Expression; readonly type?: Expression }
	/** Something of a type, such as a parameter. */
	| { readonly kind: "instance"; readonly type: Expression }
	| { readonly kind: "unknown" };

/** What the front end of a language sees in a file. */
export interface FileReading {
	readonly bindings: readonly Binding[];
	/** Every call, outer ones before those inside of them. */
	readonly calls: readonly CallExpression[];
	/** Modules, packages or namespaces of which every public name is there. */
	readonly wildcards: readonly string[];
	/** Claims that a name which is not declared may start the full path of something, as in Java. */
	readonly fullPaths: boolean;
}
