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
	/** Labels for each of whose values there is an objective of its own; none for one objective of the whole service. */
	readonly grouping: readonly string[];
	/** What a window must hold before its alert may fire. */
	readonly guard?: VolumeGuard;
	/** An instant vector of PromQL; while it has a sample the burn-rate alerts are mute. The budget counts on. */
	readonly mutedWhile?: string;
}

/** At least so many of them in the long window. */
export interface VolumeGuard {
	readonly counts: "requests" | "errors";
	readonly minimum: number;
}

/** Series of one metric. */
export interface SeriesSelection {
	readonly metric: string;
	readonly selector: readonly LabelMatcher[];
}

/**
 * What is counted. Requests, probes and other events weigh one each, and a period is the share of bad ones among them.
 * Throughput and freshness are states, which are good or bad at a time: there a period is the share of bad time.
 */
export type Indicator =
	| (SeriesSelection & {
			/** Failed requests are series of the counter of requests. */
			readonly kind: "availability";
			/** Further matchers that only failed requests have. */
			readonly errors: readonly LabelMatcher[];
	  })
	/** Failed requests, or good ones, are a counter of their own. */
	| {
			readonly kind: "counters";
			readonly total: SeriesSelection;
			readonly counted: SeriesSelection;
			readonly counts: "bad" | "good";
	  }
	| (SeriesSelection & {
			/** `metric` is the histogram's base name, without `_bucket`. */
			readonly kind: "latency";
			readonly histogram: "classic" | "native";
			/** How long a good request takes at most, in the metric's unit; of a classic histogram a bucket's upper bound. */
			readonly threshold: string;
	  })
	| (SeriesSelection & {
			/** Bad is a time when the counter grows by less. */
			readonly kind: "throughput";
			/** Per second, as it was written. */
			readonly minimum: string;
	  })
	| (SeriesSelection & {
			/** Bad is a time when the last success is longer ago. */
			readonly kind: "freshness";
			/** The metric is the Unix time of the last success, or how long ago it is. */
			readonly measures: "timestamp" | "age";
			/** How many of the metric's units a second has: 1, or 1000 of milliseconds. */
			readonly unitsPerSecond: number;
			/** Seconds. */
			readonly maximumAge: number;
	  })
	/** PromQL that counts bad or good events, and all of them, with `{{.window}}` where the range is. */
	| { readonly kind: "queries"; readonly counted: string; readonly counts: "bad" | "good"; readonly total: string }
	/** PromQL of a share of bad events that is worked out already, with `{{.window}}`; every moment weighs the same. */
	| { readonly kind: "ratio"; readonly query: string }
	/** A gauge that is 1 where a probe succeeded and 0 where it did not. */
	| (SeriesSelection & { readonly kind: "probe" });
