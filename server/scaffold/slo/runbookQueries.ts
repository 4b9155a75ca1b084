import { writeSelector } from "../../metrics/selectorText.ts";
import { writeSlothSpec } from "./forms/slothSpec.ts";
import { sourceOf } from "./indicatorWords.ts";
import { recordedNames } from "./names.ts";
import { type OutputForm, writesRules } from "./outputForm.ts";
import { recordedSelector } from "./recordingRules.ts";
import { fillWindow, writeGrouping, writeIndicator } from "./sli.ts";
import type { Indicator, SloDefinition } from "./sloDefinition.ts";

/** A question that whoever is on call asks, and the query that answers it. */
export interface RunbookQuery {
	readonly question: string;
	readonly query: string;
}

/** What the runbook asks; empty texts where nobody records it. */
export interface RunbookParts {
	/** How much of the budget is left. */
	readonly budgetRemaining: string;
	readonly burnRate: string;
	/** Returns a series as long as the error ratio is back below the budget. */
	readonly mended: string;
	readonly queries: readonly RunbookQuery[];
	/** The targets that the series come from. */
	readonly targets: string;
}

export function writeRunbook(slo: SloDefinition, form: OutputForm): RunbookParts {
	const { errorRatio, burnRate, budgetRemaining } = findRecorded(slo, form);
	return {
		budgetRemaining,
		burnRate,
		mended: `${isName(errorRatio) ? errorRatio : `(${errorRatio})`} < ${slo.objective.budget}`,
		queries: [
			{ question: "How large is the error ratio now, and does it grow or shrink?", query: errorRatio },
			...writeKindQueries(slo.indicator),
			...compareWithLastWeek(slo),
		],
		targets: writeTargetSelector(slo),
	};
}

function findRecorded(slo: SloDefinition, form: OutputForm) {
	if (form === "sloth" || form === "slothResource") return writeSlothSpec(slo).recorded;
	if (!writesRules(form)) {
		const errorRatio = writeIndicator(slo.indicator, slo.grouping).errorRatio("5m");
		return { errorRatio, burnRate: "", budgetRemaining: "" };
	}
	const select = recordedSelector(slo);
	return {
		errorRatio: select(recordedNames.errorRatio("5m")),
		burnRate: select(recordedNames.burnRate("5m")),
		budgetRemaining: select(recordedNames.budgetRemaining),
	};
}

function isName(query: string): boolean {
	return query.startsWith("slo:");
}

/** Selects the targets, by those of the indicator's matchers that are about targets: `up{job="api"}`. */
function writeTargetSelector({ indicator }: SloDefinition): string {
	const selector = sourceOf(indicator)?.selector ?? [];
	const matchers = selector.filter(({ label }) => ["job", "instance", "namespace"].includes(label));
	return writeSelector("up", matchers);
}

function writeKindQueries(indicator: Indicator): readonly RunbookQuery[] {
	const one = "Is it one instance or all of them?";
	const { errorRatio } = writeIndicator(indicator, ["instance"]);
	switch (indicator.kind) {
		case "availability": {
			const failed = writeSelector(indicator.metric, [...indicator.selector, ...indicator.errors]);
			const labels = writeGrouping([...new Set(indicator.errors.map(({ label }) => label))]);
			return [
				{ question: "Which errors are they?", query: `sum${labels}(rate(${failed}[5m])) > 0` },
				{ question: one, query: errorRatio("5m") },
			];
		}
		case "counters":
			return [{ question: one, query: errorRatio("5m") }];
		case "latency": {
			const { metric, selector, histogram } = indicator;
			const series =
				histogram === "native"
					? `sum(rate(${writeSelector(metric, selector)}[5m]))`
					: `sum by (le) (rate(${writeSelector(`${metric}_bucket`, selector)}[5m]))`;
			return [
				{ question: "How slow are the slowest requests?", query: `histogram_quantile(0.99, ${series})` },
				{ question: one, query: errorRatio("5m") },
			];
		}
		case "throughput": {
			const series = writeSelector(indicator.metric, indicator.selector);
			return [{ question: "How much does each instance do?", query: `sum by (instance) (rate(${series}[5m]))` }];
		}
		case "freshness": {
			const series = writeSelector(indicator.metric, indicator.selector);
			const { measures, unitsPerSecond } = indicator;
			const seconds = unitsPerSecond === 1 ? series : `${series} / ${unitsPerSecond}`;
			const query = measures === "age" ? seconds : `time() - ${seconds}`;
			return [{ question: "How long ago is the last success of each, in seconds?", query }];
		}
		case "queries":
			return [
				{ question: "How many are counted?", query: fillWindow(indicator.counted, "5m") },
				{ question: "Of how many?", query: fillWindow(indicator.total, "5m") },
			];
		case "ratio":
			return [];
		case "probe": {
			const series = writeSelector(indicator.metric, indicator.selector);
			return [{ question: "Which probes fail now?", query: `${series} == 0` }];
		}
		default:
			return indicator satisfies never;
	}
}

function compareWithLastWeek({ indicator }: SloDefinition): readonly RunbookQuery[] {
	const { requests } = writeIndicator(indicator);
	if (requests === undefined) return [];
	const rate = (series: string) =>
		indicator.kind === "latency" && indicator.histogram === "native"
			? `histogram_count(sum(rate(${series})))`
			: `sum(rate(${series}))`;
	return [
		{
			question: "Is there more or less traffic than a week ago (as a ratio)?",
			query: `${rate(`${requests}[5m]`)} / (${rate(`${requests}[5m] offset 1w`)} > 0)`,
		},
	];
}
