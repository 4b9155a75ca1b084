// Source: Pyrra 0.8, types of pyrra.dev/v1alpha1 and their validation; read November 2026.

import { parsePromql } from "../../promql/parse.ts";
import type { Problem } from "../../text/problem.ts";
import type { RegionContext } from "../embedded/region.ts";
import { resourceStructure } from "../kubernetes/resourceStructure.ts";
import type { PlacedQuery, QueryItem } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import type { Fields } from "../structure/fields.ts";
import { anything, choice, duration, flag, mapping, text, texts, usual } from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { isScalarNode, spanOf, type ViewedEntry } from "../yaml/yamlView.ts";
import { judgeShare } from "./judgeShare.ts";
import { readPyrraPromises } from "./promises.ts";
import { sloProblem } from "./sloProblem.ts";

const metric = (documentation: string): KeyType =>
	mapping(
		documentation,
		{
			name: "metric",
			keys: {
				metric: {
					documentation:
						'A selector such as `http_requests_total{code=~"5.."}`, without a range: Pyrra writes the rates.',
					value: { kind: "promql" },
					required: true,
				},
			},
		},
		{ required: true },
	);

const grouping = texts("Labels by which there is an SLO for each value.");

const indicator: MappingType = {
	name: "Pyrra indicator",
	keys: {
		ratio: mapping("The share of errors among all events.", {
			name: "ratio indicator",
			keys: { errors: metric("The bad events."), total: metric("All events."), grouping },
		}),
		latency: mapping("The share of requests in a bucket of a classic histogram.", {
			name: "latency indicator",
			keys: {
				success: metric("The bucket of what is fast enough, with the label `le`."),
				total: metric("The histogram's `_count`."),
				grouping,
			},
		}),
		latencyNative: mapping("The share of requests that are fast enough, from a native histogram.", {
			name: "native latency indicator",
			keys: {
				latency: duration("How fast is fast enough, such as `200ms`.", { required: true }),
				total: metric("The native histogram."),
				grouping,
			},
		}),
		bool_gauge: mapping("The share of time that a gauge of 0 and 1 was 1.", {
			name: "bool gauge indicator",
			keys: {
				metric: { documentation: "The gauge's selector.", value: { kind: "promql" }, required: true },
				grouping,
			},
		}),
	},
	oneOf: [["ratio", "latency", "latencyNative", "bool_gauge"]],
};

const spec: MappingType = {
	name: "Pyrra spec",
	keys: {
		description: text("What the SLO promises."),
		target: usual("The share of good events in percent, as text: `'99.9'`.", ["'99.9'", "'99'"], { required: true }),
		window: duration("The time that the target is kept over, such as `4w`.", { required: true }),
		indicator: mapping("What is measured.", indicator, { required: true }),
		alerting: mapping("The alerts.", {
			name: "section of alerts",
			open: true,
			keys: {
				name: text("The name of the alerts. Default: `ErrorBudgetBurn`."),
				absentName: text("The name of the alert on missing metrics. Default: `SLOMetricAbsent`."),
				burnrates: flag("`false` makes no alerts on the burn rate."),
				absent: flag("`false` makes no alert on missing metrics."),
				burnRateType: usual("How the thresholds follow the traffic.", ["static", "dynamic"]),
				disabled: flag("Deprecated: `burnrates` says it."),
			},
		}),
		performanceOverAccuracy: flag("Makes cheaper rules, which are less exact."),
		ruleOutput: anything("Labels that route the rules to instances."),
		partial_response_strategy: choice("What Thanos Ruler does when a store does not answer.", ["abort", "warn", ""]),
	},
};

const kinds = ["ServiceLevelObjective"];

export const pyrraKind: QueryResourceKind = {
	id: "pyrra",
	group: "pyrra.dev",
	kinds,
	structure: resourceStructure("pyrra.dev/v1alpha1", kinds, spec),
	reader: "Pyrra",
	family: "slo",
	readSlos: readPyrraPromises,
	readItems(fields) {
		const found = fields.mapping("spec");
		return found === undefined ? [] : [readSlo(found)];
	},
};

