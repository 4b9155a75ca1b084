import { regionAt } from "../../documents/model.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { AlertItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import { lookUpMetric } from "../dashboard/knownHere.ts";
import { drawMetric, titleOf } from "../dashboard/metricPanels.ts";
import { writeOnOneLine } from "../dashboard/oneLine.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** What stands where the user is, to be shown in a panel. */
export interface ShownExpression {
	readonly expression: string;
	/** A name for it; of a rule its own. */
	readonly title: string;
	/** The rule that the expression is of, for its words, severity and runbook. */
	readonly alert?: AlertItem;
	readonly record?: RecordItem;
}

/** The query under the cursor in whatever kind of file, or what a metric that code registers is looked at by. */
export async function findShownExpression(context: ScaffoldContext): Promise<ShownExpression | undefined> {
	const { place, graph, parse } = context;
	if (place === undefined) return undefined;
	const { document, offset } = place;
	const items = graph.file(document.uri)?.items ?? [];
	const around = items.filter(({ span }) => offset >= span.start && offset <= span.end);
	const metric = around.find((item) => item.kind === "metric");
	if (metric?.kind === "metric") {
		return showMetric(metric.registration.seriesNames[0] ?? metric.registration.name, context);
	}
	// Anywhere in a rule its expression is meant, also on its name.
	const rule = around.find((item) => item.kind === "alert" || item.kind === "record");
	if (rule?.kind === "alert" && rule.expression !== undefined) {
		return { expression: writeOnOneLine(rule.expression), title: rule.name, alert: rule };
	}
	if (rule?.kind === "record" && rule.expression !== undefined) {
		return { expression: rule.name, title: titleOf(rule.name), record: rule };
	}
	const region = regionAt(parse(document), offset);
	if (region?.language !== "promql" || region.text.trim() === "") return undefined;
	const expression = writeOnOneLine(region.source ?? region.text);
	const { expression: tree } = parsePromql(region.text);
	if (tree.kind === "selector" && tree.matchers.length === 0 && tree.name !== undefined) {
		return showMetric(tree.name.name, context);
	}
	return { expression, title: nameExpression(region.text) };
}

/** The first panel that shows a metric of its type. */
async function showMetric(name: string, context: ScaffoldContext): Promise<ShownExpression | undefined> {
	const ask = (query: Parameters<Parameters<typeof drawMetric>[0]>[0]) =>
		query({
			window: "5m",
			select: (metric) => metric,
			rate: (metric) => `rate(${metric}[5m])`,
		});
	const [panel] = drawMetric(ask, await lookUpMetric(name, context), []);
	const expression = panel !== undefined && "queries" in panel ? panel.queries[0]?.expression : undefined;
	return expression === undefined ? undefined : { expression, title: titleOf(name.replace(/_total$/, "")) };
}

/** By the metric that it asks for first. */
function nameExpression(text: string): string {
	for (const node of walk(parsePromql(text).expression)) {
		if (node.kind === "selector" && node.name !== undefined) return titleOf(node.name.name.replace(/_total$/, ""));
	}
	return "Query";
}
