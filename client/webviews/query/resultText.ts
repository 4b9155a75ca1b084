import type { WireResult } from "../../../server/protocol/query.ts";

/** What came of a query, in a sentence. */
export function describeResult({ data, durationSeconds, truncated }: WireResult): string {
	const duration =
		durationSeconds < 1 ? `${Math.max(1, Math.round(durationSeconds * 1000))} ms` : `${durationSeconds.toFixed(1)} s`;
	if (data.kind === "scalar" || data.kind === "string") return `A ${data.kind}, in ${duration}.`;
	const count = data.series.length;
	const shown = truncated
		? `The first ${count.toLocaleString("en-US")} series`
		: `${count.toLocaleString("en-US")} series`;
	return count === 0 ? `No series, in ${duration}.` : `${shown}, in ${duration}.`;
}
