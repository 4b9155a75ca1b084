import { fetchSamples } from "../../../metrics/backtest/fetchSamples.ts";
import type { Grid, SeriesSamples } from "../../../metrics/backtest/sampleStore.ts";
import type { InsightFigure, InsightPicture } from "../../insight.ts";
import { writeDuration } from "../durationWords.ts";
import { sketchAlerts } from "./alertsOf.ts";
import { drawBurnRates } from "./drawBurnRates.ts";
import { fetchRates } from "./fetchRates.ts";
import { type Looked, type LookScene, nothingSeen } from "./look.ts";
import { describeSpan, lastLook, layLook, planBacktest } from "./planLook.ts";
import { beginOf } from "./rates.ts";
import { replayBurnAlert } from "./replayBurnAlert.ts";
import { writeDay, writeTimes } from "./words.ts";

/** As far as alerts are looked back at, where the server has it. */
const wanted = 14 * 86_400;

/** When page and ticket would have fired. */
export async function lookAtPast(scene: LookScene): Promise<Looked> {
	const { api, slo, sli, gate, perLook, now, enough, signal } = scene;
	if (enough.aborted || signal.aborted) return nothingSeen;
	const longest = Math.max(...slo.period.windows.map(({ long }) => long.seconds));
	const look = planBacktest(wanted + longest, perLook, gate.bounds);
	if (look === undefined) {
		const note =
			"The alerts were not tried on the past: even a few hours would read more than the bounds of cost allow. Narrow the selector, or raise observability.live.askAboveSamples.";
		return { ...nothingSeen, notes: [note] };
	}
	const fetched = await fetchRates(api, {
		queries: [sli.requestRate("5m"), sli.errorRatio("5m")],
		grid: layLook(look, now),
		over: look.over,
		points: look.points,
		enough,
		signal,
	});
	const begin = beginOf(fetched.rates);
	if (begin === undefined) {
		if (fetched.stopped === undefined) return nothingSeen;
		return { ...nothingSeen, notes: [`The alerts could not be tried on the past: ${fetched.stopped}.`] };
	}
	const end = lastLook(now);
	// What is before fills the windows; where there is less, they begin empty as they do with new rules.
	const shown = Math.min(wanted, end - begin + look.step);
	const notes: string[] = [];
	const figures: InsightFigure[] = [];
	const rows: Extract<InsightPicture, { kind: "spans" }>["rows"][number][] = [];
	for (const alert of sketchAlerts(slo)) {
		const { severity, name } = alert;
		const replay = await replayBurnAlert(alert, fetched.rates, shown, (query, grid) => askOthers(query, grid, scene));
		const label = severity === "page" ? "Pages" : "Tickets";
		if (replay.kind === "unknown") {
			notes.push(
				`${name} was not tried on the past, as the server did not say in time, or within the bounds, what \`${replay.query}\` was.`,
			);
			continue;
		}
		const { fired, firingSeconds, stillFiring } = replay.summary;
		const long = fired === 0 ? "" : `, ${writeDuration(firingSeconds)} in all`;
		figures.push({
			label: `${label}, last ${describeSpan(shown)}`,
			value: writeTimes(fired),
			detail:
				fired === 0
					? `${name} would not have fired.`
					: `${name} would have fired ${writeTimes(fired)}${long}${stillFiring > 0 ? ", and fires now" : ""}.`,
			tone: fired === 0 ? "good" : severity === "page" && fired > shown / 86_400 ? "bad" : "warning",
		});
		rows.push({ label: name, spans: replay.spans, ...(fired === 0 ? {} : { summary: `${writeTimes(fired)}${long}` }) });
	}
	if (shown < wanted) {
		const isAll = fetched.count * look.step >= look.span - look.step;
		const affordable = look.span >= wanted;
		const why = !isAll
			? (fetched.stopped ?? "not all of it came")
			: affordable || begin > end - look.span + 2 * look.step
				? `the series begin on ${writeDay(begin)}`
				: "more would read more than the bounds of cost allow";
		notes.push(`The alerts were tried on ${describeSpan(shown)} instead of ${describeSpan(wanted)}: ${why}.`);
	}
	notes.push(
		`The alerts were tried on rates of 5 minutes, one each ${look.step === 60 ? "minute" : `${look.step / 60} minutes`}; the rules look each 30 seconds, so times may differ by as much.`,
	);
	const start = end - shown + look.step;
	const title = `When the alerts would have fired, last ${describeSpan(shown)}`;
	return {
		figures,
		pictures: [
			...(rows.length === 0 ? [] : [{ kind: "spans" as const, title, start, end: end + look.step, rows }]),
			...drawBurnRates(slo, fetched.rates, shown),
		],
		notes,
	};
}

/** What mutes the alerts was written by the user. */
async function askOthers(query: string, grid: Grid, scene: LookScene): Promise<readonly SeriesSamples[] | undefined> {
	const { api, gate, enough, signal } = scene;
	const ended = AbortSignal.any([signal, enough]);
	const end = grid.start + (grid.count - 1) * grid.step;
	const verdict = await gate.judge(query, { evaluations: grid.count, at: end }, ended);
	if (verdict.kind === "above") return undefined;
	const fetched = await fetchSamples(api, {
		queries: [query],
		grid,
		expectedSeries: 1,
		signal: ended,
		wait: () => Promise.resolve(),
	});
	return fetched.kind === "ok" && fetched.grid.count === grid.count ? fetched.samples[0] : undefined;
}
