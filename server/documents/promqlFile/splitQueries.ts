import { lex } from "../../promql/lexer.ts";
import type { TokenKind } from "../../promql/tokens.ts";
import type { Span } from "../../text/span.ts";

/** What an expression can go on with or stop at in the middle, so that a blank line beside it ends nothing. */
const joining: ReadonlySet<TokenKind> = new Set<TokenKind>([
	...(["+", "-", "*", "/", "%", "^", "==", "!=", "<", ">", "<=", ">=", "and", "or", "unless", "atan2"] as const),
	...(["by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset", "@", ",", "[", ")"] as const),
]);

/**
 * Cuts a text into its queries: a blank line stands between two of them, unless brackets are open there or an operator
 * stands on either side. Comments belong to the query below them; without a query they are none. Spans are in the text.
 */
export function splitQueries(text: string): readonly Span[] {
	const { tokens, comments } = lex(text);
	const queries: Span[] = [];
	let depth = 0;
	let start: number | undefined;
	let end = 0;
	let last: TokenKind | undefined;
	let next = 0;
	for (const token of tokens) {
		if (token.kind === "endOfInput") break;
		const between = { start: end, end: token.start };
		const first = next;
		while (next < comments.length && (comments[next]?.start ?? 0) < token.start) next++;
		const above = comments.slice(first, next);
		const ends = depth === 0 && start !== undefined && isBlankLine(text, between, above);
		if (ends && last !== undefined && !goesOn(last) && !joining.has(token.kind)) {
			queries.push({ start: start ?? 0, end });
			start = undefined;
		}
		start ??= findBeginning(text, between, above);
		if (token.kind === "(" || token.kind === "[" || token.kind === "{") depth++;
		else if (token.kind === ")" || token.kind === "]" || token.kind === "}") depth = Math.max(0, depth - 1);
		end = token.end;
		last = token.kind;
	}
	if (start !== undefined) queries.push({ start, end });
	return queries;
}

/** A closing bracket stands at the end of a query too. */
function goesOn(kind: TokenKind): boolean {
	return kind !== ")" && joining.has(kind);
}

function isBlankLine(text: string, between: Span, comments: readonly Span[]): boolean {
	return /\n[ \t\r]*\n/.test(withoutComments(text, between, comments));
}

function withoutComments(text: string, between: Span, comments: readonly Span[]): string {
	let result = "";
	let offset = between.start;
	for (const comment of comments) {
		result += `${text.slice(offset, comment.start)}#`;
		offset = comment.end;
	}
	return result + text.slice(offset, between.end);
}

/** Where a query begins: at the comments right above it, or at its first token. */
function findBeginning(text: string, between: Span, comments: readonly Span[]): number {
	let beginning = between.end;
	for (const comment of comments.toReversed()) {
		const ownLine = /(^|\n)[ \t]*$/.test(text.slice(between.start, comment.start));
		if (!ownLine || /\n[ \t\r]*\n/.test(text.slice(comment.end, beginning))) break;
		beginning = comment.start;
	}
	return beginning;
}
