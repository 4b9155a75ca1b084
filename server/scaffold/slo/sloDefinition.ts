import type { LabelMatcher } from "../../metrics/selectorText.ts";
import type { Objective } from "./objective.ts";
import type { Period } from "./period.ts";

/** One service level objective, as read from the answers. */
export interface SloDefinition {
	/** As the team writes it. */
	readonly service: string;
	/** What makes it one of several of the service: `availability`, `latency-300ms`. */
	readonly name: string;
	readonly indicator: Indicator;
	readonly objective: Objective;
	readonly period: Period;
}

/** What is counted: requests, and which of them are errors. */
export type Indicator =
	| {
			readonly kind: "availability";
			/** A counter of requests. */
			readonly metric: string;
			readonly selector: readonly LabelMatcher[];
			/** Further matchers that only failed requests have. */
			readonly errors: readonly LabelMatcher[];
	  }
	| {
			readonly kind: "latency";
			/** A classic histogram, without `_bucket`. */
			readonly metric: string;
			readonly selector: readonly LabelMatcher[];
			/** The upper bound of the bucket of requests that are fast enough, in the metric's unit. */
			readonly threshold: string;
	  };
