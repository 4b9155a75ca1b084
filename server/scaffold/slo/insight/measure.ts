import type { LabelSet, PrometheusApi } from "../../../metrics/port.ts";
import { type Rates, sumOfLast } from "./rates.ts";

/** An error ratio; of an SLO that is split by labels, the worst. */
export interface Measured {
	readonly ratio: number;
	/** Whose it is, where there are several. */
	readonly labels: LabelSet;
	/** How many there are. */
	readonly groups: number;
}

export type Measurement =
	| { readonly kind: "measured"; readonly measured: Measured }
	/** The server answered, and there is no sample. */
	| { readonly kind: "none" }
	| { readonly kind: "failed"; readonly reason: string };

/** The error ratio now, by an expression that gives one series, or one for each value of some labels. */
export async function measureNow(
	api: Pick<PrometheusApi, "instantQuery">,
	expression: string,
	time: number,
	signal: AbortSignal,
): Promise<Measurement> {
	const answer = await api.instantQuery(expression, {
		signal,
		time,
		limit: mostGroups,
		timeoutSeconds: patienceSeconds,
	});
	if (answer.kind === "unsupported") return { kind: "failed", reason: `This server does not offer ${answer.what}.` };
	if (answer.kind === "unavailable") return { kind: "failed", reason: answer.reason };
	const { data } = answer.value;
	if (data.kind !== "vector") return { kind: "none" };
	return worstOf(data.series.map(({ labels, sample }) => ({ labels, ratio: sample.value })));
}

/** The error ratio of the last `seconds`, every request counted once. */
export function measureRates(all: readonly Rates[], seconds: number): Measurement {
	return worstOf(
		all.flatMap((rates) => {
			const sums = sumOfLast([rates], seconds);
			return sums === undefined ? [] : [{ labels: rates.labels, ratio: sums.errors / sums.requests }];
		}),
	);
}

function worstOf(all: readonly Pick<Measured, "labels" | "ratio">[]): Measurement {
	const known = all.filter(({ ratio }) => Number.isFinite(ratio));
	const [worst] = known.toSorted((a, b) => b.ratio - a.ratio);
	if (worst === undefined) return { kind: "none" };
	return { kind: "measured", measured: { ...worst, groups: known.length } };
}

const mostGroups = 1_000;
const patienceSeconds = 20;
