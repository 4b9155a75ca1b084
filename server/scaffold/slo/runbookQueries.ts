import { writeSelector } from "../../metrics/selectorText.ts";
import { recordedNames } from "./names.ts";
import { recordedSelector } from "./recordingRules.ts";
import { writeIndicator } from "./sli.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/** A question that whoever is on call asks, and the query that answers it. */
export interface RunbookQuery {
	readonly question: string;
	readonly query: string;
}

export function writeRunbookQueries(slo: SloDefinition): readonly RunbookQuery[] {
	const { indicator } = slo;
	const select = recordedSelector(slo);
	const { requests, marked } = writeIndicator(indicator);
	return [
		{
			question: "How large is the error ratio now, and does it grow or shrink?",
			query: select(recordedNames.errorRatio("5m")),
		},
		...(indicator.kind === "availability"
			? [
					{
						question: "Which errors are they?",
						query: `sum by (${listLabels(indicator.errors)}) (rate(${marked}[5m])) > 0`,
					},
					{
						question: "Is it one instance or all of them?",
						query: `sum by (instance) (rate(${marked}[5m])) / (sum by (instance) (rate(${requests}[5m])) > 0)`,
					},
				]
			: [
					{
						question: "How slow are the slowest requests?",
						query: `histogram_quantile(0.99, sum by (le) (rate(${writeSelector(`${indicator.metric}_bucket`, indicator.selector)}[5m])))`,
					},
					{
						question: "Is it one instance or all of them?",
						query: `1 - sum by (instance) (rate(${marked}[5m])) / (sum by (instance) (rate(${requests}[5m])) > 0)`,
					},
				]),
		{
			question: "Is there more or less traffic than a week ago (as a ratio)?",
			query: `sum(rate(${requests}[5m])) / (sum(rate(${requests}[5m] offset 1w)) > 0)`,
		},
	];
}

function listLabels(matchers: readonly { readonly label: string }[]): string {
	const labels = new Set(matchers.map(({ label }) => label));
	return [...labels].map((label) => (/^[a-zA-Z_]\w*$/.test(label) ? label : JSON.stringify(label))).join(", ");
}
