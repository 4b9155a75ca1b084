import { type EntrySettings, parametersOf } from "./fillEntry.ts";
import { checkParameter } from "./parameters.ts";
import type { AlertEntry, RecordingEntry } from "./ruleEntry.ts";

/** What a user sets of several entries, as one text: `host-memory-low.threshold=0.05; host-memory-low.for=5m`. */
export type SettingsResult =
	| { readonly kind: "settings"; readonly byEntry: ReadonlyMap<string, EntrySettings> }
	| { readonly kind: "invalid"; readonly message: string };

type AnyEntry = AlertEntry | RecordingEntry;

/** Of a single entry the names alone will do. */
export function readSettings(text: string, entries: readonly AnyEntry[]): SettingsResult {
	const byEntry = new Map<string, Record<string, string>>();
	for (const part of text.split(";").map((each) => each.trim())) {
		if (part === "") continue;
		const match = /^(?:([\w-]+)\.)?(\w+)\s*=\s*(.*)$/.exec(part);
		if (match === null) return invalid(`Write "${part}" as ${example(entries)}; several with ";" between.`);
		const [, id, name = "", value = ""] = match;
		const entry = id === undefined && entries.length === 1 ? entries[0] : entries.find((each) => each.id === id);
		if (entry === undefined) {
			const ids = entries.map((each) => each.id).join(", ");
			return invalid(id === undefined ? `Say of which rule ${name} is: ${ids}.` : `${id} is not one of ${ids}.`);
		}
		const parameters = parametersOf(entry);
		const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
		if (parameter === undefined) {
			const known = Object.keys(parameters);
			return invalid(
				`${entry.id} has no "${name}"; it has ${known.length === 0 ? "nothing to set" : known.join(", ")}.`,
			);
		}
		const wrong = name === "for" && value === "0s" ? undefined : checkParameter(name, parameter, value.trim());
		if (wrong !== undefined) return invalid(`${entry.id}: ${wrong}`);
		byEntry.set(entry.id, { ...byEntry.get(entry.id), [name]: value.trim() });
	}
	return { kind: "settings", byEntry };
}

/** The defaults of all of them, ready to be changed; `found` takes the place of the usual ones. */
export function writeSettings(
	entries: readonly AnyEntry[],
	found: ReadonlyMap<string, EntrySettings> = new Map(),
): string {
	return entries
		.flatMap((entry) =>
			Object.entries(parametersOf(entry)).map(
				([name, { default: usual }]) => `${entry.id}.${name}=${found.get(entry.id)?.[name] ?? usual}`,
			),
		)
		.join("; ");
}

function example(entries: readonly AnyEntry[]): string {
	const [first] = entries.filter((entry) => Object.keys(parametersOf(entry)).length > 0);
	const [named] = Object.entries(first === undefined ? {} : parametersOf(first));
	return named === undefined ? "rule.threshold=0.05" : `${first?.id ?? ""}.${named[0]}=${named[1].default}`;
}

function invalid(message: string): SettingsResult {
	return { kind: "invalid", message };
}
