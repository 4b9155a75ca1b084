import { splitCondition } from "../../metrics/backtest/splitCondition.ts";
import { parsePromql } from "../../promql/parse.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { ResultKnowledge } from "../../promql/result/shape.ts";
import { nameOfUnit } from "../../promql/result/units.ts";
import { walk } from "../../promql/visit.ts";
import type { PanelDesign } from "../dashboard/dashboardDesign.ts";
import { writeOnOneLine } from "../dashboard/oneLine.ts";
import { drawAlert, drawExpression } from "../dashboard/rulePanels.ts";
import { fillWindows, unitOfExpression } from "../dashboard/unitOfExpression.ts";
import type { ShownExpression } from "./shownExpression.ts";

export const panelTypes = ["timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "state-timeline"] as const;
export type PanelType = (typeof panelTypes)[number];

/** The visualisation that fits what an expression returns. */
export function suggestType(expression: string, knowledge: ResultKnowledge): PanelType {
	const { expression: tree, wellFormed } = parsePromql(fillWindows(expression));
	if (!wellFormed) return "timeseries";
	const { valueType, quantity } = resultOf(tree, knowledge);
	if (valueType === "scalar") return "stat";
	if (quantity.parts === "histogram" || quantity.parts === "buckets") return "heatmap";
	return nameOfUnit(quantity.unit) === "info" && tree.kind === "selector" ? "table" : "timeseries";
}

/** The unit of what is drawn: of a condition that of what it compares. */
export function suggestUnit(expression: string, knowledge: ResultKnowledge): string {
	const parsed = parsePromql(expression);
	const isCondition = parsed.wellFormed && splitCondition(parsed).thresholds.length > 0;
	const drawn = isCondition ? drawExpression(expression, "", knowledge) : undefined;
	return drawn?.panel.unit ?? unitOfExpression(expression, knowledge);
}

export interface AskedPanel {
	readonly expression: string;
	readonly title: string;
	readonly type: PanelType;
	readonly unit: string;
}

/** The panel for an expression; the constants that it compares with become thresholds. */
export function designPanel(
	{ expression, title, type, unit }: AskedPanel,
	shown: ShownExpression | undefined,
	knowledge: ResultKnowledge,
	/** Fits the expression to the dashboard that it goes to. */
	adapt: (expression: string) => string,
): PanelDesign {
	const alert = shown?.alert !== undefined && shown.expression === expression.trim() ? shown.alert : undefined;
	const drawn = alert === undefined ? drawExpression(expression, title, knowledge)?.panel : drawAlert(alert, knowledge);
	const thresholds = drawn?.thresholds;
	const description = drawn !== undefined && alert !== undefined ? drawn.description : describe(expression, title);
	const written = thresholds === undefined ? writeOnOneLine(followStep(adapt(expression))) : undefined;
	const queries = written === undefined ? (drawn?.queries ?? []) : [{ ...drawn?.queries[0], expression: written }];
	const words = { title, description, ...(drawn?.links === undefined ? {} : { links: drawn.links }) };
	const shownAs = { ...words, queries, unit, ...(thresholds === undefined ? {} : { thresholds }) };
	switch (type) {
		case "timeseries":
			return { ...shownAs, type, legend: "table" };
		case "heatmap":
			return { ...shownAs, type, buckets: /_bucket\b/.test(expression) ? "classic" : "native" };
		case "stat":
		case "gauge":
		case "bargauge":
		case "table":
		case "state-timeline":
			return { ...shownAs, type };
		default:
			return type satisfies never;
	}
}

/** A rate over a short window of its own misses samples as soon as the panel shows a day; Grafana's fits every range. */
function followStep(expression: string): string {
	const { expression: tree, wellFormed } = parsePromql(expression);
	if (!wellFormed) return expression;
	const spans = [...walk(tree)].flatMap((node) => {
		if (node.kind !== "call" || (node.function.name !== "rate" && node.function.name !== "irate")) return [];
		const [matrix] = node.arguments;
		const range = matrix?.kind === "matrix" ? matrix.range : undefined;
		return range?.kind === "literal" && range.seconds < longestShort ? [range.span] : [];
	});
	return spans
		.toSorted((a, b) => b.start - a.start)
		.reduce((text, { start, end }) => `${text.slice(0, start)}$__rate_interval${text.slice(end)}`, expression);
}

/** Seconds. Who looks back for an hour means it. */
const longestShort = 3600;

function describe(expression: string, title: string): string {
	const names = new Set<string>();
	for (const node of walk(parsePromql(fillWindows(expression)).expression)) {
		if (node.kind === "selector" && node.name !== undefined) names.add(node.name.name);
	}
	return names.size === 0 ? `${title}.` : `${title}, by ${[...names].join(", ")}.`;
}
