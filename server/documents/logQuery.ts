/** A pipe outside of any regular expression, or a filter of lines behind a stream. */
const logPipeline =
	/\}\s*\|[=~>]|\}\s*!>|\}\s*![=~]\s*["`]|\|[=~>]\s*["`]|\|\s*(?:json|logfmt|regexp|pattern|unpack|unwrap|line_format|label_format|decolorize|drop|keep)\b/;

/** Claims that the text can only be LogQL, Loki's language, which looks like PromQL otherwise. */
export function looksLikeLogql(expression: string): boolean {
	return /[|!]/.test(expression) && logPipeline.test(withoutStrings(expression));
}

/** String literals may hold anything; their quotes stay, because they are part of a log pipeline's shape. */
export function withoutStrings(expression: string): string {
	return expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""');
}
