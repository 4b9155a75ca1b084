import type { Problem } from "../text/problem.ts";

/** What only Helm's templates refer to; Prometheus's own templates in annotations know none of it. */
const helmData = /\{\{-?[^{}\n]*(?:\$?\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\binclude\s+["`])/;
/** A line that begins with an action which is no value. */
const controlLine = /^[ \t]*(?:- )?\{\{-?\s*(?:if|range|with|end|else|define|template|block|\/\*)\b/m;

/** Claims that the file becomes YAML only after Helm has rendered it, so that nothing certain can be said of it. */
export function looksLikeHelmTemplate(text: string, syntaxProblems: readonly Problem[]): boolean {
	if (!text.includes("{{")) return false;
	if (helmData.test(text)) return true;
	return syntaxProblems.length > 0 && controlLine.test(text);
}
