import fc from "fast-check";

/**
 * A small world of series whose labels come and go, and expressions about it whose results are seldom empty: what a query
 * can return is tested against what a server does return.
 */
export const labelledMetrics = [
	"http_requests_total",
	"up",
	"node_cpu_seconds_total",
	"lat_bucket",
	"build_info",
] as const;

const labelValues: Readonly<Record<string, readonly string[]>> = {
	job: ["api", "web"],
	instance: ["i1", "i2", "i3"],
	pod: ["p1", "p2"],
	zone: ["a", "b"],
};

const labelNames = Object.keys(labelValues);

/** Samples of each series from `from` to `to` (Unix seconds), every 30 seconds, in the OpenMetrics text format. */
export function writeLabelledSeries(from: number, to: number): string {
	const lines: string[] = [];
	for (const metric of labelledMetrics) {
		for (const [index, labels] of labelSets(metric).entries()) {
			const written = Object.entries(labels)
				.map(([name, value]) => `${name}="${value}"`)
				.join(",");
			for (let time = from; time <= to; time += 30) {
				lines.push(`${metric}{${written}} ${index * 3 + (time - from) / 30} ${time}`);
			}
		}
	}
	return `${lines.join("\n")}\n# EOF\n`;
}

/** Every label is missing from some series of each metric, save `le` from none of the buckets. */
function labelSets(metric: (typeof labelledMetrics)[number]): Readonly<Record<string, string>>[] {
	const seed = labelledMetrics.indexOf(metric) + 1;
	const sets = new Map<string, Record<string, string>>();
	for (let index = 0; index < 14; index += 1) {
		const labels: Record<string, string> = metric === "lat_bucket" ? { le: ["0.1", "1", "+Inf"][index % 3] ?? "" } : {};
		for (const [place, name] of labelNames.entries()) {
			const draw = (index * 7 + seed * 5 + place * 11 + ((index * index) >> 1)) % 13;
			const value = labelValues[name]?.[draw % 4];
			if (value !== undefined) labels[name] = value;
		}
		sets.set(JSON.stringify(labels), labels);
	}
	return [...sets.values()];
}

/** Expressions of the language that Prometheus 2.42 knows too. */
export function labelledExpressionArbitrary(depth = 3): fc.Arbitrary<string> {
	return fc.oneof({ weight: 12, arbitrary: vector(depth) }, scalar(1), { weight: 1, arbitrary: range(1) });
}

const label = fc.constantFrom(...labelNames, "le", "__name__");
const plainLabel = fc.constantFrom(...labelNames);
const someLabels = fc.uniqueArray(label, { maxLength: 3 });
const newLabel = fc.constantFrom("job", "zone", "team", "le");

const matcher = fc.oneof(
	plainLabel.chain((name) =>
		fc
			.constantFrom(...(labelValues[name] ?? []), "")
			.chain((value) => fc.constantFrom("=", "!=").map((operator) => `${name}${operator}"${value}"`)),
	),
	fc
		.tuple(
			plainLabel,
			fc.constantFrom('=~".+"', '!~".+"', '=~"api|i1|a"', '=~"p1|"', '!~"p.*"', '=~"a.*|i[12]"', '!~"x|"'),
		)
		.map(([name, rest]) => `${name}${rest}`),
	fc.constantFrom('__name__=~"up|build_info"', '__name__!=""'),
);

const selector = fc
	.tuple(
		fc.constantFrom(...labelledMetrics, '{job="api"}', '{__name__=~".*total|up"}'),
		fc.array(matcher, { maxLength: 2 }),
	)
	.map(([metric, matchers]) => {
		if (matchers.length === 0) return metric;
		const within = matchers.join(",");
		return metric.startsWith("{") ? metric.replace("}", `,${within}}`) : `${metric}{${within}}`;
	});

function range(depth: number): fc.Arbitrary<string> {
	const plain = selector.map((text) => `${text}[5m]`);
	if (depth <= 0) return plain;
	return fc.oneof(
		{ weight: 3, arbitrary: plain },
		vector(depth - 1).map((text) => `(${text})[5m:1m]`),
	);
}

function scalar(depth: number): fc.Arbitrary<string> {
	const plain = fc.constantFrom("1", "100", "time()", "-2", "(3)");
	if (depth <= 0) return plain;
	return fc.oneof(
		plain,
		vector(depth - 1).map((text) => `scalar(${text})`),
		fc.tuple(scalar(depth - 1), fc.constantFrom("+", "> bool"), scalar(depth - 1)).map((parts) => parts.join(" ")),
	);
}

const instantFunctions = ["abs", "ceil", "sort", "timestamp", "sgn", "absent", "sort_desc", "hour", "exp"];
const rangeFunctions = [
	"rate",
	"increase",
	"delta",
	"last_over_time",
	"max_over_time",
	"count_over_time",
	"present_over_time",
	"absent_over_time",
	"changes",
];

