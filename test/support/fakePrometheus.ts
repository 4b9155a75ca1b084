import type {
	Answer,
	BuildInfo,
	Cardinality,
	ExemplarSeries,
	InstantSeries,
	LabelSet,
	Listing,
	LivePrometheus,
	MetricMetadata,
	QueryResult,
	RangeSeries,
	RuleGroupState,
	RuntimeInfo,
} from "../../server/metrics/port.ts";

export interface FakeSeries {
	readonly labels: LabelSet;
	readonly value?: number;
}

export interface FakePrometheus extends LivePrometheus {
	/** What was asked, in order: `labels {…}`, `values job {…}`, `query …`, `range …`. */
	readonly asked: string[];
}

export interface FakeOptions {
	readonly series?: readonly FakeSeries[];
	readonly metadata?: Readonly<Record<string, MetricMetadata>>;
	/** Every answer, instead of the data. */
	readonly failure?: Extract<Answer<never>, { kind: "unavailable" }>;
	/** Nothing is ever answered before it is cancelled. */
	readonly silent?: boolean;
	/** Answers by query; otherwise all of `series`. */
	readonly query?: (query: string) => QueryResult["data"];
	readonly warnings?: readonly string[];
	readonly featureFlags?: readonly string[];
	/** The server's prometheus.yml. */
	readonly configuration?: string;
	readonly runtimeInfo?: RuntimeInfo;
	/** Names of what its rules alert and record. */
	readonly rules?: { readonly alerts?: readonly string[]; readonly recordings?: readonly string[] };
	/** Left out, this kind of server has none; so with the two after it. */
	readonly ruleStates?: readonly RuleGroupState[];
	readonly cardinality?: Cardinality;
	readonly exemplars?: readonly ExemplarSeries[];
	readonly lacks?: readonly string[];
}

/** A Prometheus in memory. Selectors are matched by equality alone, as much as tests need. */
export function createFakePrometheus(options: FakeOptions = {}): FakePrometheus {
	const asked: string[] = [];
	const all = options.series ?? [];
	const answer = async <T>(signal: AbortSignal, value: () => T): Promise<Answer<T>> => {
		if (options.silent === true) await new Promise((resolve) => signal.addEventListener("abort", resolve));
		if (signal.aborted) return { kind: "unavailable", reason: "Cancelled.", cause: "cancelled" };
		return options.failure ?? { kind: "ok", value: value() };
	};
	/** What the options leave out, this kind of server does not have. */
	const given = <T>(signal: AbortSignal, what: string, value: T | undefined): Promise<Answer<T>> =>
		value === undefined ? Promise.resolve({ kind: "unsupported", what }) : answer(signal, () => value);
	const listing = (values: Iterable<string>): Listing => ({ values: [...new Set(values)].sort(), complete: true });
	const select = (matchers: readonly string[]) =>
		matchers.length === 0 ? all : all.filter((series) => matchers.some((matcher) => matches(series.labels, matcher)));
	const frame = { warnings: options.warnings ?? [], infos: [], durationSeconds: 0.012, truncated: false };
	return {
		asked,
		labelNames(matchers, { signal }) {
			asked.push(`labels ${matchers.join(" ")}`);
			return answer(signal, () => listing(select(matchers).flatMap(({ labels }) => Object.keys(labels))));
		},
		labelValues(label, matchers, { signal }) {
			asked.push(`values ${label} ${matchers.join(" ")}`);
			return answer(signal, () => listing(select(matchers).flatMap(({ labels }) => labels[label] ?? [])));
		},
		metadata: ({ signal }) => answer(signal, () => new Map(Object.entries(options.metadata ?? {}))),
		buildInfo: ({ signal }) => answer(signal, (): BuildInfo => ({ version: "3.0.0", flavour: "Prometheus" })),
		featureFlags: ({ signal }) => answer(signal, () => options.featureFlags ?? []),
		configuration({ signal }) {
			const { configuration } = options;
			return given(signal, "its configuration", configuration === undefined ? undefined : { yaml: configuration });
		},
		runtimeInfo: ({ signal }) => answer(signal, () => options.runtimeInfo ?? {}),
		rules: ({ signal }) =>
			answer(signal, () => ({
				alerts: new Set(options.rules?.alerts),
				recordings: new Set(options.rules?.recordings),
			})),
		ruleStates({ signal }) {
			asked.push("rules");
			return given(signal, "the state of rules", options.ruleStates);
		},
		cardinality({ signal }) {
			asked.push("cardinality");
			return given(signal, "cardinality statistics", options.cardinality);
		},
		exemplars(query, { signal, start, end }) {
			asked.push(`exemplars ${query} ${end - start}s`);
			return given(signal, "exemplars", options.exemplars);
		},
		lacks: () => options.lacks ?? [],
		instantQuery(query, { signal }) {
			asked.push(`query ${query}`);
			const series = all.map(
				({ labels, value }): InstantSeries => ({ labels, sample: { time: 0, value: value ?? 1 } }),
			);
			return answer(signal, () => ({ ...frame, data: options.query?.(query) ?? { kind: "vector", series } }));
		},
		rangeQuery(query, { signal, start, end, step }) {
			asked.push(`range ${query} ${end - start}s/${step}s`);
			const series = all.map(
				({ labels, value }): RangeSeries => ({
					labels,
					samples: Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => ({
						time: start + index * step,
						value: (value ?? 1) + index,
					})),
				}),
			);
			return answer(signal, () => ({ ...frame, data: { kind: "matrix", series } }));
		},
	};
}

function matches(labels: LabelSet, selector: string): boolean {
	const name = /^([a-zA-Z_:][\w:]*)/.exec(selector)?.[1];
	const { __name__: metric } = labels;
	if (name !== undefined && metric !== name) return false;
	for (const [, label = "", operator, value] of selector.matchAll(/"?([\w.]+)"?(=~|!=|!~|=)"([^"]*)"/g)) {
		if (operator === "=" && labels[label] !== value) return false;
		if (operator === "!=" && labels[label] === value) return false;
	}
	return true;
}
