/** The quantile of values, between neighbours by their distance. Source: `quantile` of Prometheus, promql/quantile.go. */
export function quantileOf(share: number, values: readonly number[]): number {
	if (values.length === 0 || Number.isNaN(share)) return Number.NaN;
	if (share < 0) return Number.NEGATIVE_INFINITY;
	if (share > 1) return Number.POSITIVE_INFINITY;
	const sorted = values.toSorted((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
	const rank = share * (sorted.length - 1);
	const lower = Math.max(0, Math.floor(rank));
	const upper = Math.min(sorted.length - 1, lower + 1);
	const weight = rank - Math.floor(rank);
	return (sorted[lower] ?? Number.NaN) * (1 - weight) + (sorted[upper] ?? Number.NaN) * weight;
}

export interface Bucket {
	readonly upperBound: number;
	readonly count: number;
}

/** The quantile of a classic histogram. Source: `bucketQuantile` of Prometheus, promql/quantile.go. */
export function quantileOfBuckets(share: number, unsorted: readonly Bucket[]): number {
	if (Number.isNaN(share)) return Number.NaN;
	if (share < 0) return Number.NEGATIVE_INFINITY;
	if (share > 1) return Number.POSITIVE_INFINITY;
	const buckets = growing(merged(unsorted.toSorted((a, b) => a.upperBound - b.upperBound)));
	const last = buckets.at(-1);
	const observations = last?.count ?? 0;
	if (last?.upperBound !== Number.POSITIVE_INFINITY || buckets.length < 2 || observations === 0) return Number.NaN;
	if (Number.isNaN(observations)) return Number.NaN;
	let rank = share * observations;
	const index = buckets.findIndex(({ count }, at) => at === buckets.length - 1 || count >= rank);
	const bucket = buckets[index];
	const before = buckets[index - 1];
	if (bucket === undefined || index === buckets.length - 1) return before?.upperBound ?? Number.NaN;
	if (index === 0 && bucket.upperBound <= 0) return bucket.upperBound;
	let { count } = bucket;
	if (before !== undefined) {
		count -= before.count;
		rank -= before.count;
	}
	const start = before?.upperBound ?? 0;
	return start + (bucket.upperBound - start) * (rank / count);
}

/** Buckets of the same bound, as of two spellings of it, count together. */
function merged(buckets: readonly Bucket[]): readonly Bucket[] {
	const result: Bucket[] = [];
	for (const bucket of buckets) {
		const last = result.at(-1);
		if (last?.upperBound === bucket.upperBound) {
			result[result.length - 1] = { upperBound: last.upperBound, count: last.count + bucket.count };
		} else result.push(bucket);
	}
	return result;
}

function growing(buckets: readonly Bucket[]): readonly Bucket[] {
	let most = Number.NEGATIVE_INFINITY;
	return buckets.map(({ upperBound, count }) => {
		most = count > most || Number.isNaN(count) ? count : most;
		return { upperBound, count: most };
	});
}
