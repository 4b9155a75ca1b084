import type { OpaqueSpan } from "./opaque.ts";

/**
 * The three spellings, as Grafana replaces them: `$name`, `[[name]]` and `[[name:format]]`, `${name}` with a field path
 * and a format. Source: Grafana 12, the variable expression of its template service.
 */
const spellings = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

/** What is always a number or a duration, which PromQL takes for a number as well. */
const numeric =
	/^__(?:(?:rate_)?interval(?:_ms)?|range(?:_m?s)?|from|to|auto(?:_interval_\w+)?|maxDataPoints|dashboard_version)$/;

/**
 * The variables of Grafana in a query. A lone `$` is the end of a regular expression, and `$1` or `${1}` a group of one;
 * Grafana leaves both as they are.
 */
export function findGrafanaVariables(text: string): readonly OpaqueSpan[] {
	if (!text.includes("$") && !text.includes("[[")) return [];
	const found: OpaqueSpan[] = [];
	for (const match of text.matchAll(spellings)) {
		const name = match[1] ?? match[2] ?? match[4] ?? "";
		if (/^\d+$/.test(name)) continue;
		const source = match[0];
		const span = { start: match.index, end: match.index + source.length };
		// A format may make text of a time, but not where a number can stand.
		found.push({ span, source, kind: "grafanaVariable", name, ...(numeric.test(name) && { is: "number" }) });
	}
	return found;
}
