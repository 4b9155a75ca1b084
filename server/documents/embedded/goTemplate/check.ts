import type { Problem } from "../../../text/problem.ts";
import { parseTemplate } from "./parser.ts";

/**
 * What Prometheus would reject in the template of an alert's label or annotation when it loads the rule file: nothing, or
 * the first fault. Spans count in `text`.
 */
export function checkGoTemplate(text: string): readonly Problem[] {
	// Most labels and annotations hold no action at all.
	if (!text.includes("{{")) return [];
	const { problem } = parseTemplate(text);
	return problem === undefined ? [] : [problem];
}
