import { CostGate, defaultCostBounds } from "../../../metrics/cost.ts";
import type { Insight } from "../../insight.ts";
import type { Answers } from "../../scaffold.ts";
import type { ScaffoldContext } from "../../scaffoldContext.ts";
import { computeBurnRates } from "../burnRates.ts";
import { readSlo } from "../readSlo.ts";
import { writeIndicator } from "../sli.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import { describeObjective, describePromises } from "./figures.ts";
import { type Looked, nothingSeen } from "./look.ts";
import { lookAtNow } from "./lookAtNow.ts";
import { lookAtPast } from "./lookAtPast.ts";
import { lookAtPeriod } from "./lookAtPeriod.ts";
import { samplesPerLook } from "./planLook.ts";

/** A preview that takes longer answers with what it has. */
const patienceMs = 45_000;

/**
 * What would come of the SLO: how the service does now and over the period, what is left of the budget, and when the
 * alerts would have fired. The rules do not exist yet, so the server is asked for what they would record; one query at a
 * time, each within the bounds of a single query, all of them within a few times that.
 */
export async function foreseeSlo(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<Insight> {
	const slo = readSlo(answers);
	const windows = computeBurnRates(slo.period, slo.objective);
	const promises = describePromises(slo, windows);
	const { figures, pictures, notes } = await lookAtServer(slo, context, signal);
	return { title: describeObjective(slo), figures: [...figures, ...promises], pictures, notes };
}

async function lookAtServer(slo: SloDefinition, context: ScaffoldContext, signal: AbortSignal): Promise<Looked> {
	const { live: api, now } = context;
	if (api === undefined) {
		const note =
			"No Prometheus is connected, so nothing can be said of the service itself: run “Observability: Add Prometheus” to see how it keeps the objective and when the alerts would have fired.";
		return { ...nothingSeen, notes: [note] };
	}
	const gate = context.cost ?? new CostGate(api, { bounds: () => defaultCostBounds });
	const sli = writeIndicator(slo.indicator, slo.grouping);
	const enough = AbortSignal.timeout(patienceMs);
	const ended = AbortSignal.any([signal, enough]);
	const estimates = [];
	for (const expression of [sli.requestRate("5m"), sli.errorRatio("5m")]) {
		estimates.push(await gate.estimate(expression, { evaluations: 1, at: now }, ended));
	}
	const { bounds } = gate;
	const series = Math.max(...estimates.map((estimate) => estimate?.series ?? 0));
	if (bounds.series === 0 || bounds.samples === 0) {
		const note =
			"Your settings ask before every query (a bound of observability.live.askAbove… is 0), so the server was not asked about the service.";
		return { ...nothingSeen, notes: [note] };
	}
	if (series > bounds.series) {
		const note = `The service has about ${series.toLocaleString("en-US")} series, more than one query may touch (${bounds.series.toLocaleString("en-US")}, a setting), so the server was not asked about it. Narrow the selector, or raise observability.live.askAboveSeries.`;
		return { ...nothingSeen, notes: [note] };
	}
	const scene = { api, slo, sli, gate, perLook: samplesPerLook(estimates), now, enough, signal };
	const present = await lookAtNow(scene);
	if (present.stop) return present.looked;
	const past = await lookAtPast(scene);
	const period = await lookAtPeriod(scene);
	return {
		figures: [...present.looked.figures, ...period.figures, ...past.figures],
		pictures: [...past.pictures, ...period.pictures],
		notes: [...new Set([...present.looked.notes, ...period.notes, ...past.notes])],
	};
}
