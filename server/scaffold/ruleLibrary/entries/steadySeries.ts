import type { SeriesTable } from "../ruleEntry.ts";

/** For the tests of entries: series as text, and such that do not change. */
export function writeSeries(metric: string, labels: Readonly<Record<string, string>>): string {
	const written = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
	return `${metric}{${written.join(",")}}`;
}

/** One series that has a value for two hours. */
export function steady(metric: string, labels: Readonly<Record<string, string>>, value: number): SeriesTable {
	return { [writeSeries(metric, labels)]: `${value}+0x120` };
}

/** A counter that grows by so much each minute. */
export function growing(metric: string, labels: Readonly<Record<string, string>>, perMinute: number): SeriesTable {
	return { [writeSeries(metric, labels)]: `0+${perMinute}x120` };
}
