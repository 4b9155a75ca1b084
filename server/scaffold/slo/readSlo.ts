import { type Answers, splitAnswer } from "../scaffold.ts";
import { freshnessUnits, readMaximumAge, writeAge } from "./freshness.ts";
import { nameBound } from "./latencyThreshold.ts";
import { parseMatchers } from "./matchers.ts";
import { parseObjective } from "./objective.ts";
import { findPeriod } from "./period.ts";
import { readSeries } from "./seriesAnswer.ts";
import type { Indicator, SloDefinition } from "./sloDefinition.ts";
import { parseGuard } from "./volumeGuard.ts";

/** Reads the definition from answers that were checked; throws where they were not. */
export function readSlo(answers: Answers): SloDefinition {
	const objective = parseObjective(answers["objective"] ?? "");
	const period = findPeriod(answers["period"]);
	if (objective.kind === "invalid" || period === undefined) throw new Error("The answers were not checked.");
	const indicator = readIndicator(answers);
	const guard = parseGuard(answers["guard"] ?? "");
	const mutedWhile = answers["maintenance"] ?? "";
	const name = answers["name"] ?? "";
	return {
		service: answers["service"] ?? "",
		name: name === "" ? nameIndicator(indicator) : name,
		indicator,
		objective: objective.objective,
		period,
		grouping: splitAnswer(answers["grouping"]),
		...(guard.kind === "guard" ? { guard: guard.guard } : {}),
		...(mutedWhile === "" ? {} : { mutedWhile }),
	};
}

/** What is counted, of answers that need not be whole yet. */
export function readIndicator(answers: Answers): Indicator {
	const metric = answers["metric"] ?? "";
	const selector = readMatchers(answers["selector"]);
	const countedBy = answers["countedBy"] ?? "";
	switch (answers["kind"]) {
		case "latency": {
			const threshold = answers["threshold"] ?? "";
			const histogram = answers["histogram"] === "native" ? "native" : "classic";
			return { kind: "latency", histogram, metric: metric.replace(/_bucket$/, ""), selector, threshold };
		}
		case "throughput":
			return { kind: "throughput", metric, selector, minimum: answers["minimum"] ?? "" };
		case "freshness": {
			const maximumAge = readMaximumAge(answers["maximumAge"] ?? "") ?? 0;
			return { kind: "freshness", metric, selector, maximumAge, ...freshnessUnits(metric) };
		}
		case "correctness":
			return {
				kind: "queries",
				counted: answers["countedQuery"] ?? "",
				counts: answers["counts"] === "good" ? "good" : "bad",
				total: answers["totalQuery"] ?? "",
			};
		case "probe":
			return { kind: "probe", metric, selector };
		default: {
			if (countedBy !== "errorCounter" && countedBy !== "goodCounter") {
				return { kind: "availability", metric, selector, errors: readMatchers(answers["errors"]) };
			}
			const counted = readSeries(answers["counter"] ?? "");
			if (counted === undefined) throw new Error("The answers were not checked.");
			return {
				kind: "counters",
				total: { metric, selector },
				// The service's matchers hold for its other counter as well, but where it brings its own.
				counted: counted.selector.length === 0 ? { ...counted, selector } : counted,
				counts: countedBy === "goodCounter" ? "good" : "bad",
			};
		}
	}
}

function readMatchers(text = "") {
	const result = parseMatchers(text);
	if (result.kind === "invalid") throw new Error(result.message);
	return result.matchers;
}

/** A service may have several objectives of latency or freshness, so the bound is in the name. */
export function nameIndicator(indicator: Indicator): string {
	switch (indicator.kind) {
		case "availability":
		case "counters":
			return "availability";
		case "latency": {
			const bound = nameBound(indicator.threshold, indicator.metric).replace(" ", "").replace("µ", "u");
			return `latency-${bound.toLowerCase()}`;
		}
		case "freshness":
			return `freshness-${writeAge(indicator.maximumAge).duration}`;
		case "queries":
		case "ratio":
			return "correctness";
		default:
			return indicator.kind;
	}
}
