import { type LabelMatcher, writeSelector } from "../../../metrics/selectorText.ts";
import type { Answers } from "../../scaffold.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "../sloDefinition.ts";

/** What "Add SLO" would have been answered for the same objective; every question that makes the objective has an answer. */
export function writeAnswers(slo: SloDefinition): Answers {
	return {
		...unasked,
		service: slo.service,
		name: slo.name,
		objective: slo.objective.percent,
		period: slo.period.duration,
		grouping: slo.grouping.join(", "),
		...answerIndicator(slo.indicator),
	};
}

/** Of the questions that another kind of objective is asked. */
const unasked: Answers = {
	kind: "",
	selector: "",
	metric: "",
	countedBy: "label",
	errors: "",
	counter: "",
	histogram: "classic",
	threshold: "",
	minimum: "",
	maximumAge: "",
	counts: "bad",
	countedQuery: "",
	totalQuery: "",
};

function answerIndicator(indicator: Indicator): Answers {
	switch (indicator.kind) {
		case "availability":
			return { kind: "availability", ...answerSeries(indicator), errors: writeMatchers(indicator.errors) };
		case "counters": {
			const { total, counted, counts } = indicator;
			// The matchers of the one would hold for the other where that had none.
			if (counted.selector.length === 0 && total.selector.length > 0) {
				const [all, marked] = [rateOf(total), rateOf(counted)];
				return { kind: "correctness", counts, countedQuery: marked, totalQuery: all };
			}
			return {
				kind: "availability",
				countedBy: counts === "good" ? "goodCounter" : "errorCounter",
				...answerSeries(total),
				counter: writeSelector(counted.metric, counted.selector),
			};
		}
		case "latency":
			return {
				kind: "latency",
				...answerSeries(indicator),
				histogram: indicator.histogram,
				threshold: indicator.threshold,
			};
		case "probe":
			return { kind: "probe", ...answerSeries(indicator) };
		case "queries":
			return {
				kind: "correctness",
				counts: indicator.counts,
				countedQuery: onOneLine(indicator.counted),
				totalQuery: onOneLine(indicator.total),
			};
		case "ratio": {
			const query = onOneLine(indicator.query);
			// One event a moment, of which the ratio is bad.
			return { kind: "correctness", counts: "bad", countedQuery: query, totalQuery: `(${query}) >= bool 0` };
		}
		case "throughput":
		case "freshness":
			throw new Error("No specification says this.");
		default:
			return indicator satisfies never;
	}
}

function answerSeries({ metric, selector }: SeriesSelection): Answers {
	return { metric, selector: writeMatchers(selector) };
}

function writeMatchers(matchers: readonly LabelMatcher[]): string {
	return matchers.length === 0 ? "" : writeSelector(undefined, matchers).slice(1, -1);
}

function rateOf({ metric, selector }: SeriesSelection): string {
	return `sum(rate(${writeSelector(metric, selector)}[{{.window}}]))`;
}

/** The same query without comments and line breaks, which an answer cannot have. */
function onOneLine(query: string): string {
	const pieces = query.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[^"'`#]+/gs);
	const kept = [...pieces].map(([piece]) => {
		if (piece.startsWith("#")) return " ";
		return /^["'`]/.test(piece) ? piece : piece.replaceAll(/\s+/g, " ");
	});
	return kept.join("").trim();
}
