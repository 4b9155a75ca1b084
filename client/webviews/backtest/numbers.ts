import type { AlertSummary } from "../../../server/protocol/backtest.ts";
import { element } from "../shared/elements.ts";
import { printSeconds } from "./seriesTable.ts";

interface Figure {
	readonly title: string;
	readonly hint: string;
	readonly write: (summary: AlertSummary) => string;
}

const count = (of: (summary: AlertSummary) => number) => (summary: AlertSummary) => of(summary).toLocaleString("en-US");

const numbers: readonly Figure[] = [
	{ title: "Fired", hint: "How often an alert of any series began to fire", write: count(({ fired }) => fired) },
	{
		title: "Pages a week",
		hint: "At the same rate, with a notification for each",
		write: ({ perWeek }) => (perWeek < 10 ? perWeek.toFixed(1) : Math.round(perWeek).toLocaleString("en-US")),
	},
	{
		title: "Episodes",
		hint: "How often it began to fire while no other series did: with all of them in one notification",
		write: count(({ episodes }) => episodes),
	},
	{ title: "Series", hint: "Different series that fired", write: count(({ series }) => series) },
	{ title: "Firing in all", hint: "Of all series together", write: ({ firingSeconds }) => printSeconds(firingSeconds) },
	{ title: "Longest", hint: "The longest firing", write: ({ longestSeconds }) => printSeconds(longestSeconds) },
	{
		title: "Flaps",
		hint: "Firings that began less than 15 minutes after the one before of the same series",
		write: count(({ flaps }) => flaps),
	},
	{
		title: "Only pending",
		hint: "Times that a series was pending and did not fire",
		write: count(({ nearMisses }) => nearMisses),
	},
];

/** The numbers of the rule and, where others are tried, theirs beside them. */
export function listNumbers(own: AlertSummary, tried: AlertSummary): readonly HTMLElement[] {
	return numbers.map(({ title, hint, write }) => {
		const before = write(own);
		const after = write(tried);
		const value =
			before === after
				? element("dd", {}, after)
				: element("dd", { className: "changed" }, element("s", {}, before), " → ", element("strong", {}, after));
		return element("div", { title: hint }, element("dt", {}, title), value);
	});
}

/** What is said aloud, in one sentence. */
export function sayNumbers(own: AlertSummary, tried: AlertSummary, isChanged: boolean): string {
	const times = (number: number): string => (number === 1 ? "once" : `${number.toLocaleString("en-US")} times`);
	const fired = `It would have fired ${times(tried.fired)}`;
	return isChanged ? `${fired}; as the rule is, ${times(own.fired)}.` : `${fired}.`;
}

/** The result as Markdown, for a pull request. */
export function writeMarkdown(
	title: string,
	lines: readonly string[],
	own: AlertSummary,
	tried: AlertSummary,
	isChanged: boolean,
): string {
	const head = isChanged ? ["| | Rule | Tried |", "|---|--:|--:|"] : ["| | |", "|---|--:|"];
	const rows = numbers.map(({ title: name, write }) =>
		isChanged ? `| ${name} | ${write(own)} | ${write(tried)} |` : `| ${name} | ${write(own)} |`,
	);
	return [`### ${title}`, "", ...lines, "", ...head, ...rows, ""].join("\n");
}
