import { waitAtMost } from "../../base/waiting.ts";
import { fetchSamples } from "../../metrics/backtest/fetchSamples.ts";
import { runAlert } from "../../metrics/backtest/runAlert.ts";
import type { Grid, SeriesSamples } from "../../metrics/backtest/sampleStore.ts";
import { splitCondition, type Threshold } from "../../metrics/backtest/splitCondition.ts";
import { rankSeries, summarize } from "../../metrics/backtest/summary.ts";
import { CostGate, defaultCostBounds } from "../../metrics/cost.ts";
import type { LivePrometheus } from "../../metrics/port.ts";
import { parseDuration } from "../../promql/duration.ts";
import { parsePromql } from "../../promql/parse.ts";
import type { Insight, InsightFigure, InsightPicture } from "../insight.ts";
import { wordDuration } from "../ruleLibrary/parameters.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { AskedAlert } from "./askedAlert.ts";
import { readAlerts } from "./readAlerts.ts";

/** Milliseconds after which a preview answers with what it has. */
const patienceMs = 45_000;
/** Alerts that are looked at; others are not asked about, as each costs the server some work. */
const mostAlerts = 12;
const spanSeconds = 3 * 86_400;
const stepSeconds = 60;
/** Series of one alert that are drawn. */
const mostRows = 8;

type Picture = Extract<InsightPicture, { readonly kind: "spans" }>;

/** How many series each alert would watch, what they are now, and when it would have fired within the last days. */
export async function foreseeAlerts(answers: Answers, context: ScaffoldContext, signal: AbortSignal): Promise<Insight> {
	const alerts = await readAlerts(answers, context);
	const [first] = alerts;
	const title = alerts.length === 1 && first !== undefined ? first.alert : `${alerts.length} alerts`;
	const { live, now } = context;
	if (live === undefined) {
		const note =
			"No Prometheus is connected: run “Observability: Add Prometheus” to see how many series the alerts would watch and when they would have fired.";
		return { title, figures: [], pictures: [], notes: [note] };
	}
	const gate = context.cost ?? new CostGate(live, { bounds: () => defaultCostBounds });
	if (gate.bounds.series === 0 || gate.bounds.samples === 0) {
		const note =
			"Your settings want every query to be asked for by you (the bounds of cost are 0), so the server was not asked.";
		return { title, figures: [], pictures: [], notes: [note] };
	}
	const enough = AbortSignal.timeout(patienceMs);
	const scene: Scene = { live, gate, now, enough, signal, left: gate.bounds.samples * 3 };
	const figures: InsightFigure[] = [];
	const rows: Picture["rows"][number][] = [];
	const notes: string[] = [];
	const unseen: string[] = [];
	for (const [index, alert] of alerts.entries()) {
		if (signal.aborted) break;
		if (index >= mostAlerts || enough.aborted || scene.left <= 0) {
			unseen.push(alert.alert);
			continue;
		}
		const look = await lookAt(alert, scene);
		figures.push(...look.figures);
		rows.push(...look.rows);
		notes.push(...look.notes);
	}
	if (unseen.length > 0) {
		notes.push(
			`${unseen.join(", ")}: not looked at, as it would be too much work for the server at once. Add fewer to see them.`,
		);
	}
	notes.push(
		`The past is looked at in steps of ${wordDuration(stepSeconds)}; what lasts less may be missed. “Backtest” above an alert looks closer, and farther back.`,
	);
	const end = Math.floor(now / stepSeconds) * stepSeconds;
	const pictures: Picture[] =
		rows.length === 0
			? []
			: [{ kind: "spans", title: `The last ${wordDuration(spanSeconds)}`, start: end - spanSeconds, end, rows }];
	return { title, figures, pictures, notes };
}

interface Scene {
	readonly live: LivePrometheus;
	readonly gate: CostGate;
	readonly now: number;
	/** Ends the work with what has come. */
	readonly enough: AbortSignal;
	readonly signal: AbortSignal;
	/** Samples that may yet be read for all alerts together. */
	left: number;
}

interface Look {
	readonly figures: readonly InsightFigure[];
	readonly rows: readonly Picture["rows"][number][];
	readonly notes: readonly string[];
}

