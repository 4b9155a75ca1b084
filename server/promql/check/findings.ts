import type { Fix, Problem, RelatedSpan } from "../../text/problem.ts";
import { contains, type Span } from "../../text/span.ts";
import type { Expression } from "../ast.ts";
import type { PromqlCode } from "../faults.ts";
import type { FeatureSet } from "../features.ts";
import type { RegularExpressions } from "../regularExpressions.ts";

const problemLimit = 20;

/** What a check of one expression has found, and what it needs to know. */
export class Findings {
	readonly features: FeatureSet;
	readonly regularExpressions: RegularExpressions;
	readonly text: string;
	/** What the parser has found. */
	readonly #known: readonly Problem[];
	readonly #problems: Problem[] = [];
	/** Nodes whose type is not to be relied on, so that one fault gives one problem. */
	readonly #faulty = new Set<Expression>();

	constructor(
		parsed: { readonly text: string; readonly problems: readonly Problem[] },
		features: FeatureSet,
		regularExpressions: RegularExpressions,
	) {
		this.text = parsed.text;
		this.#known = parsed.problems;
		this.features = features;
		this.regularExpressions = regularExpressions;
	}

	get problems(): readonly Problem[] {
		return this.#problems;
	}

	report(
		node: Expression,
		code: PromqlCode,
		span: Span,
		message: string,
		more: { readonly related?: readonly RelatedSpan[]; readonly fix?: Fix } = {},
	): void {
		this.#faulty.add(node);
		if (this.#problems.length >= problemLimit) return;
		this.#problems.push({ code, severity: "error", span, message, ...more });
	}

	/** Claims that a fault of `node` is reported; parentheses and signs take over the faults of what is inside. */
	isFaulty(node: Expression): boolean {
		let inner = node;
		while (!this.#faulty.has(inner)) {
			if (inner.kind !== "paren" && inner.kind !== "unary") return false;
			inner = inner.expression;
		}
		return true;
	}

	/** Claims that the parser has found something wrong inside `span`. */
	isKnownFaulty(span: Span): boolean {
		return this.#known.some((problem) => contains(span, problem.span));
	}

	textOf(span: Span): string {
		return this.text.slice(span.start, span.end);
	}
}
