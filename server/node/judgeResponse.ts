import { type ApiResponse, readApiResponse } from "../metrics/apiResponse.ts";
import type { Answer } from "../metrics/port.ts";
import type { Exchange } from "./boundedRequest.ts";
import {
	type ExchangeContext,
	explainForeignBody,
	explainStatus,
	isUnknownPath,
	type Refusal,
} from "./explainExchange.ts";

/** What a response means for the one who asked and for the server's health. */
export type Verdict =
	| { readonly kind: "received"; readonly response: ApiResponse }
	/** The server is well, and gives no data for this request. */
	| { readonly kind: "declined"; readonly answer: Answer<never> }
	| { readonly kind: "refused"; readonly refusal: Refusal };

export interface JudgementContext extends ExchangeContext {
	/** What was asked for, such as “metric metadata”. */
	readonly what: string;
	/** Claims that the URL leads to Prometheus's API, so that a 404 means that one endpoint is missing. */
	readonly recognised: boolean;
	/** A server's own words, fit to be shown. */
	readonly quote: (text: string) => string;
}

/** `json` is what the body holds; `undefined` where it is none. */
export function judgeResponse(
	exchange: Extract<Exchange, { kind: "response" }>,
	json: unknown,
	context: JudgementContext,
): Verdict {
	const response = readApiResponse(json);
	const message = response === undefined ? "" : context.quote(response.error);
	const error = response?.status === "error" ? judgeError(exchange.status, response, message, context) : undefined;
	if (error !== undefined) return error;
	if (context.recognised && isMissing(exchange)) return declined({ kind: "unsupported", what: context.what });
	const refusal = explainStatus(exchange, message, context);
	if (refusal !== undefined) return { kind: "refused", refusal };
	if (response === undefined) return { kind: "refused", refusal: explainForeignBody(exchange, context.host) };
	return { kind: "received", response };
}

/** Claims that this kind of server does not have the endpoint. VictoriaMetrics calls that a bad request. */
function isMissing({ status, body }: Extract<Exchange, { kind: "response" }>): boolean {
	return status === 404 || status === 405 || status === 501 || isUnknownPath({ status, body });
}

/** An error that Prometheus itself reports; `undefined` where the HTTP status says it better. */
function judgeError(
	status: number,
	response: ApiResponse,
	message: string,
	{ host, what }: JudgementContext,
): Verdict | undefined {
	if (message.includes("unavailable with Prometheus Agent")) {
		return declined({ kind: "unsupported", what: `${what} (it runs as an agent)` });
	}
	if (response.errorType === "timeout" || response.errorType === "canceled") {
		const reason = `${host} gave up on the query: narrow it with label matchers or a shorter range, or raise the server's timeout in the settings.`;
		// A query that is too heavy says nothing about the server, good or bad.
		return { kind: "refused", refusal: { cause: "timeout", reason, countsAgainstServer: false } };
	}
	const rejected = status === 400 || status === 422 || (status >= 200 && status < 300);
	if (!rejected) return undefined;
	const said = message === "" ? "it gives no reason" : message;
	return declined({ kind: "unavailable", cause: "badQuery", reason: `${host} rejects the query: ${said}` });
}

function declined(answer: Answer<never>): Verdict {
	return { kind: "declined", answer };
}