async function lookAt(alert: AskedAlert, scene: Scene): Promise<Look> {
	const { live, gate, now, enough, signal } = scene;
	const ended = AbortSignal.any([signal, enough]);
	const split = splitCondition(parsePromql(alert.expression));
	const count = Math.floor(spanSeconds / stepSeconds);
	const last = Math.floor(now / stepSeconds) * stepSeconds;
	const grid: Grid = { start: last - (count - 1) * stepSeconds, step: stepSeconds, count };
	const nothing = (reason: string): Look => ({ figures: [], rows: [], notes: [`${alert.alert}: ${reason}`] });

	// What is compared, not what passes: that says how many series are watched.
	let samples = 0;
	let series = 0;
	for (const query of new Set(split.leaves)) {
		const verdict = await gate.judge(query, { evaluations: 1, at: now }, ended);
		if (verdict.kind === "above") return nothing(`not looked at. ${verdict.message}`);
		const estimate = await gate.estimate(query, { evaluations: count, at: now }, ended);
		samples += estimate?.samples ?? 0;
		series = Math.max(series, estimate?.series ?? 0);
	}
	if (ended.aborted) return nothing("there was not enough time to look at it.");
	const share = Math.min(scene.left, gate.bounds.samples);
	// A shorter past is better than none.
	const seen = samples <= share ? grid : shorten(grid, share / samples);
	const fetched = await fetchSamples(live, {
		queries: split.leaves,
		grid: seen,
		expectedSeries: Math.max(1, series),
		bounds: { series: 2_000, requests: 40, bytes: 64 * 1024 * 1024 },
		signal: ended,
		wait: async (milliseconds, over) => {
			await waitAtMost(new Promise(() => {}), Math.min(milliseconds, 2_000), over);
		},
	});
	scene.left -= Math.min(samples, share);
	if (fetched.kind === "failed") {
		return nothing(enough.aborted && !signal.aborted ? "there was not enough time to look at it." : fetched.reason);
	}
	const labels = new Map<string, string>();
	const thresholds = split.thresholds.map(({ value }) => value);
	const run = runAlert(
		{ condition: split.condition, leaves: fetched.samples, grid: fetched.grid, ruleLabels: labels },
		{ thresholds, forSeconds: parseDuration(alert.for) ?? 0, keepFiringForSeconds: 0 },
	);
	const summary = summarize(run.alerts, fetched.grid);
	const days = wordDuration(Math.max(stepSeconds, Math.round((fetched.grid.count * fetched.grid.step) / 3600) * 3600));
	const [watched = []] = fetched.samples;
	const current = describeNow(watched, fetched.grid, split.thresholds[0]);
	const figures: InsightFigure[] = [
		{
			label: `${alert.alert} watches`,
			value: `${watched.length} series`,
			...(current === undefined ? {} : { detail: current }),
			...(watched.length === 0 ? { tone: "warning" as const } : {}),
		},
		{
			label: `${alert.alert} would have fired`,
			value: summary.fired === 0 ? "never" : summary.fired === 1 ? "once" : `${summary.fired} times`,
			detail:
				summary.fired === 0
					? `Within the last ${days}${summary.nearMisses > 0 ? `; ${summary.nearMisses} times it was pending and did not last` : ""}.`
					: `Within the last ${days}, for ${summary.series} series, ${wordDuration(summary.firingSeconds)} in all${summary.stillFiring > 0 ? `; ${summary.stillFiring} fire now` : ""}.`,
			tone: summary.fired === 0 ? "good" : summary.perWeek > 14 ? "bad" : "warning",
		},
	];
	const timeOf = (evaluation: number): number => fetched.grid.start + evaluation * fetched.grid.step;
	const rows = rankSeries(run.alerts, fetched.grid)
		.slice(0, mostRows)
		.map((one) => ({
			label: nameRow(alert.alert, one.alert.labels),
			...(one.fired === 0
				? {}
				: { summary: `${one.fired === 1 ? "once" : `${one.fired} times`}, ${wordDuration(one.firingSeconds)} in all` }),
			spans: one.alert.spans.map(({ state, start, end }) => ({ state, start: timeOf(start), end: timeOf(end) })),
		}));
	const notes = [
		...(watched.length === 0 ? [`${alert.alert}: the server has no series for it, so it could not fire.`] : []),
		...(fetched.cut.includes("series")
			? [`${alert.alert}: there are more series than were fetched, so the numbers are lower bounds.`]
			: []),
		...(fetched.grid.count < count
			? [`${alert.alert}: only the last ${days} were looked at, within the bounds of cost.`]
			: []),
	];
	return { figures, rows: rows.length > 0 ? rows : [{ label: alert.alert, spans: [] }], notes };
}

function shorten({ start, step, count }: Grid, share: number): Grid {
	const kept = Math.max(1, Math.floor(count * share));
	return { start: start + (count - kept) * step, step, count: kept };
}

/** The value that is nearest to firing now. */
function describeNow(
	all: readonly SeriesSamples[],
	{ count }: Grid,
	threshold: Threshold | undefined,
): string | undefined {
	if (threshold === undefined) return undefined;
	const values = all.flatMap(({ segments }) => {
		const last = segments.at(-1);
		if (last === undefined || last.start + last.length < count) return [];
		const value = typeof last.values === "number" ? last.values : last.values.at(-1);
		return value === undefined || Number.isNaN(value) ? [] : [value];
	});
	if (values.length === 0) return "None of them has a value now.";
	const isLow = threshold.operator.startsWith("<");
	const extreme = values.reduce((a, b) => (isLow ? Math.min(a, b) : Math.max(a, b)));
	return `The ${isLow ? "lowest" : "highest"} value now is ${Number(extreme.toPrecision(4))}; it fires ${isLow ? "below" : "above"} ${threshold.text}.`;
}

function nameRow(alert: string, labels: Readonly<Record<string, string>>): string {
	const written = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
	return written.length === 0 ? alert : `${alert} {${written.join(", ")}}`;
}