function vector(depth: number): fc.Arbitrary<string> {
	if (depth <= 0) return selector;
	const inner = fc.oneof({ weight: 3, arbitrary: vector(depth - 1) }, selector);
	return fc.oneof(
		{ weight: 2, arbitrary: selector },
		fc.tuple(fc.constantFrom(...instantFunctions), inner).map(([name, text]) => `${name}(${text})`),
		{
			weight: 2,
			arbitrary: fc
				.tuple(fc.constantFrom(...rangeFunctions), range(depth - 1))
				.map(([name, text]) => `${name}(${text})`),
		},
		{ weight: 4, arbitrary: aggregation(inner) },
		{ weight: 4, arbitrary: binary(inner, scalar(depth - 1)) },
		{ weight: 2, arbitrary: relabelling(inner) },
		fc.tuple(fc.constantFrom("-", "+"), inner).map(([sign, text]) => `${sign}(${text})`),
		inner.map((text) => `((${text}))`),
		scalar(depth - 1).map((text) => `vector(${text})`),
		inner.map((text) => `histogram_quantile(0.9, ${text})`),
		inner.map((text) => `clamp(round(${text}, 2), 0, 10)`),
	);
}

function aggregation(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
	const grouping = fc.oneof(
		fc.constant(""),
		fc.tuple(fc.constantFrom("by", "without"), someLabels).map(([word, names]) => ` ${word} (${names.join(", ")})`),
	);
	const operator = fc.oneof(
		fc.constantFrom("sum", "avg", "count", "max", "group", "stddev").map((name) => [name, ""] as const),
		fc.constantFrom("topk", "bottomk").map((name) => [name, "2, "] as const),
		fc.constant(["quantile", "0.5, "] as const),
		newLabel.map((name) => ["count_values", `"${name}", `] as const),
	);
	return fc.tuple(operator, grouping, inner).map(([[name, first], by, text]) => `${name}${by} (${first}${text})`);
}

function binary(inner: fc.Arbitrary<string>, number: fc.Arbitrary<string>): fc.Arbitrary<string> {
	const arithmetic = fc.constantFrom("+", "/", "*", "^");
	const comparison = fc.constantFrom(">", ">= bool", "<=", "!=", "!= bool");
	const both = fc.oneof(arithmetic, comparison);
	const names = fc.uniqueArray(plainLabel, { maxLength: 2 });
	const matching = fc
		.tuple(fc.constantFrom("on", "ignoring"), names)
		.map(([word, list]) => `${word} (${list.join(", ")})`);
	// Sides that are grouped by what is matched have no two series for one partner.
	const grouped = fc.tuple(names, inner, inner, both).chain(([list, left, right, operator]) => {
		const by = list.join(", ");
		const outside = labelNames.find((name) => !list.includes(name)) ?? "team";
		return fc.constantFrom(
			`sum by (${by}) (${left}) ${operator} on (${by}) sum by (${by}) (${right})`,
			`max by (${by}) (${left}) ${operator} max by (${by}) (${right})`,
			`(${left}) ${operator} on (${by}) group_left sum by (${by}) (${right})`,
			`(${left}) ${operator} on (${by}) group_left (${outside}) topk by (${by}) (1, ${right})`,
			`bottomk by (${by}) (1, ${left}) ${operator} on (${by}) group_right (${outside}, team) (${right})`,
			`topk by (${by}) (1, ${left}) ${operator} on (${by}) topk by (${by}) (1, ${right})`,
			`(${left}) ${operator} ignoring (${outside}) (${left})`,
		);
	});
	const sets = fc
		.tuple(inner, fc.constantFrom("and", "or", "unless"), fc.oneof(fc.constant(""), matching), inner)
		.map(([left, operator, match, right]) => `(${left}) ${operator} ${match} (${right})`);
	const mixed = fc
		.tuple(inner, both, number, fc.boolean())
		.map(([text, operator, value, first]) =>
			first ? `(${text}) ${operator} ${value}` : `${value} ${operator} (${text})`,
		);
	const same = fc.tuple(inner, both).map(([text, operator]) => `(${text}) ${operator} (${text})`);
	const free = fc
		.tuple(inner, both, matching, inner)
		.map(([left, operator, match, right]) => `(${left}) ${operator} ${match} (${right})`);
	return fc.oneof({ weight: 4, arbitrary: grouped }, { weight: 2, arbitrary: sets }, mixed, same, free);
}

function relabelling(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
	const source = fc.constantFrom("job", "instance", "pod", "zone", "none", "__name__");
	const target = fc.constantFrom("job", "zone", "team", "__name__", "le");
	const replacement = fc.constantFrom("x", "", "$1", "$1-$2", "$$1", ["$", "{1}y"].join(""), "$2");
	const pattern = fc.constantFrom("(.*)", ".*", "(.+)", "(a.*|i1)", "api|p1", "(a)(.*)", "", "nothing");
	return fc.oneof(
		fc
			.tuple(inner, target, replacement, source, pattern)
			.map(([text, to, by, from, match]) => `label_replace(${text}, "${to}", "${by}", "${from}", "${match}")`),
		fc
			.tuple(inner, target, fc.constantFrom("", "-"), fc.array(source, { maxLength: 3 }))
			.map(([text, to, separator, from]) => {
				const rest = from.map((name) => `, "${name}"`).join("");
				return `label_join(${text}, "${to}", "${separator}"${rest})`;
			}),
	);
}
