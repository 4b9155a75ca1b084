import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { parseDuration, printDuration } from "../../promql/duration.ts";
import {
	listLabels,
	type Parameter,
	type Parameters,
	wordDuration,
	writeInExpression,
	writeInText,
} from "./parameters.ts";
import type { AlertEntry, RecordingEntry, Severity } from "./ruleEntry.ts";
import { scopeSelectors } from "./scopeSelectors.ts";

/** What a team has set of an entry, by parameter; `for` too. */
export type EntrySettings = Readonly<Record<string, string>>;

/** An alert of the library with everything filled in, before it is dressed in the team's labels and annotations. */
export interface FilledAlert {
	readonly entry: AlertEntry;
	readonly settings: EntrySettings;
	readonly expression: string;
	/** `0s` for none. */
	readonly for: string;
	readonly severity: Severity;
	readonly summary: string;
	readonly description: string;
	readonly tells: string;
	readonly impact: string;
	readonly diagnosis: readonly { readonly question: string; readonly query: string }[];
	readonly mitigation: readonly string[];
}

export interface FilledRecording {
	readonly entry: RecordingEntry;
	readonly settings: EntrySettings;
	readonly record: string;
	readonly expression: string;
	readonly tells: string;
}

/** Every parameter of an entry with `for`, which each alert has. */
export function parametersOf(entry: AlertEntry | RecordingEntry): Parameters {
	if (!("for" in entry)) return entry.parameters;
	const held: Parameter = { kind: "window", default: entry.for, other: entry.for, title: "how long it has to last" };
	return { ...entry.parameters, for: held };
}

export function defaultsOf(entry: AlertEntry | RecordingEntry): EntrySettings {
	return Object.fromEntries(Object.entries(parametersOf(entry)).map(([name, parameter]) => [name, parameter.default]));
}

export function fillAlert(
	entry: AlertEntry,
	given: EntrySettings = {},
	scope: readonly LabelMatcher[] = [],
): FilledAlert {
	const settings = { ...defaultsOf(entry), ...given };
	const { inExpression, inText } = fillers(entry, settings);
	const query = (text: string): string => scopeSelectors(inExpression(text), scope);
	return {
		entry,
		settings,
		expression: query(entry.expression),
		for: printDuration(parseDuration(settings["for"] ?? "") ?? 0),
		severity: entry.severity,
		summary: inText(entry.summary),
		description: inText(entry.description),
		tells: inText(entry.tells),
		impact: inText(entry.impact),
		diagnosis: entry.diagnosis.map(([question, text]) => ({ question: inText(question), query: query(text) })),
		mitigation: entry.mitigation.map(inText),
	};
}

export function fillRecording(
	entry: RecordingEntry,
	given: EntrySettings = {},
	scope: readonly LabelMatcher[] = [],
): FilledRecording {
	const settings = { ...defaultsOf(entry), ...given };
	const { inExpression, inText } = fillers(entry, settings);
	const record = entry.record.replaceAll(placeholder, (_, name: string) => {
		const value = settings[name] ?? "";
		return name === "by" ? listLabels(value).join("_") : value;
	});
	return {
		entry,
		settings,
		record,
		expression: scopeSelectors(inExpression(entry.expression), scope),
		tells: inText(entry.tells),
	};
}

const placeholder = /<<(\w+)>>/g;

/** A name that is no parameter is a fault of the entry, which its tests find. */
function fillers(entry: AlertEntry | RecordingEntry, settings: EntrySettings) {
	const parameters = parametersOf(entry);
	const fill = (text: string, write: (parameter: Parameter, value: string) => string): string =>
		text.replaceAll(placeholder, (whole, name: string) => {
			if (name === "who") return tellWho(settings["by"] ?? "");
			const parameter = parameters[name];
			return parameter === undefined ? whole : write(parameter, settings[name] ?? parameter.default);
		});
	return {
		inExpression: (text: string) => fill(text, writeInExpression),
		inText: (text: string) => fill(text, writeInText),
	};
}

function tellWho(by: string): string {
	return listLabels(by)
		.map((label) => `{{ $labels.${label} }}`)
		.join("/");
}

/** How long in words; nothing where it is none. */
export function wordFor(duration: string): string | undefined {
	const length = parseDuration(duration) ?? 0;
	return length === 0 ? undefined : wordDuration(length);
}
