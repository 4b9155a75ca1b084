import type { VectorSelector } from "../../../promql/ast.ts";
import { readMatchers } from "../../../promql/evaluate/evaluate.ts";
import type { ResolvedMatcher } from "../../../promql/evaluate/seriesStorage.ts";

/** A selector of the expression and how its series go; selectors with the same matchers are one. */
export interface Leaf {
	readonly key: string;
	readonly matchers: readonly ResolvedMatcher[];
	/** At the time of the test. */
	value?: number;
	/** Per second. */
	slope?: number;
	/** What a straight line would come to so many seconds later. */
	predicted?: { readonly seconds: number; readonly value: number };
	/** It jumps between 0 and this with every value. */
	jumps?: number;
	/** It stays for two values each time, as versions of Prometheus differ in whether the oldest jump counts. */
	rests?: boolean;
	/** It starts again from zero with every third value. */
	restarts?: boolean;
	/** Buckets whose quantiles are about this. */
	buckets?: { readonly quantile: number; readonly perSecond: boolean };
	/** Seconds after the start, at which its last sample is. */
	ends?: number;
	/** There is no such series. */
	absent?: boolean;
	/** How many series there are, which differ in a label that is not one of `grouped`. */
	copies?: {
		readonly count: number;
		readonly grouped: readonly string[];
		/** Labels that they have to differ in, where one of them can be. */
		readonly varied: readonly string[];
		/** By how much their values differ from one to the next. */
		readonly spread: number;
	};
	/** Its series are summed up, so that others may be among them. */
	summed?: boolean;
}

export function createLeaf({ name, matchers }: VectorSelector): Leaf {
	const read = readMatchers(name?.name, matchers);
	return { key: keyOfLeaf(read), matchers: read };
}

function keyOfLeaf(matchers: readonly ResolvedMatcher[]): string {
	return matchers
		.map(({ label, operator, value }) => `${label}${operator}${value}`)
		.sort()
		.join("\n");
}
