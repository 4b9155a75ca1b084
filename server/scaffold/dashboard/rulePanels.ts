import { type Comparison, splitCondition, type Threshold } from "../../metrics/backtest/splitCondition.ts";
import { parsePromql } from "../../promql/parse.ts";
import { listLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import { nothingKnown, type ResultKnowledge } from "../../promql/result/shape.ts";
import type { AlertItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { PanelDesign, RowDesign, ThresholdStep, TimeSeriesPanel } from "./dashboardDesign.ts";
import { titleOf } from "./metricPanels.ts";
import { writeOnOneLine } from "./oneLine.ts";
import { hideVariables, nameByLabels } from "./queryWriter.ts";
import { unitOfExpression } from "./unitOfExpression.ts";

/** The rules of a group that are worth a look, in the order of the file. */
export interface RuleRow {
	readonly title: string;
	readonly rules: readonly (AlertItem | RecordItem)[];
}

/** A row each group: what alerts compare and with what, and what recording rules record. */
export function designRules(groups: readonly RuleRow[], knowledge: ResultKnowledge): readonly RowDesign[] {
	return groups
		.map(({ title, rules }) => ({
			title,
			panels: rules.flatMap((rule): PanelDesign[] => {
				const panel = rule.kind === "alert" ? drawAlert(rule, knowledge) : drawRecord(rule, knowledge);
				return panel === undefined ? [] : [panel];
			}),
		}))
		.filter(({ panels }) => panels.length > 0);
}

/** What the alert looks at, with its thresholds as lines; `undefined` where the rule is no PromQL. */
export function drawAlert(alert: AlertItem, knowledge: ResultKnowledge = nothingKnown): TimeSeriesPanel | undefined {
	const { expression, name, annotations, labels, forSeconds } = alert;
	if (expression === undefined) return undefined;
	const drawn = drawExpression(expression, name, knowledge, colorOf(labels["severity"]));
	if (drawn === undefined) return undefined;
	const { panel, condition } = drawn;
	const said = [annotations["description"], annotations["summary"]].find(
		(text) => text !== undefined && !text.includes("{{"),
	);
	const waits = forSeconds === undefined || forSeconds === 0 ? "at once" : `after ${describeSeconds(forSeconds)}`;
	return {
		...panel,
		description: `${said === undefined ? "" : `${said.trim()} `}What the alert ${name} looks at: it fires ${waits} where a line is ${condition}.`,
		...(linkRunbook(annotations["runbook_url"]) ?? {}),
	};
}

export interface ComparedPanel {
	readonly panel: TimeSeriesPanel;
	/** In words, what makes the alert fire. */
	readonly condition: string;
}

/** The queries behind a condition, or the expression as it is; `undefined` where it has a fault. */
export function drawExpression(
	expression: string,
	title: string,
	knowledge: ResultKnowledge,
	color = "red",
): ComparedPanel | undefined {
	const parsed = parsePromql(expression);
	if (!parsed.wellFormed || parsed.problems.some(({ severity }) => severity === "error")) return undefined;
	const { leaves, thresholds } = splitCondition(parsed);
	const queries = (thresholds.length === 0 ? [expression.trim()] : [...new Set(leaves)]).map((query) => ({
		expression: hideVariables(writeOnOneLine(query)),
		legend: nameSeries(query, knowledge, leaves.length > 1),
	}));
	const [first = expression] = thresholds.length === 0 ? [] : leaves;
	const panel: TimeSeriesPanel = {
		type: "timeseries",
		title,
		description: `What ${title} is.`,
		queries,
		unit: unitOfExpression(first, knowledge),
		legend: "table",
		...(thresholds.length === 0 ? {} : { thresholds: writeSteps(thresholds, color) }),
	};
	return { panel, condition: describeCondition(thresholds) };
}

export function drawRecord(record: RecordItem, knowledge: ResultKnowledge): TimeSeriesPanel | undefined {
	const { name, expression } = record;
	if (expression === undefined || name === "") return undefined;
	return {
		type: "timeseries",
		title: titleOf(name),
		description: `What the recording rule ${name} records.`,
		queries: [{ expression: name, legend: nameSeries(expression, knowledge, false) }],
		unit: unitOfExpression(expression, knowledge),
		legend: "table",
	};
}

/** By the labels that the series are sure to have, where these are all. */
function nameSeries(expression: string, knowledge: ResultKnowledge, isOneOfSeveral: boolean): string {
	const { sure, possible } = listLabels(resultOf(parsePromql(expression).expression, knowledge));
	const named = sure.filter((label) => label !== "__name__");
	if (isOneOfSeveral || possible.length > 0 || named.length === 0 || named.length > 4) return "__auto";
	return nameByLabels(named);
}

/** A constant fills the part of the panel from itself on; where being below it is bad, the part up to it. */
function writeSteps(thresholds: readonly Threshold[], color: string): readonly ThresholdStep[] {
	const values = [...new Set(thresholds.map(({ value }) => value))].filter(Number.isFinite).toSorted((a, b) => a - b);
	const isBelow = thresholds.every(({ operator }) => operator === "<" || operator === "<=");
	if (!isBelow) return [{ color: "green", value: null }, ...values.map((value) => ({ color, value }))];
	return [
		{ color, value: null },
		...values.map((value, index) => ({ color: index === values.length - 1 ? "green" : color, value })),
	];
}

const comparisonWords: Readonly<Record<Comparison, string>> = {
	">": "above",
	">=": "at or above",
	"<": "below",
	"<=": "at or below",
	"==": "exactly",
	"!=": "other than",
};

function describeCondition(thresholds: readonly Threshold[]): string {
	if (thresholds.length === 0) return "there";
	const said = thresholds.map(({ operator, text }) => `${comparisonWords[operator]} ${text}`);
	return [...new Set(said)].join(" or ");
}

function colorOf(severity: string | undefined): string {
	return severity !== undefined && /^(?:warning|warn|ticket|info|low|minor)$/i.test(severity) ? "orange" : "red";
}

function describeSeconds(seconds: number): string {
	if (seconds % 3600 === 0) return `${seconds / 3600} h`;
	return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function linkRunbook(url: string | undefined): Pick<TimeSeriesPanel, "links"> | undefined {
	return url !== undefined && /^https?:\/\/[^{}]+$/.test(url) ? { links: [{ title: "Runbook", url }] } : undefined;
}
