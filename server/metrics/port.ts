/**
 * The port to live metric knowledge: what a Prometheus-compatible server can be asked.
 *
 * An answer is never a bare empty list: "cannot know" is not "there is none". Implementations do not throw for anything
 * that a network or a server can do; they bound every request in time, bytes and number, and share equal ones in flight.
 * Times are Unix seconds, durations seconds, sizes bytes.
 */
export interface PrometheusApi {
	instantQuery(query: string, options: QueryOptions): Promise<Answer<QueryResult>>;
	rangeQuery(query: string, options: RangeOptions): Promise<Answer<QueryResult>>;
	/** Label names of the series that match any of `matchers` (selectors such as `{job="a"}`); of all where it is empty. */
	labelNames(matchers: readonly string[], options: RequestOptions): Promise<Answer<Listing>>;
	labelValues(label: string, matchers: readonly string[], options: RequestOptions): Promise<Answer<Listing>>;
	/** Type, unit and help for each metric name. */
	metadata(options: RequestOptions): Promise<Answer<ReadonlyMap<string, MetricMetadata>>>;
	buildInfo(options: RequestOptions): Promise<Answer<BuildInfo>>;
	/** The values of the server's `--enable-feature`, such as `promql-experimental-functions`. */
	featureFlags(options: RequestOptions): Promise<Answer<readonly string[]>>;
}

/** What checks of rules ask a server besides; its relatives lack much of it. */
export interface SurveyedPrometheus extends PrometheusApi {
	/** The configuration that the server runs with, as YAML, its secrets left out. */
	configuration(options: RequestOptions): Promise<Answer<ServerConfiguration>>;
	runtimeInfo(options: RequestOptions): Promise<Answer<RuntimeInfo>>;
	/** What the rules that the server evaluates, or knows of, alert and record. */
	rules(options: RequestOptions): Promise<Answer<ServerRules>>;
}

/** What live views ask besides: all that `SurveyedPrometheus` has, the state of rules, cardinality and exemplars. */
export interface LivePrometheus extends SurveyedPrometheus {
	/** Every rule group that the server evaluates, with the health, cost and alerts of each rule. */
	ruleStates(options: RequestOptions): Promise<Answer<readonly RuleGroupState[]>>;
	/** What the head block holds: the metrics and labels with the most series. */
	cardinality(options: RequestOptions): Promise<Answer<Cardinality>>;
	exemplars(query: string, options: SpanOptions): Promise<Answer<readonly ExemplarSeries[]>>;
	/** What this kind of server does not have at all, in the words of a user; nothing where it is not known yet. */
	lacks(): readonly string[];
}

export type Answer<T> =
	| { readonly kind: "ok"; readonly value: T }
	/** It could not be learned now; `reason` is a sentence for the user, without secrets, that says what to do. */
	| { readonly kind: "unavailable"; readonly reason: string; readonly cause: UnavailableCause }
	/** This kind of server does not have it at all. */
	| { readonly kind: "unsupported"; readonly what: string };

export type UnavailableCause =
	| "notConfigured"
	| "cancelled"
	| "timeout"
	| "refused"
	| "unauthorized"
	/** Nobody whom we trust vouches for the server's certificate. */
	| "untrustedCertificate"
	/** The server wants to see a certificate of the client. */
	| "clientCertificate"
	| "tooLarge"
	/** The server understood and rejected the query (HTTP 400 or 422, or `status: error`). */
	| "badQuery"
	| "serverError"
	| "notPrometheus";

export interface RequestOptions {
	readonly signal: AbortSignal;
	/** At most so many items; the answer says whether there were more. */
	readonly limit?: number;
	/** The server is to give up after so long; never more than the client's own patience. */
	readonly timeoutSeconds?: number;
}

export interface QueryOptions extends RequestOptions {
	/** Evaluation time; now where it is left out. */
	readonly time?: number;
	/** What the evaluation cost is wanted too. */
	readonly stats?: true;
}

export interface RangeOptions extends RequestOptions {
	readonly start: number;
	readonly end: number;
	readonly step: number;
}

export interface Listing {
	readonly values: readonly string[];
	/** `false` where the server or a bound cut the list. */
	readonly complete: boolean;
}

export interface MetricMetadata {
	readonly type: MetricType;
	readonly help: string;
	/** Often empty: few exporters declare it. */
	readonly unit: string;
}

