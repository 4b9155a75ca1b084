import { findGrafanaVariables } from "../../documents/embedded/masks/grafanaVariables.ts";
import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import type { QueryResult } from "../../metrics/port.ts";
import { checkPromql } from "../../promql/check.ts";
import type { FeatureSet } from "../../promql/features.ts";
import { parsePromql } from "../../promql/parse.ts";
import { tokenize } from "../promqlTokens.ts";
import { findThreshold, type Threshold } from "./findThreshold.ts";

export interface QueryRequest {
	readonly expression: string;
	/** Unix seconds of an instant query; now where it is left out. */
	readonly time?: number;
	/** Unix seconds and a step in seconds; an instant query where it is left out. */
	readonly range?: { readonly start: number; readonly end: number; readonly step: number };
	/** Series that are wanted at the most. */
	readonly limit?: number;
	/** Ask the server whatever our own reading of the expression says. */
	readonly unchecked?: true;
	/** The user has been told what it costs, and wants it. */
	readonly confirmed?: true;
}

export type QueryAnswer =
	| { readonly kind: "ok"; readonly result: QueryResult; readonly threshold?: Threshold }
	| { readonly kind: "failed"; readonly message: string }
	/** It was not asked, because of a fault at a place of the expression. */
	| { readonly kind: "invalid"; readonly message: string; readonly start: number; readonly end: number }
	/** It was not asked, because of what it would cost. */
	| {
			readonly kind: "needsConfirmation";
			readonly message: string;
			readonly series?: number;
			readonly samples?: number;
	  };

/** More is not asked for unless the caller wants it: no person reads it, and no chart draws it. */
const MOST_SERIES = 1000;
const MOST_WANTED = 10_000;

/** Runs a query that the user asked for. An expression with a fault never reaches the server. */
export async function runQuery(
	knowledge: MetricKnowledge,
	request: QueryRequest,
	signal: AbortSignal,
	features?: FeatureSet,
): Promise<QueryAnswer> {
	const { expression, range, time } = request;
	const open = findGrafanaVariables(expression).find(({ span }) => !isReplacement(expression, span.start));
	if (open !== undefined) {
		const message = `The query holds the variable ${open.source}, whose value only Grafana knows. Write a value in its place to run it here.`;
		return { kind: "failed", message };
	}
	const parsed = parsePromql(expression);
	if (request.unchecked !== true) {
		const problems = checkPromql(parsed, { role: "query", ...(features === undefined ? {} : { features }) });
		const fault = problems.find(({ severity }) => severity === "error");
		if (fault !== undefined) return { kind: "invalid", message: fault.message, ...fault.span };
	}
	const options = { signal, limit: Math.min(MOST_WANTED, request.limit ?? MOST_SERIES) };
	const answer =
		range === undefined
			? await knowledge.instantQuery(expression, { ...options, ...(time === undefined ? {} : { time }) })
			: await knowledge.rangeQuery(expression, { ...options, ...range });
	switch (answer.kind) {
		case "ok": {
			const threshold = findThreshold(expression, parsed.expression);
			return { kind: "ok", result: answer.value, ...(threshold === undefined ? {} : { threshold }) };
		}
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
