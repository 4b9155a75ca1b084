import type { Problem } from "../text/problem.ts";

/**
 * What only Helm's templates say: its own data and functions, or an action that writes another action for Prometheus.
 * A label may be called `Release`, so the data counts only where nothing but `$` stands before its dot.
 */
const helmOnly =
	/\{\{(?:-?\s*`?\{\{|-?[^{}]{0,500}?(?:(?<![\w)])\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|tpl)\s+["$(]|\|\s*(?:quote|squote|default|toYaml|indent|nindent)\b))/;
/** A line that begins with an action which is no value; or an action in a string of its own that only Helm can read. */
const controlLine =
	/\{\{-?\s*"\{\{"|^[ \t]*(?:- )?\{\{-?\s*(?:if|range|with|end|else|define|template|block|\/\*|\$\w*\s*:?=)/m;
/** An action where YAML wants a value, without quotes; what it says is captured. */
const bareValues = /(?::|^[ \t]*-)[ \t]+\{\{-?\s*((?:`[^`]*`|"[^"\n]*"|[^}])*)\}\}/gm;
/** What Prometheus gives to the templates of its rules. */
const prometheusData =
	/\$(?:labels|value|externalLabels|externalURL)\b|\.(?:Labels|Value|ExternalLabels|ExternalURL)\b/;

/**
 * Claims that the file becomes YAML only after Helm has rendered it, so that nothing certain can be said of it. A
 * template for Prometheus whose quotes were forgotten is none: that is a fault worth telling.
 */
export function looksLikeHelmTemplate(text: string, syntaxProblems: readonly Problem[]): boolean {
	if (!text.includes("{{")) return false;
	if (helmOnly.test(text)) return true;
	if (syntaxProblems.length === 0) return false;
	return controlLine.test(text) || [...text.matchAll(bareValues)].some(([, action = ""]) => !isForPrometheus(action));
}

function isForPrometheus(action: string): boolean {
	return !action.startsWith("`") && prometheusData.test(action);
}
