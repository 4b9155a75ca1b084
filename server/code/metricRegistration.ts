import type { Span } from "../text/span.ts";

/** A call in source code by which a program registers a metric. Spans count in the file's offsets. Plain data. */
export interface MetricRegistration {
	readonly language: CodeLanguage;
	/** What registers it, in the words of its users: `prom-client`, `client_golang`, `OpenTelemetry`, `Micrometer`. */
	readonly library: string;
	/** As the code writes it, such as `http.server.request.duration`. */
	readonly writtenName: string;
	/**
	 * Where that stands, without its quotes: the literal, be it in the call or in a constant of the file; of a name that
	 * is joined from several, the last of them.
	 */
	readonly nameSpan: Span;
	/** The whole call. */
	readonly span: Span;
	/** The name that Prometheus' metadata has, such as `http_server_request_duration_seconds`. */
	readonly name: string;
	/** The names of its series: of a histogram `…_bucket`, `…_sum`, `…_count` and, where native ones can be, `name`. */
	readonly seriesNames: readonly string[];
	/** The names that they may have instead, by settings which stand outside of the code, such as those of an exporter. */
	readonly otherSeriesNames?: readonly string[];
	readonly type: RegisteredType;
	readonly unit?: string;
	readonly help?: string;
	/** Names of the labels that the code sets, as Prometheus sees them, as far as they are written. */
	readonly labels: readonly { readonly name: string; readonly span: Span }[];
	/** Claims that no other label is set by the code; those of the target and of the exporter come on top of it. */
	readonly labelsComplete: boolean;
}

/** The names that its series may have, the likely ones first. */
export function everySeriesName(registration: MetricRegistration): readonly string[] {
	const { seriesNames, otherSeriesNames } = registration;
	return otherSeriesNames === undefined ? seriesNames : [...new Set([...seriesNames, ...otherSeriesNames])];
}

export type RegisteredType = "counter" | "gauge" | "histogram" | "summary" | "info" | "stateset" | "unknown";

export type CodeLanguage =
	| "typescript"
	| "tsx"
	| "javascript"
	| "python"
	| "go"
	| "java"
	| "kotlin"
	| "rust"
	| "csharp"
	| "ruby";
