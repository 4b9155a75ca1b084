import type { Choice } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { findKnownData } from "./availableEntries.ts";
import type { AlertEntry, EntryGroup, RecordingEntry } from "./ruleEntry.ts";

/**
 * The entries of a library that have data: with a server those whose metrics it has and no others; else those that the
 * workspace names first, and the rest behind them.
 */
export function entryChoices(groups: readonly EntryGroup<AlertEntry | RecordingEntry>[]): ChoiceSource {
	return async (_answers, context, signal) => {
		const { has, from, note } = await findKnownData(context, signal);
		const all = groups.flatMap((group) =>
			group.entries.map((entry) => ({ entry, group: group.title, known: has(entry) })),
		);
		const offered = from === "server" ? all.filter(({ known }) => known !== false) : all;
		const sorted = offered.toSorted((a, b) => Number(b.known === true) - Number(a.known === true));
		const choices = sorted.map(({ entry, group, known }) => describe(entry, group, known));
		if (choices.length === 0) {
			return {
				choices,
				note: "The server has metrics of none of the library's rules; type the id of one to take it all the same.",
			};
		}
		return note === undefined ? { choices } : { choices, note };
	};
}

function describe(entry: AlertEntry | RecordingEntry, group: string, known: boolean | undefined): Choice {
	const name = "alert" in entry ? `${entry.alert}, ${entry.severity}` : entry.record.replaceAll(/<<(\w+)>>/g, "<$1>");
	return {
		value: entry.id,
		label: entry.title,
		description: `${group}: ${name}${known === false ? " (nothing known of its metrics)" : ""}`,
		detail: entry.tells,
	};
}
