import type { MetricType } from "../../metrics/port.ts";
import { quantityOfMetric } from "../../promql/result/quantity.ts";
import { type MetricDescription, nameOfUnit, unitOfMetric } from "../../promql/result/units.ts";
import type { PanelDesign, TimeSeriesPanel } from "./dashboardDesign.ts";
import { nameByLabels, type QueryText, writeBy } from "./queryWriter.ts";
import { type AskQuery, unitOfHistogram, writeQuantile } from "./requestPanels.ts";
import { unitOfQuantity } from "./unitOfExpression.ts";

/** A metric to be shown, as far as it is known. */
export interface ShownMetric {
	/** Of a series, or of a histogram without its suffixes. */
	readonly name: string;
	readonly type: MetricType;
	readonly unit: string;
	readonly help: string;
	/** Of a histogram: how its buckets are kept. */
	readonly buckets: "classic" | "native";
}

/** The panels that show a metric of its type: a counter's rate, a histogram's quantiles and distribution. */
export function drawMetric(ask: AskQuery, metric: ShownMetric, by: readonly string[]): readonly PanelDesign[] {
	const { name, type } = metric;
	const part = /_(?:sum|count)$/.exec(name)?.[0];
	switch (type) {
		case "counter":
			return [drawRate(ask, metric, by)];
		case "histogram":
			return part === undefined ? drawHistogram(ask, metric) : [drawRate(ask, metric, by)];
		case "gaugehistogram":
			return [drawState(ask, metric)];
		case "summary":
			return part === undefined ? [drawState(ask, metric)] : [drawRate(ask, metric, by)];
		case "info":
			return [listInfo(ask, metric)];
		case "stateset":
			return [drawStates(ask, metric)];
		case "gauge":
		case "unknown":
			return isTimestamp(metric) ? [tellAge(ask, metric)] : [drawState(ask, metric)];
		default:
			return type satisfies never;
	}
}

/** What a metric is taken for where nobody says its type. */
export function guessType(name: string): MetricType {
	if (/_bucket$/.test(name)) return "histogram";
	if (/_total$|_(?:sum|count)$/.test(name)) return "counter";
	return name.endsWith("_info") ? "info" : "unknown";
}

function drawRate(ask: AskQuery, metric: ShownMetric, by: readonly string[]): TimeSeriesPanel {
	const { name } = metric;
	const query: QueryText = (write) => `sum${writeBy(by)}(${write.rate(name)})`;
	return {
		type: "timeseries",
		title: titleOf(name.replace(/_total$/, "")),
		description: describe(metric, "per second"),
		queries: [{ expression: ask(query), legend: by.length === 0 ? "all" : nameByLabels(by) }],
		unit: unitOfRate(metric),
		min: 0,
		legend: "table",
	};
}

/** Of a histogram's or summary's `_count` events, of its sum what it observes; of a counter its own unit. */
function unitOfRate({ name, type, unit }: ShownMetric): string {
	const described: MetricDescription = { type, unit };
	const quantity = quantityOfMetric(name, described);
	return unitOfQuantity({ ...quantity, time: "perSecond" });
}

function drawHistogram(ask: AskQuery, metric: ShownMetric): readonly PanelDesign[] {
	const name = metric.name.replace(/_bucket$/, "");
	const { buckets } = metric;
	const unit = unitOfHistogram(name);
	const title = titleOf(name);
	return [
		{
			type: "timeseries",
			title,
			description: `${describe(metric)} Half of what was observed is at most p50, 99 of 100 at most p99.`,
			queries: [0.5, 0.95, 0.99].map((quantile) => ({
				expression: ask(writeQuantile({ metric: name, buckets }, quantile)),
				legend: `p${quantile * 100}`,
			})),
			unit,
			legend: "table",
		},
		{
			type: "heatmap",
			title: `${title}, distribution`,
			description: `${describe(metric)} The darker, the more was observed there.`,
			queries: [
				{
					expression: ask((write) =>
						buckets === "native" ? `sum(${write.rate(name)})` : `sum by (le) (${write.rate(`${name}_bucket`)})`,
					),
				},
			],
			unit,
			buckets,
		},
	];
}

function drawState(ask: AskQuery, metric: ShownMetric): TimeSeriesPanel {
	const { name, type, unit } = metric;
	return {
		type: "timeseries",
		title: titleOf(name),
		description: describe(metric),
		queries: [{ expression: ask((write) => write.select(name)), legend: "__auto" }],
		unit: unitOfQuantity(quantityOfMetric(name, { type, unit })),
		legend: "table",
	};
}

function isTimestamp({ name, type, unit }: ShownMetric): boolean {
	return nameOfUnit(unitOfMetric(name, { type, unit })) === "timestamp";
}

/** A moment is read as how long ago it is. */
function tellAge(ask: AskQuery, metric: ShownMetric): TimeSeriesPanel {
	const { name } = metric;
	return {
		type: "timeseries",
		title: `Since ${titleOf(name.replace(/_(?:timestamp|time)_seconds$/, "")).toLowerCase()}`,
		description: `${describe(metric)} Shown is how long ago that is.`,
		queries: [{ expression: ask((write) => `time() - ${write.select(name)}`), legend: "__auto" }],
		unit: "s",
		legend: "table",
	};
}

function listInfo(ask: AskQuery, metric: ShownMetric): PanelDesign {
	return {
		type: "table",
		title: titleOf(metric.name.replace(/_info$/, "")),
		description: `${describe(metric)} What there is stands in its labels.`,
		queries: [{ expression: ask((write) => write.select(metric.name)) }],
		unit: "none",
		hidden: ["Value", "__name__"],
	};
}

function drawStates(ask: AskQuery, metric: ShownMetric): PanelDesign {
	return {
		type: "state-timeline",
		title: titleOf(metric.name),
		description: `${describe(metric)} Each row is a state, coloured while it holds.`,
		queries: [{ expression: ask((write) => write.select(metric.name)), legend: "__auto" }],
		unit: "none",
		mappings: [
			{ value: "0", text: "no", color: "text" },
			{ value: "1", text: "yes", color: "green" },
		],
	};
}

/** `process_cpu_seconds` as `Process cpu seconds`. */
export function titleOf(name: string): string {
	const words = name.replaceAll(/[_:.]+/g, " ").trim();
	return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The metric's own help, as a sentence, and its name, by which it is found. */
function describe({ name, help }: ShownMetric, how?: string): string {
	const said = help.trim().replace(/[.\s]+$/, "");
	const sentence = said === "" ? `The metric ${name}` : `${said} (${name})`;
	return how === undefined ? `${sentence}.` : `${sentence}, ${how}.`;
}
