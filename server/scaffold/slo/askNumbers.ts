import type { LabelSet } from "../../metrics/port.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

export interface AskedNumber {
	readonly labels: LabelSet;
	readonly value: number;
}

/** What the active server answers now; nothing where there is none, or where it does not. NaN is left out. */
export async function askNumbers(
	{ live }: ScaffoldContext,
	query: string,
	signal: AbortSignal,
): Promise<readonly AskedNumber[]> {
	const answer = await live?.instantQuery(query, { signal, limit: 200, timeoutSeconds: 5 });
	if (answer?.kind !== "ok") return [];
	const { data } = answer.value;
	if (data.kind !== "vector") return [];
	return data.series.flatMap(({ labels, sample }) =>
		Number.isNaN(sample.value) ? [] : [{ labels, value: sample.value }],
	);
}
