import { RegularExpressions } from "../promql/regularExpressions.ts";

/**
 * What an option of the kind `pattern` asks of a text. Where nothing is asked, or what is no regular expression, which the
 * configuration is told about by itself, every text will do.
 */
export function readPattern(pattern: string | undefined): (text: string) => boolean {
	if (pattern === undefined) return () => true;
	const compiled = new RegularExpressions().compile(pattern);
	return compiled.valid ? (text) => compiled.matches(text) : () => true;
}
