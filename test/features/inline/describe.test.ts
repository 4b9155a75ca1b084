import { expect, test } from "vitest";
import { describeRuleState } from "../../../server/features/inline/describeRuleState.ts";
import { describeValue } from "../../../server/features/inline/describeValue.ts";
import type { ActiveAlert, InstantSeries, QueryData, RuleState } from "../../../server/metrics/port.ts";
import type { RuleOnServer } from "../../../server/metrics/ruleIndex.ts";

const series = (value: number, labels: Record<string, string> = {}): InstantSeries => ({
	labels,
	sample: { time: 0, value },
});
const vector = (...all: readonly InstantSeries[]): QueryData => ({ kind: "vector", series: all });
const histogram = (value: number): InstantSeries => ({ ...series(value), histogram: { count: 10, sum: value * 10 } });

const values: readonly (readonly [string, QueryData, string, boolean?])[] = [
	["one series", vector(series(0.42)), "= 0.42"],
	["none", vector(), "no series"],
	["several", vector(series(0.9), series(0.1), series(0.5)), "3 series: 0.1 … 0.9"],
	["several alike", vector(series(1), series(1)), "2 series: 1"],
	["more than were asked for", vector(series(1), series(2)), "2+ series: 1 … 2", true],
	["one of more", vector(series(1)), "1+ series: 1", true],
	["not a number", vector(series(Number.NaN)), "= NaN"],
	["several that are none", vector(series(Number.NaN), series(Number.NaN)), "2 series: NaN"],
	["some that are none", vector(series(Number.NaN), series(2), series(3)), "3 series: 2 … 3"],
	["infinities", vector(series(Number.NEGATIVE_INFINITY), series(Number.POSITIVE_INFINITY)), "2 series: -Inf … +Inf"],
	["a native histogram", vector(histogram(1.5)), "mean 1.5"],
	["several native histograms", vector(histogram(1), histogram(2)), "2 series: mean 1 … 2"],
	["a metric with a unit", vector(series(3 * 1024 ** 3, { __name__: "node_memory_free_bytes" })), "= 3 GiB"],
	[
		"metrics with different units",
		vector(series(1024, { __name__: "a_bytes" }), series(1, { __name__: "b_seconds" })),
		"2 series: 1 … 1024",
	],
	["a scalar", { kind: "scalar", sample: { time: 0, value: 12_000_000 } }, "= 12M"],
	["a text", { kind: "string", time: 0, value: `two\nlines ${"x".repeat(60)}` }, `= "two lines ${"x".repeat(29)}…"`],
];

test.each(values.map(([of, data, label, truncated = false]) => ({ of, data, label, truncated })))(
	"the value of $of",
	({ data, label, truncated }) => {
		expect(describeValue({ data, truncated, warnings: [], infos: [], durationSeconds: 0 })).toBe(label);
	},
);

const active = (state: ActiveAlert["state"]): ActiveAlert => ({
	state,
	labels: {},
	annotations: {},
	activeAt: 0,
	value: 1,
});
const rule = (more: Partial<RuleState>): RuleState => ({
	kind: "alert",
	name: "A",
	query: "up == 0",
	labels: {},
	health: "ok",
	evaluationSeconds: 0.004,
	alerts: [],
	...more,
});
const found = (kind: "same" | "differs", more: Partial<RuleState>): RuleOnServer => {
	const one = rule(more);
	return { kind, rule: one, group: { name: "g", file: "/etc/rules.yml", intervalSeconds: 60, rules: [one] } };
};

test.each<readonly [RuleOnServer, string | undefined]>([
	[
		found("same", { alerts: [active("firing"), active("pending"), active("firing")] }),
		"firing 2, pending 1 · last evaluation 4 ms",
	],
	[found("same", { alerts: [active("pending")] }), "pending 1 · last evaluation 4 ms"],
	[found("same", {}), "inactive · last evaluation 4 ms"],
	[found("same", { kind: "record", evaluationSeconds: 0.0031 }), "ok · 3 ms"],
	[found("same", { kind: "record", evaluationSeconds: 0.00031 }), "ok · under 1 ms"],
	[found("same", { kind: "record", evaluationSeconds: 75.4 }), "ok · 1m 15s"],
	[found("same", { health: "unknown" }), "not evaluated yet"],
	[found("same", { health: "err", lastError: "many-to-many\n matching" }), "failing: many-to-many matching"],
	[found("same", { health: "err" }), "failing: the server does not say why"],
	[found("same", { health: "err", lastError: "x".repeat(500) }), `failing: ${"x".repeat(79)}…`],
	[found("differs", { alerts: [active("firing")] }), "differs on the server · firing 1 · last evaluation 4 ms"],
	[{ kind: "absent" }, undefined],
	[{ kind: "ambiguous" }, undefined],
])("a rule's state", (state, text) => {
	expect(describeRuleState(state)).toBe(text);
});
