import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { readSelectorAnswer } from "./metricChoices.ts";

/**
 * Native where the histogram has series of its own name and none of buckets. One that has both is taken as classic: a
 * bucket's bound is exact, and every server understands it.
 */
export async function suggestHistogram(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const metric = answers["metric"] ?? "";
	if (metric.endsWith("_bucket")) return "classic";
	const matchers = readSelectorAnswer(answers);
	const has = async (name: string) => {
		const selector = writeSelector(name, matchers);
		const names = await awaitKnowledge(() => context.metrics.labelValues("__name__", [selector]), signal);
		return names.value?.values.includes(name) === true;
	};
	const [own, buckets] = await Promise.all([has(metric), has(`${metric}_bucket`)]);
	return own && !buckets ? "native" : "classic";
}
