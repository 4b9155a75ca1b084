import { regionAt } from "../../documents/model.ts";
import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import type { QueryResult, RangeSeries } from "../../metrics/port.ts";
import { overlaps, type Span, touches } from "../../text/span.ts";
import type { Hover } from "../answers.ts";
import { type FilledText, fillMasks } from "../fillMasks.ts";
import { inlineCode } from "../markdown.ts";
import { type Evaluable, findEvaluable } from "./evaluable.ts";
import type { LiveHoverRequest } from "./liveHoverRequest.ts";
import { renderedTemplateAt } from "./renderedTemplate.ts";
import { renderFailure, renderValue, unitOfSeries } from "./renderValue.ts";
import { drawSparkline } from "./sparkline.ts";

/** More series are only counted. */
const MOST_SERIES = 1000;
/** A chart of more series would be no help and cost the server a range query over all of them. */
const MOST_CHARTED = 20;
const CHART_SECONDS = 3600;
const CHART_STEP = 60;
/** The chart ends at a multiple of so many seconds, so that hovers right after each other ask the same. */
const CHART_ALIGNMENT = 15;

const TOO_HEAVY = "A hover does not ask for that much: “Observability: Run Query” does, after a question.";

/** The value that the expression under the cursor has now: an instant query, and a chart where it is cheap. */
export async function liveHoverAt(request: LiveHoverRequest): Promise<Hover | undefined> {
	const { model, offset, knowledge, signal } = request;
	const region = regionAt(model, offset);
	if (region?.language !== "promql") return renderedTemplateAt(request);
	const filled = fillMasks(region);
	const evaluable = findEvaluable(filled.text, filled.toFilled(region.map.toEmbedded(offset)));
	if (evaluable === undefined) return undefined;
	const inRegion = filled.toRegion(evaluable.span);
	// A variable without a value that can be assumed leaves nothing to ask.
	if (filled.isOpen(inRegion)) return undefined;
	const span = region.map.toHostSpan(inRegion);
	const note = describeAssumptions(filled, inRegion);
	if (!touches(span, offset)) return undefined;
	const verdict = await request.cost?.judge(evaluable.query, { evaluations: 1 }, signal);
	if (signal.aborted) return undefined;
	if (verdict?.kind === "above") return { markdown: renderFailure(`${verdict.message} ${TOO_HEAVY}`) + note, span };
	const answer = await knowledge.instantQuery(evaluable.query, { signal, limit: MOST_SERIES });
	if (signal.aborted) return undefined;
	if (answer.kind !== "ok") {
		const reason = answer.kind === "unavailable" ? answer.reason : `This server does not offer ${answer.what}.`;
		return { markdown: renderFailure(reason) + note, span };
	}
	const chart = await drawLastHour(evaluable, answer.value, request);
	if (signal.aborted) return undefined;
	return { markdown: renderValue(evaluable, answer.value, chart) + note, span };
}

/** Says which variables were filled in, as another value would give another result. */
function describeAssumptions({ assumed }: FilledText, within: Span): string {
	const used = new Map(
		assumed.filter(({ span }) => overlaps(span, within)).map(({ source, value }) => [source, value]),
	);
	if (used.size === 0) return "";
	const parts = [...used].map(([source, value]) => `${inlineCode(source)} = ${inlineCode(value)}`);
	return `\n\nWith ${parts.join(", ")}`;
}

type ChartRequest = Pick<LiveHoverRequest, "theme" | "knowledge" | "now" | "cost" | "signal">;

async function drawLastHour(
	evaluable: Evaluable,
	{ data }: QueryResult,
	{ theme, knowledge, now, cost, signal }: ChartRequest,
): Promise<string | undefined> {
	if (data.kind !== "vector" && data.kind !== "scalar") return undefined;
	if (data.kind === "vector" && data.series.length > MOST_CHARTED) return undefined;
	const query = await chooseCharted(evaluable, knowledge, signal);
	if (signal.aborted) return undefined;
	const to = Math.floor(now / CHART_ALIGNMENT) * CHART_ALIGNMENT;
	const range = { start: to - CHART_SECONDS, end: to, step: CHART_STEP };
	const verdict = await cost?.judge(query, { evaluations: CHART_SECONDS / CHART_STEP + 1 }, signal);
	if (signal.aborted || verdict?.kind === "above") return undefined;
	const answer = await knowledge.rangeQuery(query, { ...range, signal, limit: MOST_CHARTED });
	if (answer.kind !== "ok" || answer.value.data.kind !== "matrix") return undefined;
	const ordered = orderLike(data.kind === "vector" ? data.series : [], answer.value.data.series);
	const unit = unitOfSeries(ordered[0]?.labels ?? {});
	// A date is too long to stand beside the chart.
	const shown = unit === "timestamp" ? "none" : unit;
	const span = { from: range.start, to, stepSeconds: CHART_STEP };
	return drawSparkline(ordered, span, theme, shown, evaluable.threshold);
}

/**
 * Of a comparison with a number what is compared, whose line goes on where the condition does not hold; unless that has
 * many series of which the condition leaves few.
 */
async function chooseCharted(
	{ query, compared }: Evaluable,
	knowledge: MetricKnowledge,
	signal: AbortSignal,
): Promise<string> {
	if (compared === undefined) return query;
	const answer = await knowledge.instantQuery(`count(${compared})`, { signal, limit: 1 });
	if (answer.kind !== "ok" || answer.value.data.kind !== "vector") return query;
	return (answer.value.data.series[0]?.sample.value ?? 0) <= MOST_CHARTED ? compared : query;
}

/** The lines in the order of the table's rows, so that those that are shown are those that are drawn. */
function orderLike(
	rows: readonly { readonly labels: RangeSeries["labels"]; readonly sample: { readonly value: number } }[],
	series: readonly RangeSeries[],
): readonly RangeSeries[] {
	const values = new Map(rows.map(({ labels, sample }) => [keyOf(labels), sample.value]));
	const latest = ({ labels }: RangeSeries): number => {
		const value = values.get(keyOf(labels));
		return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
	};
	return series.toSorted((a, b) => compare(latest(b), latest(a)));
}

function compare(a: number, b: number): number {
	return a === b ? 0 : a < b ? -1 : 1;
}

function keyOf(labels: RangeSeries["labels"]): string {
	return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