export type MetricType =
	| "counter"
	| "gauge"
	| "histogram"
	| "gaugehistogram"
	| "summary"
	| "info"
	| "stateset"
	| "unknown";

export interface SpanOptions extends RequestOptions {
	readonly start: number;
	readonly end: number;
}

export interface RuleGroupState {
	readonly name: string;
	/** The path or name of the file that the server read it from. */
	readonly file: string;
	readonly intervalSeconds: number;
	/** Of the last evaluation of the whole group. */
	readonly evaluationSeconds?: number;
	/** Unix seconds. */
	readonly lastEvaluation?: number;
	readonly rules: readonly RuleState[];
}

export interface RuleState {
	readonly kind: "alert" | "record";
	readonly name: string;
	/** As the server prints it, which need not be how it was written. */
	readonly query: string;
	readonly labels: LabelSet;
	readonly health: "ok" | "err" | "unknown";
	/** What the server said when it failed. */
	readonly lastError?: string;
	readonly evaluationSeconds?: number;
	readonly lastEvaluation?: number;
	/** Of an alert; none where nothing is active. */
	readonly alerts: readonly ActiveAlert[];
}

export interface ActiveAlert {
	readonly state: "pending" | "firing";
	readonly labels: LabelSet;
	readonly annotations: LabelSet;
	/** Unix seconds since when the condition has held. */
	readonly activeAt: number;
	readonly value: number;
}

export interface Cardinality {
	readonly series: number;
	readonly labelPairs?: number;
	/** From many to few. */
	readonly metrics: readonly CountedName[];
	readonly labels: readonly CountedName[];
	/** Pairs such as `job=api`, by the series that have them. */
	readonly pairs: readonly CountedName[];
}

export interface CountedName {
	readonly name: string;
	/** Series of a metric or a pair, values of a label. */
	readonly count: number;
}

export interface ExemplarSeries {
	readonly labels: LabelSet;
	readonly exemplars: readonly Exemplar[];
}

export interface Exemplar {
	readonly labels: LabelSet;
	readonly time: number;
	readonly value: number;
}

export interface BuildInfo {
	readonly version: string;
	readonly flavour: Flavour;
	/** Whose proxy stands before it. */
	readonly through?: "Grafana";
}

/** What answers in the manner of Prometheus. */
export type Flavour = "Prometheus" | "Thanos" | "Mimir" | "Cortex" | "VictoriaMetrics" | "unknown";

export interface ServerConfiguration {
	readonly yaml: string;
}

export interface RuntimeInfo {
	/** Seconds for which samples are kept, at the most; left out where only their size is bounded. */
	readonly retentionSeconds?: number;
}

export interface ServerRules {
	readonly alerts: ReadonlySet<string>;
	readonly recordings: ReadonlySet<string>;
}

export type LabelSet = Readonly<Record<string, string>>;

export interface QueryResult {
	readonly data: QueryData;
	readonly warnings: readonly string[];
	readonly infos: readonly string[];
	/** From request to the last byte, in seconds. */
	readonly durationSeconds: number;
	/** `true` where `limit` cut the series. */
	readonly truncated: boolean;
	/** What the evaluation cost, where it was asked for and the server tells it. */
	readonly cost?: EvaluationCost;
}

export interface EvaluationCost {
	/** Samples that were read. */
	readonly samples: number;
	/** The most samples in memory at once. */
	readonly peakSamples: number;
	/** That the evaluation took on the server. */
	readonly seconds: number;
}

export type QueryData =
	| { readonly kind: "scalar"; readonly sample: Sample }
	| { readonly kind: "string"; readonly time: number; readonly value: string }
	| { readonly kind: "vector"; readonly series: readonly InstantSeries[] }
	| { readonly kind: "matrix"; readonly series: readonly RangeSeries[] };

export interface Sample {
	readonly time: number;
	/** May be NaN or an infinity. */
	readonly value: number;
}

export interface InstantSeries {
	readonly labels: LabelSet;
	readonly sample: Sample;
	/** Where the sample is a native histogram; `sample.value` is then its mean. */
	readonly histogram?: HistogramSummary;
}

export interface RangeSeries {
	readonly labels: LabelSet;
	readonly samples: readonly Sample[];
	/** Some of the samples are the means of native histograms. */
	readonly histograms?: true;
}

export interface HistogramSummary {
	readonly count: number;
	readonly sum: number;
}
