import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { Expression } from "./ast.ts";
import { TokenCursor } from "./cursor.ts";
import { explainLeftOver } from "./explainLeftOver.ts";
import { lex } from "./lexer.ts";
import { parseExpression } from "./parseExpression.ts";
import type { Token } from "./tokens.ts";

export interface ParsedPromql {
	readonly text: string;
	readonly expression: Expression;
	/** In order, without comments, `endOfInput` last. */
	readonly tokens: readonly Token[];
	readonly comments: readonly Span[];
	/** Faults in the grammar and in what the grammar's own rules demand, in the order of the text. */
	readonly problems: readonly Problem[];
	/** `false` where the text does not follow the grammar, so that `expression` is partly a guess. */
	readonly wellFormed: boolean;
}

/**
 * Parses PromQL as Prometheus 3 does. Never throws; whatever the text, there is an expression and the first fault in its
 * grammar. Time and memory grow with the length of the text alone.
 *
 * Prometheus's lexer is context-sensitive and its grammar reports as it goes, so the typed tree is built by a parser of
 * our own. The lezer grammar of Prometheus's web interface is silent at the end of input and knows half of the rules.
 */
export function parsePromql(text: string): ParsedPromql {
	const lexed = lex(text);
	const cursor = new TokenCursor(text, lexed);
	const expression = parseWhole(cursor);
	const syntaxProblem = earlier(lexed.problem, cursor.syntaxProblem);
	const problems = [...lexed.literalProblems, ...cursor.problems.filter((problem) => problem !== syntaxProblem)];
	if (syntaxProblem !== undefined) problems.push(syntaxProblem);
	return {
		text,
		expression,
		tokens: lexed.tokens,
		comments: lexed.comments,
		problems: problems.sort((a, b) => a.span.start - b.span.start),
		wellFormed: syntaxProblem === undefined,
	};
}

function parseWhole(cursor: TokenCursor): Expression {
	if (cursor.token.kind === "endOfInput") {
		const span = { start: 0, end: cursor.text.length };
		const message = "There is no expression here. Write one, such as up == 0, or remove the field.";
		cursor.report("promql/empty-expression", span, message);
		return { kind: "missing", span };
	}
	const expression = parseExpression(cursor);
	if (!cursor.is("endOfInput")) cursor.fail("an operator or the end", explainLeftOver(cursor));
	return expression;
}

function earlier(a: Problem | undefined, b: Problem | undefined): Problem | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return b.span.start < a.span.start ? b : a;
}
