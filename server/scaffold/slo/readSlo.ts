import type { Answers } from "../scaffold.ts";
import { nameBound } from "./latencyThreshold.ts";
import { parseMatchers } from "./matchers.ts";
import { parseObjective } from "./objective.ts";
import { findPeriod } from "./period.ts";
import type { Indicator, SloDefinition } from "./sloDefinition.ts";

/** Reads the definition from answers that were checked; throws where they were not. */
export function readSlo(answers: Answers): SloDefinition {
	const objective = parseObjective(answers["objective"] ?? "");
	const period = findPeriod(answers["period"]);
	if (objective.kind === "invalid" || period === undefined) throw new Error("The answers were not checked.");
	const indicator = readIndicator(answers);
	return {
		service: answers["service"] ?? "",
		name: nameIndicator(indicator),
		indicator,
		objective: objective.objective,
		period,
	};
}

function readIndicator(answers: Answers): Indicator {
	const metric = answers["metric"] ?? "";
	const selector = readMatchers(answers["selector"]);
	if (answers["kind"] === "latency") {
		const threshold = answers["threshold"] ?? "";
		return { kind: "latency", metric: metric.replace(/_bucket$/, ""), selector, threshold };
	}
	return { kind: "availability", metric, selector, errors: readMatchers(answers["errors"]) };
}

function readMatchers(text = "") {
	const result = parseMatchers(text);
	if (result.kind === "invalid") throw new Error(result.message);
	return result.matchers;
}

/** A service may have several latency objectives, so the bound is in the name. */
function nameIndicator(indicator: Indicator): string {
	if (indicator.kind === "availability") return "availability";
	const bound = nameBound(indicator.threshold, indicator.metric).replace(" ", "").replace("µ", "u");
	return `latency-${bound.toLowerCase()}`;
}
