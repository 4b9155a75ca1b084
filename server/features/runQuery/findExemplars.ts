import type { ExemplarSeries, LivePrometheus } from "../../metrics/port.ts";

/** More points than these hide the lines that they lie on. */
const MOST_EXEMPLARS = 200;

/** Exemplars of the series in a query; none from a server that keeps none, as most do. The largest values come first. */
export async function findExemplars(
	live: LivePrometheus | undefined,
	{ expression, start, end }: { readonly expression: string; readonly start: number; readonly end: number },
	signal: AbortSignal,
): Promise<readonly ExemplarSeries[]> {
	if (live === undefined) return [];
	const answer = await live.exemplars(expression, { signal, start, end });
	if (answer.kind !== "ok") return [];
	const all = answer.value.flatMap(({ exemplars }) => exemplars.map(({ value }) => value));
	if (all.length <= MOST_EXEMPLARS) return answer.value;
	const least = all.toSorted((a, b) => b - a)[MOST_EXEMPLARS - 1] ?? Number.NEGATIVE_INFINITY;
	let left = MOST_EXEMPLARS;
	return answer.value.flatMap((series) => {
		const kept = series.exemplars.filter(({ value }) => value >= least).slice(0, left);
		left -= kept.length;
		return kept.length === 0 ? [] : [{ ...series, exemplars: kept }];
	});
}
