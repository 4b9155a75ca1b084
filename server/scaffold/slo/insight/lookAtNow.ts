import type { InsightFigure } from "../../insight.ts";
import { describeBurn, describeIndicator } from "./figures.ts";
import type { Looked, LookScene } from "./look.ts";
import { type Measurement, measureNow } from "./measure.ts";

interface Recent {
	readonly window: string;
	readonly words: string;
}

const recents: readonly Recent[] = [
	{ window: "5m", words: "last 5 minutes" },
	{ window: "1h", words: "last hour" },
	{ window: "1d", words: "last day" },
];

/** The indicator now, over an hour and over a day; `stop` where there is nothing more to ask. */
export async function lookAtNow(scene: LookScene): Promise<{ readonly looked: Looked; readonly stop: boolean }> {
	const { slo, sli, gate, api, now, signal, enough } = scene;
	const figures: InsightFigure[] = [];
	const notes: string[] = [];
	const ended = AbortSignal.any([signal, enough]);
	const known = new Map<string, Measurement>();
	for (const { window, words } of recents) {
		const expression = sli.errorRatio(window);
		const verdict = await gate.judge(expression, { evaluations: 1, at: now }, ended);
		if (verdict.kind === "above") {
			notes.push(`The SLI of the ${words} was not asked for. ${verdict.message}`);
			continue;
		}
		const measured = await measureNow(api, expression, now, ended);
		known.set(window, measured);
		if (measured.kind === "failed") {
			notes.push(`The server could not say how the service does: ${measured.reason}`);
			return { looked: { figures, pictures: [], notes }, stop: true };
		}
		if (measured.kind === "measured") figures.push(describeIndicator(words, measured.measured, slo));
	}
	const hour = known.get("1h");
	if (hour?.kind === "measured") figures.push(describeBurn(hour.measured, slo));
	if (figures.length > 0) return { looked: { figures, pictures: [], notes }, stop: false };
	const present = await api.instantQuery(`count(${sli.needed})`, { signal: ended, time: now, limit: 1 });
	const isThere = present.kind === "ok" && present.value.data.kind === "vector" && present.value.data.series.length > 0;
	notes.push(
		isThere
			? `\`${sli.needed}\` has series and there were no requests in the last day, so there is no SLI of now.`
			: `There is no series of \`${sli.needed}\` at this moment: the rules would record nothing, and the absence alert would fire. Is the selector right?`,
	);
	return { looked: { figures, pictures: [], notes }, stop: false };
}
