import { parsePromql } from "../../promql/parse.ts";
import { overlaps, type Span } from "../../text/span.ts";
import { findSelectedMetrics } from "./selectedMetrics.ts";

/** A name in an expression, in the expression's offsets. */
export interface ExpressionUse {
	readonly kind: "metric" | "alert";
	readonly name: string;
	readonly span: Span;
	readonly labels?: readonly string[];
	readonly pattern?: true;
}

/** The series that Prometheus writes of its alerts. */
const alertSeries: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

const noLabels: readonly string[] = [];

/**
 * The metrics and alerts that an expression names. What touches one of `masks` is no name: something else stands there
 * when the expression is asked. Of a language that only looks like PromQL (`foreign`) only what reads as PromQL counts.
 */
export function findExpressionUses(
	text: string,
	masks: readonly { readonly span: Span }[] = [],
	foreign = false,
): readonly ExpressionUse[] {
	const parsed = parsePromql(text);
	if (foreign && !parsed.wellFormed) return [];
	const isMasked = (span: Span): boolean => masks.some((mask) => overlaps(mask.span, span));
	const uses: ExpressionUse[] = [];
	for (const { selector, labels } of findSelectedMetrics(parsed.expression, isMasked)) {
		const needed = labels.length === 0 ? noLabels : labels;
		if (selector.name !== undefined && !isMasked(selector.name.span)) {
			const { name, span } = selector.name;
			uses.push({ kind: "metric", name, span: unquote(text, span), labels: needed });
		}
		for (const { label, operator, value } of selector.matchers) {
			if (value.kind !== "string" || value.value === "" || isMasked(value.span)) continue;
			if (operator !== "=" && operator !== "=~") continue;
			const pattern = operator === "=~" ? { pattern: true as const } : {};
			const span = unquote(text, value.span);
			if (label.name === "__name__") uses.push({ kind: "metric", name: value.value, span, labels: needed, ...pattern });
			else if (label.name === "alertname" && alertSeries.has(selector.name?.name ?? "")) {
				uses.push({ kind: "alert", name: value.value, span, ...pattern });
			}
		}
	}
	return uses;
}

function unquote(text: string, span: Span): Span {
	const first = text[span.start];
	if (first !== '"' && first !== "'" && first !== "`") return span;
	return { start: span.start + 1, end: text[span.end - 1] === first ? span.end - 1 : span.end };
}
