import { findGrafanaVariables } from "../documents/embedded/masks/grafanaVariables.ts";
import type { MetricKnowledge } from "../metrics/knowledge.ts";
import type { QueryResult } from "../metrics/port.ts";
import { tokenize } from "./promqlTokens.ts";

export interface QueryRequest {
	readonly expression: string;
	/** Unix seconds and a step in seconds; an instant query where it is left out. */
	readonly range?: { readonly start: number; readonly end: number; readonly step: number };
}

export type QueryAnswer =
	| { readonly kind: "ok"; readonly result: QueryResult }
	| { readonly kind: "failed"; readonly message: string };

/** More is neither read by a person nor drawn by a chart. */
const MOST_SERIES = 1000;

/** Runs a query that the user asked for. */
export async function runQuery(
	knowledge: MetricKnowledge,
	{ expression, range }: QueryRequest,
	signal: AbortSignal,
): Promise<QueryAnswer> {
	const open = findGrafanaVariables(expression).find(({ span }) => !isReplacement(expression, span.start));
	if (open !== undefined) {
		const message = `The query holds the variable ${open.source}, whose value only Grafana knows. Write a value in its place to run it here.`;
		return { kind: "failed", message };
	}
	const options = { signal, limit: MOST_SERIES };
	const answer =
		range === undefined
			? await knowledge.instantQuery(expression, options)
			: await knowledge.rangeQuery(expression, { ...options, ...range });
	switch (answer.kind) {
		case "ok":
			return { kind: "ok", result: answer.value };
		case "unavailable":
			return { kind: "failed", message: answer.reason };
		case "unsupported":
			return { kind: "failed", message: `This server does not offer ${answer.what}.` };
		default:
			return answer satisfies never;
	}
}

/** Claims that it may be a named group of a regular expression, as in the texts of `label_replace`. */
function isReplacement(expression: string, offset: number): boolean {
	if (!expression.includes("label_replace")) return false;
	return tokenize(expression).some(({ kind, start, end }) => kind === "string" && start < offset && offset < end);
}
