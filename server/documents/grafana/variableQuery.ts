// Source: Grafana's documentation of query variables of Prometheus, Grafana 12; read November 2026.

import type { Span } from "../../text/span.ts";

/** What a query variable asks Prometheus for; spans in offsets of the query. */
export interface VariableQuery {
	readonly kind: "labelValues" | "labelNames" | "metrics" | "queryResult" | "series";
	/** The selector or expression; empty where one belongs and none is written. */
	readonly promql?: Span;
	/** Of `label_values`: the label. */
	readonly label?: Span;
}

const call = /^(\s*(label_values|label_names|metrics|query_result)\s*\()([\s\S]*)\)\s*$/;
/** The last argument of `label_values`: a label's name, or a variable. */
const lastArgument = /^([\s\S]*),(\s*)((?:[^,{}()]|\$\{[\w:]+\})*?)\s*$/;

/**
 * Takes a variable's query apart. Grafana's data source looks for these words at the text's beginning and for its last
 * parenthesis, whatever is between; any other text is a selector of the series to list.
 */
export function readVariableQuery(query: string): VariableQuery {
	const match = call.exec(query);
	if (match === null) {
		return query.trim() === "" ? { kind: "series" } : { kind: "series", promql: trimmed(query, 0, query.length) };
	}
	const [, head = "", name, inner = ""] = match;
	const start = head.length;
	const whole = trimmed(query, start, start + inner.length);
	const isEmpty = whole.start >= whole.end;
	switch (name) {
		case "label_names":
			return isEmpty ? { kind: "labelNames" } : { kind: "labelNames", promql: whole };
		case "query_result":
			return { kind: "queryResult", promql: whole };
		case "metrics":
			return { kind: "metrics" };
		default:
			return readLabelValues(query, start, inner, whole);
	}
}

function readLabelValues(query: string, start: number, inner: string, whole: Span): VariableQuery {
	const arguments_ = lastArgument.exec(inner);
	if (arguments_ === null) {
		const isName = whole.start < whole.end && /^(?:[^{}()]|\$\{[\w:]+\})*$/.test(inner);
		return isName ? { kind: "labelValues", label: whole } : { kind: "labelValues" };
	}
	const [, selector = "", blanks = "", label = ""] = arguments_;
	const labelStart = start + selector.length + 1 + blanks.length;
	const promql = trimmed(query, start, start + selector.length);
	return {
		kind: "labelValues",
		...(promql.start < promql.end ? { promql } : {}),
		...(label === "" ? {} : { label: { start: labelStart, end: labelStart + label.length } }),
	};
}

function trimmed(text: string, start: number, end: number): Span {
	const part = text.slice(start, end);
	const from = start + (part.length - part.trimStart().length);
	return { start: from, end: Math.max(from, start + part.trimEnd().length) };
}
