import type { NumberLiteral, StringLiteral } from "./ast.ts";
import { spanOf, type TokenCursor } from "./cursor.ts";
import { parseDuration } from "./duration.ts";
import { parseNumber, unquote } from "./literals.ts";

/** Takes a number or a duration; its value is `NaN` where the lexer has found it wrong. */
export function parseNumberLiteral(cursor: TokenCursor): NumberLiteral {
	const token = cursor.take();
	const text = cursor.textOf(token);
	const duration = token.kind === "duration";
	const value = (duration ? parseDuration(text) : parseNumber(text)) ?? Number.NaN;
	return { kind: "number", span: spanOf(token), value, duration };
}

export function parseString(cursor: TokenCursor): StringLiteral {
	const token = cursor.take();
	const literal = cursor.textOf(token);
	const terminated = literal.length > 1 && literal.endsWith(literal.charAt(0)) && !endsEscaped(literal);
	const { value, invalidUtf8 } = unquote(literal, terminated);
	return { kind: "string", span: spanOf(token), value, terminated, ...(invalidUtf8 && { invalidUtf8 }) };
}

/** Claims that the literal's last quote is escaped, as in `"a\"`, so that it does not end it. */
function endsEscaped(literal: string): boolean {
	if (literal.startsWith("`")) return false;
	const backslashes = /\\*(?=.$)/s.exec(literal)?.[0].length ?? 0;
	return backslashes % 2 === 1;
}
