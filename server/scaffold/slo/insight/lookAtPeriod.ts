import { writeDuration } from "../durationWords.ts";
import { fetchRates } from "./fetchRates.ts";
import { describeBudgetLeft, describeIndicator } from "./figures.ts";
import { type Looked, type LookScene, nothingSeen } from "./look.ts";
import { measureRates } from "./measure.ts";
import { describeSpan, lastLook, layLook, planPeriod } from "./planLook.ts";
import { beginOf } from "./rates.ts";
import { writeDay } from "./words.ts";

/** The indicator over the period and what is left of the budget, from a rate for each hour. */
export async function lookAtPeriod(scene: LookScene): Promise<Looked> {
	const { api, slo, sli, gate, perLook, now, enough, signal } = scene;
	if (enough.aborted || signal.aborted) {
		return { ...nothingSeen, notes: ["There was not enough time to look at the whole period."] };
	}
	const wanted = slo.period.isCalendar ? now - beginOfMonth(now) : slo.period.days * 86_400;
	const words = slo.period.isCalendar ? "this month" : `last ${slo.period.days} days`;
	const look = planPeriod(wanted, perLook, gate.bounds);
	if (look === undefined) {
		const note = `Nothing is told of the ${words}: that would read more than the bounds of cost allow, even 5 minutes of each 4 hours. Narrow the selector, or raise observability.live.askAboveSamples.`;
		return { ...nothingSeen, notes: [note] };
	}
	const window = `${look.over / 60}m`;
	const fetched = await fetchRates(api, {
		queries: [sli.requestRate(window), sli.errorRatio(window)],
		grid: layLook(look, now),
		over: look.over,
		points: look.points,
		enough,
		signal,
	});
	const measured = measureRates(fetched.rates, wanted);
	const begin = beginOf(fetched.rates);
	if (measured.kind !== "measured" || begin === undefined) {
		const why = fetched.stopped === undefined ? "there were no requests" : fetched.stopped;
		return { ...nothingSeen, notes: [`Nothing can be said of the ${words}: ${why}.`] };
	}
	const end = lastLook(now);
	const there = Math.min(wanted, end - begin + look.over);
	const isWhole = there >= wanted - 2 * look.step;
	const notes: string[] = [];
	if (!isWhole) {
		const why =
			fetched.stopped === undefined
				? await explainBeginning(scene, begin, wanted)
				: `the rest did not come, as ${fetched.stopped}`;
		notes.push(
			`${describeSpan(wanted)} asked, ${describeSpan(there)} there: ${why}. SLI and budget are of that part; the rules would say the same.`,
		);
	}
	if (look.over < look.step) {
		const every = look.step === 3600 ? "each hour" : `each ${look.step / 3600} hours`;
		notes.push(
			`The SLI of the ${words} is from 5 minutes of ${every}, as all of it would read more than the bounds of cost allow; short incidents may be missed or count too much.`,
		);
	} else {
		notes.push(`The SLI of the ${words} is summed up from ${look.over / 3600}-hour rates, each with its requests.`);
	}
	return {
		figures: [
			describeIndicator(isWhole ? words : `${words} (${describeSpan(there)} there)`, measured.measured, slo),
			describeBudgetLeft(measured.measured, slo, slo.period.isCalendar ? wanted / lengthOfMonth(now) : 1),
		],
		pictures: [],
		notes,
	};
}

/** In UTC, as the rules have it. */
function beginOfMonth(now: number): number {
	const date = new Date(now * 1000);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
}

function lengthOfMonth(now: number): number {
	const date = new Date(now * 1000);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000 - beginOfMonth(now);
}

async function explainBeginning({ api, now, signal }: LookScene, begin: number, wanted: number): Promise<string> {
	const answer = await api.runtimeInfo({ signal });
	const kept = answer.kind === "ok" ? answer.value.retentionSeconds : undefined;
	if (kept !== undefined && kept < wanted) {
		return `the server keeps samples for ${writeDuration(kept)}, which is less than the period (--storage.tsdb.retention.time)`;
	}
	return `the series begin on ${writeDay(begin)}${kept === undefined && now - begin > 14 * 86_400 ? ", or the server keeps no older samples" : ""}`;
}
