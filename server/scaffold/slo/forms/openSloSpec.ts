import { writeSelector } from "../../../metrics/selectorText.ts";
import { formatPromql } from "../../../promql/format/format.ts";
import { Refusal } from "../../scaffoldLogic.ts";
import { fillWindow, writeIndicator } from "../sli.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "../sloDefinition.ts";

/** The metrics of an indicator of OpenSLO v1. */
export type OpenSloIndicator =
	| {
			readonly kind: "ratio";
			/** The queries are counters, of which whoever reads the file makes rates. */
			readonly counter: boolean;
			readonly counted: string;
			readonly counts: "good" | "bad";
			readonly total: string;
	  }
	| { readonly kind: "raw"; readonly query: string }
	/** A good moment is one at which the value is so. */
	| { readonly kind: "threshold"; readonly query: string; readonly operator: "lte" | "gte"; readonly value: string };

/** The range where a query needs one; the specification has no word for the window. */
const range = "5m";

/** Throws a `Refusal` where the specification has no words for it. */
export function writeOpenSloIndicator({ indicator, grouping }: SloDefinition): OpenSloIndicator {
	if (grouping.length > 0) {
		throw new Refusal("output", "OpenSLO has one objective for all series; leave out the labels to group by.");
	}
	switch (indicator.kind) {
		case "availability": {
			const { metric, selector, errors } = indicator;
			return count(writeSelector(metric, [...selector, ...errors]), "bad", writeSelector(metric, selector));
		}
		case "counters":
			return count(selectAll(indicator.counted), indicator.counts, selectAll(indicator.total));
		case "latency": {
			const { requests = "", marked = "" } = writeIndicator(indicator);
			if (indicator.histogram === "classic") return count(marked, "good", requests);
			return { kind: "raw", query: layOut(writeIndicator(indicator).errorRatio(range)) };
		}
		case "throughput":
			return threshold(`sum(rate(${selectAll(indicator)}[${range}]))`, "gte", indicator.minimum);
		case "freshness":
			return writeFreshness(indicator);
		case "queries": {
			const counted = layOut(fillWindow(indicator.counted, range));
			const total = layOut(fillWindow(indicator.total, range));
			return { kind: "ratio", counter: false, counted, counts: indicator.counts, total };
		}
		case "ratio":
			return { kind: "raw", query: layOut(fillWindow(indicator.query, range)) };
		case "probe":
			return threshold(`avg(${selectAll(indicator)})`, "gte", "1");
		default:
			return indicator satisfies never;
	}
}

function writeFreshness(indicator: Indicator & { kind: "freshness" }): OpenSloIndicator {
	const { measures, unitsPerSecond, maximumAge } = indicator;
	const series = selectAll(indicator);
	const inSeconds = unitsPerSecond === 1 ? "" : ` / ${unitsPerSecond}`;
	const age = measures === "age" ? `min(${series})${inSeconds}` : `time() - max(${series})${inSeconds}`;
	return threshold(age, "lte", `${maximumAge}`);
}

function threshold(query: string, operator: "lte" | "gte", value: string): OpenSloIndicator {
	return { kind: "threshold", query: layOut(query), operator, value };
}

function count(counted: string, counts: "good" | "bad", total: string): OpenSloIndicator {
	return { kind: "ratio", counter: true, counted, counts, total };
}

function selectAll({ metric, selector }: SeriesSelection): string {
	return writeSelector(metric, selector);
}

function layOut(query: string): string {
	return formatPromql(query, { flush: true }) ?? query;
}