function readSlo(slo: Fields): QueryItem {
	const target = slo.text("target");
	const window = slo.text("window");
	const indicatorFields = slo.mapping("indicator");
	const context: RegionContext = { role: "selector", use: "slo", place: "SLO" };
	const entries = ["ratio", "latency", "latencyNative"].flatMap((kind) =>
		["errors", "success", "total"].flatMap(
			(part) => indicatorFields?.mapping(kind)?.mapping(part)?.get("metric") ?? [],
		),
	);
	const gauge = indicatorFields?.mapping("bool_gauge")?.get("metric");
	if (gauge !== undefined) entries.push(gauge);
	const kind = indicatorFields?.entries[0]?.key ?? "SLO";
	return {
		name: kind,
		detail: [target === undefined ? "" : `${target.value} %`, window?.value ?? ""]
			.filter((part) => part !== "")
			.join(" in "),
		kind: "slo",
		span: slo.span,
		queries: entries.map((entry): PlacedQuery => ({ entry, context })),
		problems: [
			...judgeTarget(slo),
			...judgeBucket(indicatorFields),
			...entries.flatMap(judgeSelector),
			...judgeParts(indicatorFields),
		],
	};
}

function judgeTarget(slo: Fields): readonly Problem[] {
	const target = slo.text("target");
	if (target === undefined) return [];
	const value = Number(target.value);
	if (Number.isNaN(value) || value < 0 || value > 100) {
		const message = `The target \`${target.value}\` is no percentage from 0 to 100, and Pyrra refuses the SLO for it. Write it such as \`'99.9'\`.`;
		return [sloProblem("slo/invalid-objective", target.span, message)];
	}
	if (value === 0 || value >= 1) return [];
	const percent = Number((value * 100).toPrecision(10));
	const message = `The target is a percentage, so this one promises ${target.value} %. Write \`'${percent}'\` if ${percent} % is meant.`;
	return [sloProblem("slo/invalid-objective", target.span, message, "warning")];
}

function judgeParts(fields: Fields | undefined): readonly Problem[] {
	const metricOf = (kind: string, part: string): ViewedEntry | undefined =>
		fields?.mapping(kind)?.mapping(part)?.get("metric");
	return [
		...judgeShare(metricOf("ratio", "errors"), metricOf("ratio", "total")),
		...judgeShare(metricOf("latency", "success"), metricOf("latency", "total")),
	];
}

/** A single selector, of which Pyrra makes rates of all windows. */
function judgeSelector(entry: ViewedEntry): readonly Problem[] {
	const { value } = entry;
	if (!isScalarNode(value) || value.node.value.trim() === "") return [];
	const { expression, problems } = parsePromql(value.node.value);
	if (problems.length > 0 || expression.kind === "selector") return [];
	const message =
		"Pyrra takes a selector alone here and writes the rates itself; it refuses the SLO for an expression. Leave out functions, operators and the range.";
	return [sloProblem("slo/not-a-selector", spanOf(value), message)];
}

function judgeBucket(fields: Fields | undefined): readonly Problem[] {
	const entry = fields?.mapping("latency")?.mapping("success")?.get("metric");
	if (entry === undefined || !isScalarNode(entry.value) || entry.value.node.value.trim() === "") return [];
	const { expression, problems } = parsePromql(entry.value.node.value);
	if (problems.length > 0 || expression.kind !== "selector") return [];
	const bucket = expression.matchers.find(({ label }) => label.name === "le");
	if (bucket !== undefined) return [];
	const message =
		'The success metric needs the label `le` with the bucket of what is fast enough, such as `le="0.5"`; Pyrra refuses the SLO without.';
	return [sloProblem("slo/missing-bucket", spanOf(entry.value), message)];
}
