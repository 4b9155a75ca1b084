import { writeAge } from "./freshness.ts";
import { nameBound } from "./latencyThreshold.ts";
import type { Indicator, SeriesSelection, SloDefinition } from "./sloDefinition.ts";

/** How to speak of what is measured; parts of sentences. */
export interface IndicatorWords {
	/** What is shared out: `requests`, `probes`, `events`, `time`. */
	readonly unit: string;
	/** With whose they are: `the requests to api`, `the time`. */
	readonly subject: string;
	/** What the good ones do: `succeed`; of a state what is so then: `the last success is at most 1 hour ago`. */
	readonly good: string;
	readonly bad: string;
	/** They are seconds and not events. */
	readonly isState: boolean;
}

export function wordIndicator({ indicator, service }: Pick<SloDefinition, "indicator" | "service">): IndicatorWords {
	const requests = { unit: "requests", subject: `the requests to ${service}`, isState: false };
	const time = { unit: "time", subject: "the time", isState: true };
	switch (indicator.kind) {
		case "availability":
		case "counters":
			return { ...requests, good: "succeed", bad: "fail" };
		case "latency": {
			const bound = nameBound(indicator.threshold, indicator.metric);
			return { ...requests, good: `take at most ${bound}`, bad: `take longer than ${bound}` };
		}
		case "throughput": {
			const least = `${indicator.minimum} a second`;
			return { ...time, good: `${service} does at least ${least}`, bad: `${service} did less than ${least}` };
		}
		case "freshness": {
			const age = writeAge(indicator.maximumAge).words;
			return {
				...time,
				good: `the last success of ${service} is at most ${age} ago`,
				bad: `the last success of ${service} was longer than ${age} ago`,
			};
		}
		case "queries":
		case "ratio":
			return { unit: "events", subject: `the events of ${service}`, good: "are good", bad: "are bad", isState: false };
		case "probe":
			return { unit: "probes", subject: `the probes of ${service}`, good: "succeed", bad: "fail", isState: false };
		default:
			return indicator satisfies never;
	}
}

/** The series that everything is read from; none of an indicator that is given as queries. */
export function sourceOf(indicator: Indicator): SeriesSelection | undefined {
	switch (indicator.kind) {
		case "counters":
			return indicator.total;
		case "queries":
		case "ratio":
			return undefined;
		default:
			return indicator;
	}
}
