import { parseDuration, printDuration } from "../../promql/duration.ts";
import { writeDuration } from "./durationWords.ts";
import { createWindow } from "./period.ts";
import type { Indicator } from "./sloDefinition.ts";

type Freshness = Indicator & { kind: "freshness" };

/** What a metric's name says it measures: Prometheus's base units are seconds, and times are named for it. */
export function freshnessUnits(metric: string): Pick<Freshness, "measures" | "unitsPerSecond"> {
	const unitsPerSecond = /_(milliseconds|millis|ms)(_|$)/.test(metric) ? 1000 : 1;
	const isAge =
		!/timestamp/.test(metric) && /(^|_)(age|lag|delay|staleness|since|elapsed|seconds_behind)(_|$)/.test(metric);
	return { measures: isAge ? "age" : "timestamp", unitsPerSecond };
}

/** Reads `1h`, `26h`, `1d12h` into seconds; `undefined` for anything else. */
export function readMaximumAge(text: string): number | undefined {
	const seconds = parseDuration(text.trim());
	return seconds === undefined || seconds < 1 ? undefined : seconds;
}

/** `26h` and `26 hours`: in one unit where that can be, as people set such limits. */
export function writeAge(seconds: number): { readonly duration: string; readonly words: string } {
	if (seconds % 60 === 0) return createWindow(seconds);
	return { duration: printDuration(seconds), words: writeDuration(seconds) };
}
