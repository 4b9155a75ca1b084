import type { Insight, InsightFigure, InsightPicture } from "../../insight.ts";
import { writeDuration } from "../durationWords.ts";
import { writeFactor, writePercent } from "../insight/words.ts";
import type { ExplainedAlert, ExplainedCondition, ExplainedSlo } from "./explainedSlo.ts";

const day = 86_400;
/** A month on average, so that promises of different periods can be told apart. */
const monthDays = 365.25 / 12;

/** What an objective and its alerts mean, in words, and how soon each error ratio is noticed, as a picture. */
export function explainSlo(slo: ExplainedSlo): Insight {
	const { budget } = slo;
	return {
		title: slo.title,
		figures: [
			...(budget === undefined ? [] : explainObjective(budget, slo)),
			...slo.alerts.map((alert) => explainAlert(alert, slo)),
		],
		pictures: budget === undefined ? [] : drawDetection(slo.alerts, budget),
		notes: [...slo.notes, ...explainNotes(slo)],
	};
}

function explainObjective(budget: number, { period }: ExplainedSlo): readonly InsightFigure[] {
	return [
		{
			label: "Objective",
			value: writePercent(1 - budget),
			detail: `So ${writePercent(budget)} may be bad: the error budget, 1 in ${Number((1 / budget).toPrecision(3)).toLocaleString("en-US")}.`,
		},
		{
			label: "Error budget in time",
			value: `${writeDuration(budget * period.days * day)} in ${period.days} days`,
			detail: `As long may everything fail: ${writeDuration(budget * monthDays * day)} a month, ${writeDuration(budget * 7 * day)} a week.`,
		},
	];
}

function explainAlert(alert: ExplainedAlert, { budget, period }: ExplainedSlo): InsightFigure {
	const sentences = alert.conditions.map((condition) => explainCondition(condition, period.days, budget));
	const first = budget === undefined ? undefined : secondsToNotice(alert, budget, 1);
	const severity = alert.severity === undefined ? "" : ` (${alert.severity})`;
	const wait = alert.forSeconds > 0 ? ` It waits for ${writeDuration(alert.forSeconds)} more (\`for\`).` : "";
	const detail = `Fires when ${sentences.join(", or when ")}.${wait}${budget === undefined ? "" : explainTimes(alert, budget)}`;
	if (budget === undefined) return { label: `${alert.name}${severity}`, value: describeFactors(alert), detail };
	return {
		label: `${alert.name}${severity}`,
		value: first === undefined ? "cannot fire" : `a total outage after ${writeDuration(first)}`,
		detail,
		...(first === undefined ? { tone: "bad" as const } : {}),
	};
}

function explainCondition(
	{ long, short, factor }: ExplainedCondition,
	days: number,
	budget: number | undefined,
): string {
	const share = (factor * long) / (days * day);
	const still = short === undefined ? "" : `, and errors still come as fast in the last ${writeDuration(short)}`;
	const threshold = budget === undefined ? "" : `, an error ratio above ${writePercent(factor * budget)}`;
	return `${writeShare(share)} of the ${days}-day budget is burnt within ${writeDuration(long)} (${factor === 1 ? "exactly" : `${writeFactor(factor)} times`} as fast as allowed${threshold})${still}`;
}

function writeShare(share: number): string {
	return `${Number((share * 100).toPrecision(2))} %`;
}

function describeFactors({ conditions }: ExplainedAlert): string {
	return conditions.map(({ factor, long }) => `${writeFactor(factor)} times over ${writeDuration(long)}`).join(", ");
}

/** Error ratios that people ask about. */
const asked = [0.5, 0.1, 0.05, 0.01, 0.005];

function explainTimes(alert: ExplainedAlert, budget: number): string {
	const least = Math.min(...alert.conditions.map(({ factor }) => factor * budget));
	const noticed = asked.flatMap((ratio) => {
		const seconds = secondsToNotice(alert, budget, ratio);
		return seconds === undefined ? [] : [`${writePercent(ratio)} after ${writeDuration(seconds)}`];
	});
	const times = noticed.length === 0 ? "" : ` An error ratio of ${noticed.slice(0, 3).join(", of ")}.`;
	const never = least < 1 ? ` Up to ${writePercent(least)} never fires.` : " No error ratio is as high as that.";
	const ends = Math.max(
		...alert.conditions.map(({ short, long, factor }) => (short ?? long) * Math.max(0, 1 - factor * budget)),
	);
	const resolves = least < 1 ? ` After a total outage it ends within ${writeDuration(ends)}.` : "";
	return `${times}${never}${resolves}`;
}

/**
 * Seconds from the first error until the alert fires, of errors that come evenly after none: a window's error ratio grows
 * with the part of the window that they fill. The longer window is the later one. `undefined` where it never fires.
 */
export function secondsToNotice(alert: ExplainedAlert, budget: number, ratio: number): number | undefined {
	const times = alert.conditions.flatMap(({ long, factor }) => {
		const threshold = factor * budget;
		return ratio > threshold ? [(long * threshold) / ratio] : [];
	});
	return times.length === 0 ? undefined : Math.min(...times) + alert.forSeconds;
}

/** Error ratios from the budget up to a total outage, evenly by their order of magnitude. */
const points = 60;

function drawDetection(alerts: readonly ExplainedAlert[], budget: number): readonly InsightPicture[] {
	const thresholds = alerts.flatMap(({ conditions }) => conditions.map(({ factor }) => factor * budget));
	const least = Math.min(...thresholds, 1);
	if (least >= 1) return [];
	const ratios = Array.from({ length: points + 1 }, (_, index) => least ** (1 - index / points));
	const lines = alerts.map((alert) => ({
		label: alert.severity === undefined ? alert.name : `${alert.name} (${alert.severity})`,
		points: ratios.map((ratio): readonly [number, number | null] => {
			const seconds = secondsToNotice(alert, budget, ratio);
			return [
				Number((ratio * 100).toPrecision(4)),
				seconds === undefined ? null : Number((seconds / 60).toPrecision(4)),
			];
		}),
	}));
	return [
		{
			kind: "lines",
			title: "How soon errors are noticed, by how many there are",
			xTitle: "error ratio, percent",
			yTitle: "minutes until the alert fires",
			lines,
		},
	];
}

function explainNotes({ period, budget, alerts }: ExplainedSlo): readonly string[] {
	const notes: string[] = [];
	if (period.source === "assumed") {
		notes.push(
			`The period is not written here; ${period.days} days is taken, by which the shares of the budget are reckoned.`,
		);
	}
	if (budget === undefined && alerts.length > 0) {
		notes.push("The rules compare burn rates and do not say the objective, so times cannot be told.");
	}
	if (alerts.length > 0 && budget !== undefined) {
		notes.push(
			"Times are those of errors that begin while everything is well; a scrape and an evaluation come on top.",
		);
	}
	return notes;
}
