import { regionAt } from "../../documents/model.ts";
import { splitCondition } from "../../metrics/backtest/splitCondition.ts";
import { CostGate, defaultCostBounds } from "../../metrics/cost.ts";
import type { MetricFacts } from "../../metrics/offline/metricFacts.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { parseDuration, printDuration } from "../../promql/duration.ts";
import { parsePromql } from "../../promql/parse.ts";
import { listLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import { unitOfExpression } from "../dashboard/unitOfExpression.ts";
import { wordDuration } from "../ruleLibrary/parameters.ts";
import type { Severity } from "../ruleLibrary/ruleEntry.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { AskedAlert } from "./askedAlert.ts";

/** The expression under the cursor, where it is PromQL without parts that only a renderer knows. */
export function findExpression({ place, parse }: Pick<ScaffoldContext, "place" | "parse">): string | undefined {
	if (place === undefined) return undefined;
	const region = regionAt(parse(place.document), place.offset);
	if (region?.language !== "promql" || region.masks?.length) return undefined;
	const text = region.text.trim();
	return text === "" ? undefined : text;
}

/** Answers a message where no alert can be made of it. */
export function checkExpression(text: string): string | undefined {
	if (text === "") return "Give the metric or query that is to be watched.";
	const { expression, problems } = parsePromql(text);
	const [problem] = problems;
	if (problem !== undefined) return `That is no PromQL: ${problem.message}`;
	const type = valueTypeOf(expression);
	if (type === "vector" || type === "scalar") return undefined;
	return "An alert needs a query with one value for each series at a time; rate() or max_over_time() makes one of a range.";
}

/**
 * What is compared: a query as it is, a counter as its rate, a histogram as the 99th percentile, each for every job. The
 * expression is a condition already where it compares; then it stays as it is.
 */
export function watchExpression(
	text: string,
	facts: MetricFacts,
): { readonly query: string; readonly isCondition: boolean } {
	const { expression } = parsePromql(text);
	if (comparesItself(text)) return { query: text, isCondition: true };
	if (expression.kind === "selector") return { query: watchMetric(expression, facts), isCondition: false };
	return { query: text, isCondition: false };
}

/** Claims that the expression leaves series out by their values, so that an alert can be made of it as it is. */
function comparesItself(text: string): boolean {
	const parsed = parsePromql(text);
	if (splitCondition(parsed).thresholds.length > 0) return true;
	const { expression } = parsed;
	return resultOf(expression).filter || (expression.kind === "call" && /^absent/.test(expression.function.name));
}

function watchMetric(selector: VectorSelector, facts: MetricFacts): string {
	const name = selector.name?.name ?? "";
	const matchers = selector.matchers.flatMap(({ label, operator, value }) =>
		value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
	);
	const type = facts.describe(name)?.type;
	const base = name.replace(/_(bucket|count|sum)$/, "");
	if (type === "histogram" && !/_(count|sum)$/.test(name)) {
		return `histogram_quantile(0.99, sum by (le, job) (rate(${writeSelector(`${base}_bucket`, matchers)}[5m])))`;
	}
	const counts =
		type === "counter" || type === "histogram" || type === "summary" ? name !== base || type === "counter" : false;
	const looksCounted = (type === undefined || type === "unknown") && /_(total|count)$/.test(name);
	const selected = writeSelector(name, matchers);
	return counts || looksCounted ? `sum by (job) (rate(${selected}[5m]))` : selected;
}

/** Reads the answers of an alert on an expression of the user's own. */
export function readOwnAlert(answers: Answers, { facts }: Pick<ScaffoldContext, "facts">): AskedAlert {
	const text = answers["expression"] ?? "";
	const { query, isCondition } = watchExpression(text, facts);
	const threshold = answers["threshold"] ?? "";
	const operator = answers["comparison"] === "below" ? "<" : ">";
	const expression = isCondition ? query : `${parenthesize(query)} ${operator} ${threshold}`;
	const held = parseDuration(answers["hold"] ?? "5m") ?? 300;
	const who = listOwners(expression)
		.map((label) => `{{ $labels.${label} }}`)
		.join("/");
	const alert = answers["alertName"] ?? "";
	const of = who === "" ? "" : ` of ${who}`;
	const name = metricName(query);
	const lasting = held === 0 ? "" : ` for ${wordDuration(held)}`;
	const limit = `${answers["comparison"] === "below" ? "below" : "above"} ${printThreshold(query, threshold)}${lasting}`;
	return {
		alert,
		group: "alerts",
		expression,
		for: printDuration(held),
		severity: readSeverity(answers["urgency"]),
		summary: `${wordsOf(alert)}${who === "" ? "" : `: ${who}`}`,
		description: `${name}${of} is ${printValue(query)}${isCondition ? "" : `, ${limit}`}.`,
		tells: isCondition ? "The condition of the alert holds." : `${name} is ${limit}.`,
		impact: "Write here who notices, and what they cannot do then.",
		diagnosis: isCondition ? [] : [{ question: "How has it gone?", query }],
		mitigation: ["Write here what to do first."],
	};
}

/** The labels that tell the alert's series apart: those it is summed up by, else those that every target gives. */
function listOwners(expression: string): readonly string[] {
	const shape = resultOf(parsePromql(expression).expression);
	if (shape.valueType !== "vector") return [];
	const { sure, possible, never, others } = listLabels(shape);
	if (others === "never") return [...sure, ...possible].filter((label) => label !== "le");
	// What a rule records need not have the labels of targets.
	if (/[a-zA-Z_]\w*:\w/.test(expression) || /^absent/.test(expression)) return sure;
	return ["job", "instance"].filter((label) => !never.includes(label));
}

function readSeverity(answer: string | undefined): Severity {
	return answer === "critical" || answer === "info" ? answer : "warning";
}

/** What binds more loosely than a comparison, or as loosely, needs parentheses before one is added. */
function parenthesize(query: string): string {
	const { expression } = parsePromql(query);
	return expression.kind === "binary" && /^(and|or|unless|==|!=|<=?|>=?)$/.test(expression.operator.name)
		? `(${query})`
		: query;
}

function metricName(query: string): string {
	const { expression } = parsePromql(query);
	if (expression.kind === "selector" && expression.name !== undefined) return expression.name.name;
	return "The value";
}

/** The value as a notification shows it, by the unit of what the query returns. */
function printValue(query: string): string {
	const { filter = "humanize", after } = wordings[unitOfExpression(query)] ?? plain;
	return `{{ $value | ${filter} }}${after}`;
}

/** A number of the query's unit, as it is compared, with the unit that it has. */
function printThreshold(query: string, threshold: string): string {
	const unit = unitOfExpression(query);
	if (unit === "percentunit" && Number.isFinite(Number(threshold))) {
		return `${Number((Number(threshold) * 100).toPrecision(12))} %`;
	}
	const { after, unit: named = after } = wordings[unit] ?? plain;
	return `${threshold}${named}`;
}

interface Wording {
	/** Of Prometheus' templates; `humanize` where it is not said. */
	readonly filter?: string;
	/** What comes after the filtered value. */
	readonly after: string;
	/** What comes after the number itself, where that is not the same. */
	readonly unit?: string;
}

const plain: Wording = { after: "" };

/** By Grafana's ids of units. */
const wordings: Readonly<Record<string, Wording>> = {
	s: { filter: "humanizeDuration", after: "", unit: " s" },
	ms: { after: " ms" },
	bytes: { filter: "humanize1024", after: "B", unit: " bytes" },
	Bps: { filter: "humanize1024", after: "B per second", unit: " bytes per second" },
	percentunit: { filter: "humanizePercentage", after: "" },
	percent: { after: " %" },
	ops: { after: " per second" },
	reqps: { after: " per second" },
};

function wordsOf(alert: string): string {
	const words = alert.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [alert];
	return words.map((word, index) => (index === 0 || /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(" ");
}

/** A name from the first metric, such as `HttpRequestsTotalHigh`. */
export function suggestName(answers: Answers): string | undefined {
	const text = answers["expression"] ?? "";
	const [name] = [...walk(parsePromql(text).expression)].flatMap((one) =>
		one.kind === "selector" && one.name !== undefined ? [one.name.name] : [],
	);
	if (name === undefined) return undefined;
	const words = name.replace(/_(total|bucket|count|sum|bytes|seconds)$/, "").split(/[_:]+/);
	const camel = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
	return camel === "" ? undefined : `${camel}${answers["comparison"] === "below" ? "Low" : "High"}`;
}

/** Milliseconds that a suggestion waits for the server. */
const patienceMs = 4000;

/** Half as much again as the highest value that there is now, or half of the lowest; nothing where nobody can say. */
export async function suggestThreshold(answers: Answers, context: ScaffoldContext): Promise<string | undefined> {
	const { live, facts, now } = context;
	const text = answers["expression"] ?? "";
	if (live === undefined || checkExpression(text) !== undefined) return undefined;
	const { query, isCondition } = watchExpression(text, facts);
	if (isCondition) return "";
	const below = answers["comparison"] === "below";
	const signal = AbortSignal.timeout(patienceMs);
	const asked = `${below ? "min" : "max"}(${query})`;
	const gate = context.cost ?? new CostGate(live, { bounds: () => defaultCostBounds });
	const verdict = await gate.judge(asked, { evaluations: 1, at: now }, signal);
	if (verdict.kind === "above") return undefined;
	const answer = await live.instantQuery(asked, { signal, time: now });
	if (answer.kind !== "ok" || answer.value.data.kind !== "vector") return undefined;
	const value = answer.value.data.series[0]?.sample.value;
	if (value === undefined || !Number.isFinite(value)) return undefined;
	const suggested = Number((value * (below ? 0.5 : 1.5)).toPrecision(2));
	return String(suggested);
}
