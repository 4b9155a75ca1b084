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
			...slo.alerts.map((alert) => measureAlert(alert, budget)),
		],
		...(slo.alerts.length === 0 ? {} : { paragraphs: slo.alerts.flatMap((alert) => explainAlert(alert, slo)) }),
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

function nameAlert({ name, severity }: ExplainedAlert): string {
	return severity === undefined || name.includes(severity) ? name : `${name} (${severity})`;
}

/** How soon it notices the worst, as what is looked at first. */
function measureAlert(alert: ExplainedAlert, budget: number | undefined): InsightFigure {
	if (budget === undefined) return { label: nameAlert(alert), value: describeFactors(alert) };
	const first = secondsToNotice(alert, budget, 1);
	if (first === undefined) return { label: nameAlert(alert), value: "cannot fire", tone: "bad" };
	return { label: nameAlert(alert), value: `a total outage after ${writeDuration(first)}` };
}

/** A heading and a list: when it fires, what comes on top, and how soon other errors are noticed. */
function explainAlert(alert: ExplainedAlert, { budget, period }: ExplainedSlo): readonly string[] {
	const conditions = alert.conditions.map((condition, index) => {
		return `${index === 0 ? "Fires when" : "or when"} ${explainCondition(condition, period.days, budget)}.`;
	});
	const wait = alert.forSeconds > 0 ? [`It waits for ${writeDuration(alert.forSeconds)} more (\`for\`).`] : [];
	const items = [...conditions, ...wait, ...(budget === undefined ? [] : explainTimes(alert, budget))];
	return [`## ${nameAlert(alert)}`, items.map((item) => `- ${item}`).join("\n")];
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

function explainTimes(alert: ExplainedAlert, budget: number): readonly string[] {
	const least = Math.min(...alert.conditions.map(({ factor }) => factor * budget));
	if (least >= 1) return ["No error ratio is as high as that, so it cannot fire."];
	const noticed = asked.flatMap((ratio) => {
		const seconds = secondsToNotice(alert, budget, ratio);
		return seconds === undefined ? [] : [`${writePercent(ratio)} after ${writeDuration(seconds)}`];
	});
	const ends = Math.max(
		...alert.conditions.map(({ short, long, factor }) => (short ?? long) * Math.max(0, 1 - factor * budget)),
	);
	return [
		...(noticed.length === 0 ? [] : [`An error ratio of ${noticed.slice(0, 3).join(", of ")}.`]),
		`Up to ${writePercent(least)} never fires.`,
		`After a total outage it ends within ${writeDuration(ends)}.`,
	];
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
		label: nameAlert(alert),
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
