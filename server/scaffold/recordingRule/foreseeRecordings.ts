import { CostGate, defaultCostBounds } from "../../metrics/cost.ts";
import type { Insight, InsightFigure } from "../insight.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** Rules that are asked about; each costs the server a little work. */
const mostRules = 20;
const patienceMs = 30_000;

/** How many series each rule would write, and how many it would read for them at each evaluation. */
export async function foreseeRecordings(
	recordings: readonly { readonly record: string; readonly expression: string }[],
	{ live, cost, now }: ScaffoldContext,
	signal: AbortSignal,
): Promise<Insight> {
	const [first] = recordings;
	const title = recordings.length === 1 && first !== undefined ? first.record : `${recordings.length} recording rules`;
	if (live === undefined) {
		const note =
			"No Prometheus is connected: run “Observability: Add Prometheus” to see how many series the rules would write.";
		return { title, figures: [], pictures: [], notes: [note] };
	}
	const gate = cost ?? new CostGate(live, { bounds: () => defaultCostBounds });
	const ended = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
	const figures: InsightFigure[] = [];
	const notes: string[] = [];
	for (const { record, expression } of recordings.slice(0, mostRules)) {
		if (ended.aborted) break;
		const verdict = await gate.judge(expression, { evaluations: 1, at: now }, ended);
		if (verdict.kind === "above") {
			notes.push(`${record}: not asked for. ${verdict.message}`);
			continue;
		}
		const answer = await live.instantQuery(`count(${expression}\n)`, { signal: ended, time: now });
		if (answer.kind !== "ok") {
			if (!ended.aborted)
				notes.push(`${record}: ${answer.kind === "unavailable" ? answer.reason : `the server has no ${answer.what}.`}`);
			continue;
		}
		const { data } = answer.value;
		const series = data.kind === "vector" ? (data.series[0]?.sample.value ?? 0) : 0;
		const estimate = await gate.estimate(expression, { evaluations: 1, at: now }, ended);
		figures.push({
			label: `${record} would write`,
			value: series === 1 ? "1 series" : `${series} series`,
			...(estimate === undefined ? {} : { detail: `Of ${estimate.series} that it reads at each evaluation.` }),
			...(series === 0 ? { tone: "warning" as const } : {}),
		});
	}
	if (recordings.length > mostRules) notes.push(`Only the first ${mostRules} rules were asked about.`);
	if (ended.aborted && !signal.aborted) notes.push("There was not enough time to ask about all of them.");
	return { title, figures, pictures: [], notes };
}
