import { formatValue } from "../shared/numberText.ts";
import { type ChartData, mostLines } from "./chartData.ts";
import { mostLegendEntries } from "./legend.ts";

/** The chart in a sentence, for those who do not see it. */
export function describeChart({ lines, total }: ChartData): string {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const { values } of lines) {
		for (const value of values) {
			if (value === null) continue;
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
	}
	const count = `${total.toLocaleString("en-US")} series`;
	if (low > high) return `Line chart of ${count}, without a number to draw.`;
	return `Line chart of ${count}, between ${formatValue(low)} and ${formatValue(high)}. The tab Table has the newest values.`;
}

/** What the chart leaves out, in sentences. */
export function describeCuts(
	{ total, lines, undrawable, histograms }: ChartData,
	options: { readonly truncated: boolean; readonly notPositive: number; readonly stackedEarlier: boolean },
): string {
	const number = (value: number): string => value.toLocaleString("en-US");
	const now = lines.filter(({ earlier }) => !earlier).length;
	const notes: string[] = [];
	if (options.truncated) {
		notes.push(`The server has more than these ${number(total)} series; the others were not loaded.`);
	}
	if (total > mostLines)
		notes.push(`The ${number(mostLines)} series with the largest newest values are drawn, of ${number(total)}.`);
	if (lines.length > mostLegendEntries) notes.push(`${mostLegendEntries} of the ${number(now)} lines are named below.`);
	if (undrawable > 0) notes.push(`${number(undrawable)} samples are NaN or infinite and are left out.`);
	if (options.notPositive > 0) {
		notes.push(`${number(options.notPositive)} samples are zero or less, which a log scale cannot show.`);
	}
	if (options.stackedEarlier) notes.push("What is stacked cannot be compared with an earlier time.");
	if (histograms) notes.push("Native histograms are drawn as the mean of their observations.");
	return notes.join(" ");
}
