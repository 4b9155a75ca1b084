import { type LabelMatcher, readSelector } from "../../metrics/selectorText.ts";
import { matches } from "./matchers.ts";

/** A way to tell failed requests, and why it is right, in a few words. */
export interface ErrorMatcher {
	readonly text: string;
	readonly reason: string;
}

/**
 * How labels tell errors, by the label's name and by what its values look like; the first row that fits a label counts.
 * HTTP: only 5xx, as 4xx is the client's doing. gRPC: the codes that its documentation ("Status codes and their use")
 * lays at the server's door: UNKNOWN 2, DEADLINE_EXCEEDED 4, UNIMPLEMENTED 12, INTERNAL 13, UNAVAILABLE 14, DATA_LOSS 15.
 */
const conventions: readonly Convention[] = [
	{
		label: /^(grpc_(code|status)|rpc_grpc_status_code|grpc_response_status)$/,
		value: /^\d+$/,
		op: "=~",
		errors: "2|4|12|13|14|15",
		reason: "gRPC codes that are the server's fault",
	},
	{
		label: /^grpc_(code|status)$/,
		op: "=~",
		errors: "Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss",
		reason: "gRPC codes that are the server's fault",
	},
	{ label: /^outcome$/, value: /^[A-Z_]+$/, op: "=", errors: "SERVER_ERROR", reason: "Micrometer's 5xx" },
	{
		label: /^(envoy_response_code_class|status_class|code_class)$/,
		value: /^\d$/,
		op: "=",
		errors: "5",
		reason: "HTTP 5xx",
	},
	{ label: statusLabel(), value: /^\dxx$/, op: "=", errors: "5xx", reason: "HTTP 5xx" },
	{ label: statusLabel(), value: /^\d{3}$/, op: "=~", errors: "5..", reason: "HTTP 5xx" },
	{
		label: /^(grpc_code|code|status)$/,
		value: /^(OK|Internal|Unavailable|NotFound|InvalidArgument|Canceled|Unknown)$/,
		op: "=~",
		errors: "Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss",
		reason: "gRPC codes that are the server's fault",
	},
	{
		label: /^(status|result|outcome|state)$/,
		value: /^(error|failure|failed)$/i,
		op: "=~",
		errors: "(?i:error|failure|failed)",
		reason: "failed by name",
	},
	{ label: /^success$/, value: /^(true|false)$/, op: "=", errors: "false", reason: "not successful" },
	{ label: /^(error|failed)$/, value: /^(true|false)$/, op: "=", errors: "true", reason: "failed" },
	{ label: /^error_type$/, op: "!=", errors: "", reason: "OpenTelemetry sets it where a request failed" },
];

interface Convention {
	readonly label: RegExp;
	/** At least one value of the label has to look like this; any where it is left out. */
	readonly value?: RegExp;
	readonly op: LabelMatcher["op"];
	readonly errors: string;
	readonly reason: string;
}

function statusLabel(): RegExp {
	return /^(code|status|status_code|http_status|http_status_code|http_response_status_code|response_code|envoy_response_code)$/;
}

/** Claims that the label may tell errors, so that its values are worth asking for. */
export function mayTellErrors(label: string): boolean {
	return conventions.some((convention) => convention.label.test(label));
}

/** The matcher for errors of a label with these values, or `undefined` where nothing is recognised. */
export function recognizeErrors(label: string, values: readonly string[]): ErrorMatcher | undefined {
	const convention = conventions.find(
		(row) => row.label.test(label) && (row.value === undefined || values.some((value) => row.value?.test(value))),
	);
	if (convention === undefined) return undefined;
	return { text: `${label}${convention.op}"${convention.errors}"`, reason: convention.reason };
}

/** What is offered without live values: by the metric's name first, then the usual labels. */
export function suggestErrors(metric: string): readonly ErrorMatcher[] {
	const known = byMetric.find(([pattern]) => pattern.test(metric))?.[1] ?? [];
	const usual = ["code", "status", "status_code"].map((label) => ({ text: `${label}=~"5.."`, reason: "HTTP 5xx" }));
	return [...known, ...usual.filter(({ text }) => !known.some((matcher) => matcher.text === text))];
}

const http = (label: string): ErrorMatcher => ({ text: `${label}=~"5.."`, reason: "HTTP 5xx" });
const byMetric: readonly (readonly [RegExp, readonly ErrorMatcher[]])[] = [
	[/^http_server_request_duration_/, [http("http_response_status_code")]],
	[/^http_server_requests_seconds/, [{ text: 'outcome="SERVER_ERROR"', reason: "Micrometer's 5xx" }, http("status")]],
	[
		/^grpc_server_/,
		[
			{
				text: 'grpc_code=~"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"',
				reason: "gRPC codes that are the server's fault",
			},
		],
	],
	[
		/^rpc_server_/,
		[{ text: 'rpc_grpc_status_code=~"2|4|12|13|14|15"', reason: "gRPC codes that are the server's fault" }],
	],
	[/^istio_/, [http("response_code")]],
	[/^envoy_cluster_upstream_rq$/, [http("envoy_response_code")]],
	[/^envoy_cluster_upstream_rq_xx$/, [{ text: 'envoy_response_code_class="5"', reason: "HTTP 5xx" }]],
	[/^nginx_ingress_/, [http("status")]],
	[/^haproxy_/, [{ text: 'code="5xx"', reason: "HTTP 5xx" }]],
];

/** The values of a label that a matcher such as `code=~"5.."` takes for errors. */
export function listErrorValues(matcher: string, values: readonly string[]): readonly string[] {
	const [first] = readSelector(`{${matcher}}`)?.matchers ?? [];
	return first === undefined ? [] : values.filter((value) => matches(first, value));
}
