import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { nameBound } from "./latencyThreshold.ts";
import { readSelectorAnswer } from "./metricChoices.ts";

/** The finite upper bounds of the histogram's buckets, smallest first; `1` and `1.0` once. */
export const chooseBound: ChoiceSource = async (answers, { metrics: knowledge }, signal) => {
	const base = (answers["metric"] ?? "").replace(/_bucket$/, "");
	const selector = writeSelector(`${base}_bucket`, readSelectorAnswer(answers));
	const bounds = await awaitKnowledge(() => knowledge.labelValues("le", [selector]), signal);
	const byValue = new Map<number, string>();
	for (const bound of bounds.value?.values ?? []) {
		const value = bound === "" ? Number.NaN : Number(bound);
		if (Number.isFinite(value) && value > 0 && !byValue.has(value)) byValue.set(value, bound);
	}
	if (byValue.size === 0) {
		const note =
			bounds.note ?? `The server has no buckets of ${selector}, so these are guesses; type a bound that exists.`;
		return {
			choices: usualBounds.map((bound) => ({ value: bound, label: bound, description: "a usual bucket" })),
			note,
		};
	}
	const sorted = [...byValue].toSorted(([a], [b]) => a - b);
	return {
		choices: sorted.map(([, bound]) => ({
			value: bound,
			label: bound,
			description: `at most ${nameBound(bound, base)}`,
		})),
	};
};

/** Among the default buckets of Prometheus's client libraries, in seconds. */
const usualBounds = ["0.1", "0.25", "0.5", "1", "2.5"] as const;
